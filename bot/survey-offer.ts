/** Whether it helped is asked some weeks later, if somebody wants that: where it is offered, and what it will be about. */
import type { Decision, Turn } from './decision.ts'
import { isOrderable } from './dialog-stack.ts'
import { readGuideState } from './guides/state/guide-state.ts'
import { message } from './messages.ts'
import { SURVEY_WEEKS } from './monthly-mail/order-state.ts'
import type { Talk } from './talk.ts'

/** The end of a dialog with the offer, once a talk, and not while another dialog goes on. `about`: id of a guide, or `request`. */
export function withSurveyOffer(turn: Turn, decision: Decision, about: string): Decision {
  const { talk, reply } = decision
  if (!isOrderable(turn) || talk.survey !== undefined || talk.dialogs.length > 0) return decision
  const { messages } = turn.known.knowledge
  const offer = message(messages, talk.lang, 'survey.offer', { weeks: SURVEY_WEEKS })
  const label = message(messages, talk.lang, 'label.survey')
  return {
    ...decision,
    talk: { ...talk, survey: about },
    // At the end of what was said: a bubble of its own would come between an outcome and its source.
    reply: { ...reply, texts: withLast(reply.texts, offer), suggestions: [...reply.suggestions, { label, say: label }] },
  }
}

function withLast(texts: readonly string[], offer: string): string[] {
  const last = texts.at(-1)
  return last === undefined ? [offer] : [...texts.slice(0, -1), `${last}\n\n${offer}`]
}

/** What somebody means who wants to be asked later: what was offered, what was finished, or what the talk is about. */
export function surveyAbout({ survey, finished, subject }: Talk): string {
  return survey ?? readGuideState(finished)?.guide ?? subject?.entry ?? 'talk'
}
