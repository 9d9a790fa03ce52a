/** What made-up visitors say and ask for: real words, cut and put together anew, and signs that programs stumble over. */
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Random } from '../sim/random.ts'

const ODD = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\ud800',
  '\u0000',
  '\u202eabc',
  'e\u0301'.repeat(300),
  'a'.repeat(10_000),
  '1 '.repeat(1_000),
  'ä'.repeat(2_000),
  '💶'.repeat(200),
  '((((((((((((((((((((',
  '../../etc/passwd',
  '%00%0a',
  '<script>alert(1)</script>',
  '{{7*7}} #{1} %s',
  '31.02.2027',
  '00.00.0000',
  '99999999999999999999',
  '-3',
  '06110',
  'max@firma.de 0391 1234567',
  'BEGIN:VCALENDAR\r\nX',
  '?',
  ' ',
  '',
]
const SAID = [
  'Ja',
  'Nein',
  'Zurück',
  'Abbrechen',
  'Mensch',
  'Weiß ich nicht',
  'Warum diese Antwort?',
  'Hilfe',
  'Danke',
  '1',
  '2',
  '3',
  'ändern',
  'English',
]

export interface MadeUpWords {
  sentence(): string
  odd(): string
}

/** From all that stands in the knowledge as something people say. */
export function wordsOf({ entries, questions }: Knowledge, random: Random): MadeUpWords {
  const asked = [
    ...questions.map(({ question }) => question),
    ...[...entries.values()].flatMap((entry) => [entry.title, ...entry.questions]),
  ]
  const labels = [...entries.values()].flatMap((entry) =>
    entry.kind === 'guides' ? entry.steps.flatMap(({ choices }) => (choices ?? []).map(({ label }) => label)) : [],
  )
  const odd = () => random.pick(ODD)
  const cut = (text: string) => text.slice(random.integer(text.length + 1), random.integer(text.length + 1) || undefined)
  const sentence = (): string => {
    const kind = random.next()
    if (kind < 0.3) return random.pick(asked)
    if (kind < 0.5) return random.pick(SAID)
    if (kind < 0.65) return random.pick(labels)
    if (kind < 0.75) return cut(random.pick(asked))
    if (kind < 0.85) return `${random.pick(asked)} ${odd().slice(0, 100)} ${random.pick(asked)}`
    if (kind < 0.9) return [...random.pick(asked)].sort(() => random.next() - 0.5).join('')
    return odd()
  }
  return { sentence, odd }
}
