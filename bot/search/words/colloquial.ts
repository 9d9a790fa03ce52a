/**
 * Spoken German as it is typed, word by word to the words that it stands for: "ick", "dit", "nich", "jibts", "aufm". Only what means one thing
 * alone, and only as it is written within a sentence: a name keeps its letters.
 */
import { guessLanguage } from './function-words.ts'
import { rawTokens } from './tokens.ts'

const SPOKEN = new Map(
  Object.entries({
    ick: 'ich',
    icke: 'ich',
    isch: 'ich',
    dit: 'das',
    det: 'das',
    dat: 'das',
    wat: 'was',
    watt: 'was',
    sowat: 'sowas',
    wattn: 'was denn',
    nich: 'nicht',
    nisch: 'nicht',
    nüscht: 'nichts',
    nischt: 'nichts',
    jut: 'gut',
    keen: 'kein',
    keene: 'keine',
    keenen: 'keinen',
    eener: 'einer',
    eenen: 'einen',
    ooch: 'auch',
    och: 'auch',
    uff: 'auf',
    uffn: 'auf den',
    aufm: 'auf dem',
    aufn: 'auf den',
    ausm: 'aus dem',
    fürn: 'für ein',
    inner: 'in der',
    anner: 'an der',
    vonner: 'von der',
    mitm: 'mit dem',
    mitn: 'mit den',
    jibt: 'gibt',
    jibts: 'gibts',
    jeht: 'geht',
    janz: 'ganz',
    jetz: 'jetzt',
    jetze: 'jetzt',
    nu: 'nun',
    ham: 'haben',
    hamm: 'haben',
    habn: 'haben',
    kost: 'kostet',
    kostn: 'kostet denn',
    haste: 'hast du',
    kannste: 'kannst du',
    gibste: 'gibst du',
    wieviel: 'wie viel',
    wieviele: 'wie viele',
  }),
)

/** The sentence in the words that its spoken ones stand for; anything but German is left as it is. */
export function inPlainWords(utterance: string): string {
  if (!/\p{L}/u.test(utterance) || guessLanguage(rawTokens(utterance)) === 'en') return utterance
  return utterance.replace(/(?<![\p{L}\p{N}’'-])\p{L}+(?![\p{L}\p{N}’'-])/gu, (word, at: number) => {
    const meant = SPOKEN.get(at === 0 ? word.toLowerCase() : word)
    if (meant === undefined) return word
    return at === 0 && /^\p{Lu}/u.test(word) ? meant.charAt(0).toUpperCase() + meant.slice(1) : meant
  })
}
