/** "Delete my data": asked to be confirmed once, done on a yes; any other sentence keeps everything and is answered as usual. */
import { buttons, type Decision, sayPlainly, sentence, type Turn } from '../decision.ts'
import { plainWords, readInterruption } from '../interruption.ts'
import { wordsOf } from '../messages.ts'
import { say } from '../reply.ts'
import { readSaying } from '../requests/sayings.ts'
import { newTalk } from '../talk.ts'

export function forgetting(turn: Turn): Decision | undefined {
  const { utterance, talk, known } = turn
  const texts = known.knowledge.messages
  if (readInterruption(utterance, texts) === 'forget' || isMeant(turn)) {
    const reply = { ...say(talk.lang, sentence(turn, 'forget.confirm')), suggestions: buttons(turn, 'label.yes', 'label.no') }
    return { reply, talk: { ...talk, confirming: 'forget' }, event: { kind: 'interruption', detail: 'forget' } }
  }
  if (turn.confirming !== 'forget') return undefined
  const words = plainWords(utterance)
  if (wordsOf(texts, 'words.yes').includes(words)) {
    const decision = sayPlainly(turn, 'forgotten', { kind: 'interruption', detail: 'forgotten' }, { ...newTalk(talk.lang), greeted: true })
    return { ...decision, reply: { ...decision.reply, forgotten: true }, effect: 'forget' }
  }
  return wordsOf(texts, 'words.no').includes(words) ? sayPlainly(turn, 'hello', { kind: 'interruption', detail: 'kept' }) : undefined
}

/** In other words, and outside a dialog; "delete request 12" means that request alone. */
function isMeant({ heard, talk, utterance, known }: Turn): boolean {
  return (
    heard.act === 'forget' &&
    !isOfSubject(utterance, talk) &&
    talk.dialogs.length === 0 &&
    readSaying(utterance, known.knowledge.messages) === undefined
  )
}

/** "Kann ich die löschen lassen?" after an answer about reviews: what is said of the talk names it. */
function isOfSubject(utterance: string, { subject }: Turn['talk']): boolean {
  return subject !== undefined && POINTS_BACK.test(utterance) && !OF_THE_TALK.test(utterance)
}
const POINTS_BACK = /(?:^|\s)(?:die|das|den|sie|it|that|them)(?!\p{L})/iu
const OF_THE_TALK =
  /daten|gespräch|chat|verlauf|angaben|eingaben|nachricht|geschrieben|gesagt|gespeichert|frage|alles|mich|mein|data|talk|conversation|history|everything|my |me\b|wrote|said/iu
