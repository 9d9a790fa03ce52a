/** Somebody is in danger, or an attack is under way: help first, before everything else and wherever the talk stands. */
import { actText, emergencyArticle, emergencyGuide } from '../answers/act.ts'
import { cardOf } from '../answers/answer.ts'
import { suggest } from '../answers/common.ts'
import { buttons, type Decision, type Move, subjectAfter, type Turn } from '../decision.ts'
import { readGuideState } from '../guides/state/guide-state.ts'
import type { ActId } from '../knowledge/acts-file.ts'
import { entriesOf } from '../knowledge/knowledge.ts'
import type { EntryId, Guide } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { Known } from '../ports.ts'
import { impersonalWords } from '../privacy.ts'
import { type Card, say } from '../reply.ts'
import { readRequestState } from '../requests/request-state.ts'
import type { Talk } from '../talk.ts'
import { isCrisis } from '../understanding/acts/recogniser.ts'

export function distressed(turn: Turn): Move | undefined {
  const { act } = turn.heard
  if (act === undefined) return undefined
  if (isCrisis(act)) return crisis(turn, act)
  return act === 'emergency' ? emergency(turn) : undefined
}

/**
 * The talk once an alarm was denied: its guide is closed, and the talk is about what it was about before. Other dialogs stay; what was told to
 * the guide is forgotten.
 */
export function calmed(talk: Talk, known: Known): Talk {
  const guide = emergencyGuide({ known, talk })
  if (!guide) return talk
  const isOfAlarm = (stored: unknown) => {
    const open = readGuideState(stored)?.guide
    const entry = open && known.knowledge.entries.get(open as EntryId)
    return entry !== undefined && (entry.translationOf ?? entry.id) === (guide.translationOf ?? guide.id)
  }
  const { finished, subject, ...rest } = talk
  const isAboutAlarm = subject?.entry === emergencyArticle({ known, talk }, guide)
  const before = isAboutAlarm ? aboutBefore(talk) : subject
  return {
    ...rest,
    dialogs: talk.dialogs.filter((stored) => !isOfAlarm(stored)),
    ...(finished !== undefined && !isOfAlarm(finished) && { finished }),
    ...(before && { subject: before }),
  }
}

/** What the last answer was about. */
function aboutBefore({ last }: Talk): Talk['subject'] {
  return last?.entry && { entry: last.entry, asked: last.utterance }
}

/** The talk stays as it was, and of what was said nothing is kept. */
function crisis({ confirming, ...turn }: Turn, act: ActId): Decision {
  const talk = confirming === undefined ? turn.talk : { ...turn.talk, confirming }
  return { reply: say(talk.lang, actText(turn, act)), talk, event: { kind: 'interruption', detail: act, act }, unkept: true }
}

/**
 * It only sounds like an attack: the first steps are said, and the guide is one word away. To be led through it by mistake, and asked for
 * more with every word that is said against it, was what annoyed visitors most.
 */
function perhaps(turn: Turn, guide: Guide, lead: string): Decision {
  const { talk, known, context, utterance } = turn
  const article = emergencyArticle(turn, guide)
  return {
    reply: {
      ...say(talk.lang, `${message(known.knowledge.messages, talk.lang, 'emergency.perhaps', { title: guide.title })}\n\n${lead}`),
      suggestions: [{ ...suggest(guide, context), kind: 'choice' }, ...buttons(turn, 'label.person')],
    },
    talk: {
      ...talk,
      ...(article && { subject: subjectAfter(talk, article, utterance) }),
      last: { utterance: impersonalWords(utterance) },
      offers: [{ label: guide.title, entry: guide.id }],
      clarifying: true,
    },
    event: { kind: 'interruption', detail: 'emergency', act: 'emergency' },
  }
}

/** First steps, then the guide that asks what happened. Who is in it, or writes down a request, is understood there. */
function emergency(turn: Turn): Move | undefined {
  const { talk, known, context } = turn
  const guide = emergencyGuide(turn)
  const open = talk.dialogs.at(-1)
  if (readRequestState(open) || (guide && readGuideState(open)?.guide === guide.id)) return undefined
  const lead = actText(turn, 'emergency')
  if (guide && guide.lang === talk.lang) {
    // In an open dialog "ja" is an answer to that.
    if (turn.heard.sure === false && talk.dialogs.length === 0) return perhaps(turn, guide, lead)
    return { open: guide, opening: turn.utterance, talk, lead, act: 'emergency' }
  }
  // No guide speaks this language: the steps, and who to call.
  const named = new Set(guide?.groups.flatMap(({ targets }) => targets) ?? [])
  const cards = entriesOf(known.knowledge, 'contacts')
    .filter(({ id }) => named.has(id))
    .map((contact) => cardOf(contact, context))
    .filter((card): card is Card => card !== undefined)
  return { reply: { ...say(talk.lang, lead), cards }, talk, event: { kind: 'interruption', detail: 'emergency', act: 'emergency' } }
}
