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
const SHORT = ['ka', 'kp', 'kpl', 'idk', 'ne ahnung', 'k a', 'hm', 'hmm', 'null ahnung']

/** True when the utterance says it and nothing else. */
export function isUnknown(utterance: string): boolean {
  const said = wordsOf(utterance)
    .join(' ')
    .replace(/^(das|ich|da|hab ich|habe ich|ist mir) /, '')
  return said !== '' && [...PHRASES, ...SHORT].some((phrase) => said === phrase || said === phrase.replace(/^ich /, ''))
}

/** True when the utterance says it along with other words, which may hold an answer after all. */
export function mentionsUnknown(utterance: string): boolean {
  const said = ` ${wordsOf(utterance).join(' ')} `
  return PHRASES.some((phrase) => said.includes(` ${phrase} `))
}
