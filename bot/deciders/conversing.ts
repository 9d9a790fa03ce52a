/** The visitor speaks with a person: what they say goes to that request, until they turn back. */
import type { Decision, Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { message, wordsOf } from '../messages.ts'
import { say } from '../reply.ts'
import { isSpokenWith } from '../requests/live.ts'
import { liveBack } from '../requests/replies.ts'
import { readSaying } from '../requests/sayings.ts'

/** `choices`: what the open question offers, asked only while a person is spoken with; saying one of them answers it. */
export function conversing(turn: Turn, choices: () => readonly string[]): Decision | undefined {
  const { talk, known, utterance, handOff } = turn
  const live = handOff?.live
  const { messages: texts } = known.knowledge
  if (!live || !isSpokenWith(live, talk.apart)) return undefined
  const words = plainWords(utterance)
  const { number, place, answers } = live
  if ([...wordsOf(texts, 'words.live-back'), ...wordsOf(texts, 'label.live-back')].some((word) => plainWords(word) === words))
    return {
      reply: say(talk.lang, message(texts, talk.lang, 'hand-off.live.left', { place })),
      talk: { ...talk, apart: { number, answers } },
      event: { kind: 'hand-off', detail: 'left' },
    }
  const saying = readSaying(utterance, texts)
  if (words === '' || (saying && saying.kind !== 'begin') || choices().some((choice) => plainWords(choice) === words)) return undefined
  return {
    reply: { ...say(talk.lang), suggestions: [liveBack(texts, talk.lang)] },
    talk,
    event: { kind: 'hand-off', detail: 'live' },
    effect: { ask: { do: 'add', number, text: utterance }, tell: 'live.sent' },
  }
}
