/**
 * A message of two halves, of which the first is said to the talk and the rest asks something: both count, one after the other.
 */
import { type Decision, sentence, type Turn } from './decision.ts'
import { readGuideState } from './guides/state/guide-state.ts'
import { partedCancel } from './interruption.ts'
import { takenWithMore } from './offers.ts'
import { isAlarm } from './understanding/acts/recogniser.ts'
import { readDenial } from './understanding/profile/removal.ts'

export interface Parted {
  /** A word to the talk, as it would be said alone. */
  first: string
  rest: string
  is: 'cancel' | 'choice' | 'correction'
}

/**
 * A message that leaves what is open, or takes what was offered, and says more. Not where it is a cry for help, or where any text is an
 * answer; undefined for every other message.
 */
export function partedIn({ utterance, talk, known, heard }: Turn): Parted | undefined {
  if (heard.act !== undefined && isAlarm(heard.act)) return undefined
  const open = talk.dialogs.at(-1)
  if (open !== undefined && readGuideState(open) === undefined) return undefined
  const left = open === undefined ? undefined : partedCancel(utterance, known.knowledge.messages)
  if (left) return { first: sentence({ talk, known }, 'label.cancel'), rest: left.rest, is: 'cancel' }
  const corrected = CORRECTION.exec(utterance)
  if (corrected?.[2] && open === undefined && readDenial(corrected[1]!))
    return { first: corrected[1]!, rest: corrected[2], is: 'correction' }
  const taken = open === undefined || talk.clarifying ? takenWithMore(utterance, talk.offers) : undefined
  return taken && { first: taken.offer.label, rest: taken.rest, is: 'choice' }
}

/** "Ich bin nicht beschäftigt, sondern arbeitslos. Gibt es da Geld?": the sentence in front, and the rest. */
const CORRECTION = /^([^.!?]{3,120}?)[.!]+\s+(\S[\s\S]*\p{L}[\s\S]*)$/u

/** Whether the first half did what it was taken for, so that the rest may be decided on what it left. */
export function isTaken(first: Decision, { is }: Parted): boolean {
  return (is !== 'correction' || first.event.detail === 'profile.removed') && !first.unkept && !first.effect
}

/** What was left is said in front of what is asked then; a choice is answered by what is asked of it, where that has an answer. */
export function joined(first: Decision, then: Decision, { is }: Parted): Decision {
  if (then.unkept) return then
  if (is === 'choice') return isAnswer(then) ? then : first
  if (first.event.kind !== 'guide' && is !== 'correction') return then
  return { ...then, reply: { ...then.reply, texts: [...first.reply.texts.slice(0, 1), ...then.reply.texts] } }
}

/** What is only told changes nothing of the choice. */
function isAnswer({ event }: Decision): boolean {
  if (event.kind === 'choice') return event.passage !== undefined
  return event.kind === 'question' && event.decision === 'answer' && event.detail !== 'told'
}
