/** "Weiß nicht" in the many ways people say it; understood at every step. */
import { wordsOf } from './phrases.ts'

const PHRASES = [
  'weiß nicht',
  'weiß ich nicht',
  'weiss nich',
  'weiß es nicht',
  'ich weiß nicht',
  'weiß noch nicht',
  'keine ahnung',
  'kein ahnung',
  'keinen plan',
  'kein plan',
  'nicht sicher',
  'unsicher',
  'unklar',
  'unentschlossen',
  'schwer zu sagen',
  'kann ich nicht sagen',
  'möchte ich nicht sagen',
  'will ich nicht sagen',
  'sage ich nicht',
  'keine angabe',
  'egal',
  'überspringen',
  'weiterlassen',
  'nächste frage',
  'weißt du doch',
  'dont know',
  'i don t know',
  'not sure',
  'no idea',
  'skip',
].map((phrase) => wordsOf(phrase).join(' '))
const SHORT = new Set(['ka', 'kp', 'kpl', 'idk', 'ne ahnung', 'k a', 'hm', 'hmm', 'na', 'null ahnung'])

/** True when the utterance says it and little else. An empty or `?` utterance is not an answer. */
export function saysUnknown(utterance: string, label: string): boolean {
  const said = wordsOf(utterance).join(' ')
  if (said === '') return false
  if (said === wordsOf(label).join(' ') || SHORT.has(said)) return true
  return PHRASES.some((phrase) => ` ${said} `.includes(` ${phrase} `))
}
