/** A guide's open question and its outcome → reply. */
import type { OutcomeTarget, TargetGroup } from '../guides/outcomes/outcome.ts'
import { profileText, profileWords } from '../guides/outcomes/profile.ts'
import type { Asked, OutcomeView } from '../guides/talk.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Guide } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { type Reply, type Suggestion, say } from '../reply.ts'
import { type AnswerContext, button, cite } from './common.ts'

/**
 * The question with what must be said before it. Buttons are the choices; "zurück" from the second question on. Asked again, it goes
 * without what was read a moment ago; where something is to be changed, the buttons are what can be.
 */
export function questionReply(
  { step, notes, again, changes, given = [] }: Pick<Asked, 'step' | 'notes' | 'again' | 'changes' | 'given'>,
  { knowledge, lang }: AnswerContext,
): Reply {
  const { number, atMost } = step.progress
  const lines = [
    ...notes,
    `*${message(knowledge.messages, lang, 'guide.progress', { number, most: atMost })}*`,
    ...(step.intro && !again ? [step.intro] : []),
    `**${step.question}**`,
    ...(step.help && !again ? [step.help] : []),
    ...(number === 1 && !again ? [message(knowledge.messages, lang, 'guide.hint')] : []),
  ]
  const buttons = (changes ?? [...step.choices.map(({ label }) => label), ...given]).map(
    (label): Suggestion => ({ label, say: label, kind: 'choice' }),
  )
  const back = message(knowledge.messages, lang, 'label.back')
  return { ...say(lang, lines.join('\n\n')), suggestions: number > 1 ? [...buttons, { label: back, say: back }] : buttons }
}

/** The outcome: its text, the first steps, then every group of next steps with ways to act on each. */
export function outcomeReply(
  guide: Guide,
  outcome: OutcomeView,
  notes: readonly string[],
  context: AnswerContext,
  planLink?: string,
): Reply {
  const { knowledge, lang } = context
  const texts = knowledge.messages
  const parts = [
    ...notes,
    `**${outcome.title}**`,
    outcome.text,
    // First, as on the page: everything that follows stands in it, too.
    ...(planLink ? [message(texts, lang, 'guide.plan', { link: planLink })] : []),
    ...(outcome.profile ? [profileText(outcome.profile, profileWords(context))] : []),
    ...(outcome.first.length > 0
      ? [`**${message(texts, lang, 'guide.first-steps')}**\n\n${outcome.first.map((step, i) => `${i + 1}. ${step}`).join('\n')}`]
      : []),
    ...outcome.groups.filter((group) => !isPerson(group)).map((group) => groupText(group, message(texts, lang, 'guide.unconfirmed'))),
    ...(outcome.ruledOut.length > 0
      ? [
          `**${message(texts, lang, 'guide.ruled-out')}**\n\n${outcome.ruledOut.map(({ title, page, reason }) => `- [${title}](${page}): ${reason}`).join('\n')}`,
        ]
      : []),
    ...(outcome.groups.some((group) => group.targets.some(({ ways }) => ways.some(({ copy }) => copy)))
      ? [`**${message(texts, lang, 'guide.summary')}**\n\n${outcome.summary.map(({ label, value }) => `${label}: ${value}`).join('; ')}`]
      : []),
  ]
  const person = message(texts, lang, 'label.person')
  const change = outcome.asksNext === undefined ? undefined : message(texts, lang, 'guide.change', { label: outcome.asksNext })
  const next: Suggestion[] = change === undefined ? [] : [{ label: change, say: change }]
  const back = message(texts, lang, 'label.back')
  return {
    ...say(lang, parts.join('\n\n')),
    citations: [cite(guide, context)],
    suggestions: [...next, button('label.person', person), button('label.back', back)],
  }
}

/** The person is a button, always there; no need to say it in the text as well. */
function isPerson(group: TargetGroup): boolean {
  return group.targets.every(({ kind }) => kind === 'person')
}

function groupText({ title, targets }: TargetGroup, unconfirmed: string): string {
  return `**${title}**\n\n${targets.map((target) => targetLine(target, unconfirmed)).join('\n')}`
}

/** `- [Titel](Seite): Hinweis. [Anrufen](tel:…) · [In den Kalender](…ics)`. */
function targetLine({ id, title, page, note, tentative, ways }: OutcomeTarget, unconfirmed: string): string {
  const link = id === 'person' ? title : `[${title}](${page ?? pathOf(id)})`
  const acts = ways.map((way) => `[${way.title}](${way.href})`).join(' · ')
  return `- ${link}${note ? `: ${note}` : ''}${acts ? ` ${/[.!?]$/.test(note ?? '') ? '' : '– '}${acts}` : ''}${tentative ? ` *(${unconfirmed})*` : ''}`
}
