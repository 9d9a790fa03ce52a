/**
 * `npm run bench -- profile`: every rated question with who and where said before, behind and in the middle of it. Who asks must not change what
 * is answered: the same entry as without is right.
 */

import { readArguments } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { decisionsOf } from '../adapters/cli/whole-talk.ts'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { Vocabulary } from '../bot/knowledge/knowledge.ts'
import type { Known } from '../bot/ports.ts'
import { shareOf, writeMeasured } from './measures.ts'
import { judge } from './talk-judge.ts'

const USAGE = 'npm run bench -- profile [--part calibration|measuring] [--knowledge ORDNER] [--wrong]'
const ASKED_AT = '2026-11-26T10:00:00+01:00'

/** Words that a person is called by: "Ich bin …" may stand before them. */
const PERSON = /(?:er|erin|ker|ist|istin|wirt|wirtin|arzt|ärztin|anwalt|anwältin|notar|frau|mann|eur|eurin|inhaberin|hebamme)$/
/** "In" stands before a town, and not before every district. */
const TOWN = /^(?!.*(?:kreis|land|harz|börde|altmark|norden|süden|lsa|nord|süd|hannover ))\p{L}+$/u

export const PLACES = ['before', 'behind', 'in the middle'] as const
type Where = (typeof PLACES)[number]

/** Other ways to say who and where, each a sentence that may stand before or behind a question. */
const OTHER_WAYS = [
  'Ich habe ein kleines Café in Quedlinburg.',
  'Wir sind ein Pflegedienst mit zwölf Leuten in Stendal.',
  'Ich betreibe seit drei Jahren eine Bäckerei in Merseburg.',
  'Bei uns in der Spedition in Bernburg sind wir zu acht.',
  'Mein Betrieb ist in Wittenberg.',
  'Wir sind ein Sportverein aus Thale.',
  'Ich komme aus Dessau und bin Fotografin.',
  'Ich bin Inhaber eines Hotels in Wernigerode.',
  'Wir haben 14 Beschäftigte und sitzen in Halle.',
  'Ich führe mit meiner Frau eine Tischlerei in Burg.',
] as const

export interface ProfileCase {
  where: Where
  question: string
  said: string
}

/** Trade and town take turns over the words of the vocabulary, so that each question meets another pair. */
export function profileCases(questions: readonly string[], vocabulary: Vocabulary): ProfileCase[] {
  const trades = vocabulary.audiences.flatMap(({ words }) => words.filter((word) => !word.includes(' ') && PERSON.test(word)))
  const towns = vocabulary.regions
    .filter(({ postcodes }) => postcodes.length > 0)
    .flatMap(({ words }) => words.filter((word) => TOWN.test(word)))
  return questions.flatMap((question, at) =>
    PLACES.map((where, shift): ProfileCase => {
      const number = at * PLACES.length + shift
      const who = `ich bin ${capital(trades[(number * 7) % trades.length]!)} in ${capital(towns[(number * 11) % towns.length]!)}`
      return { where, question, said: put(who, where, question) }
    }),
  )
}

/** The same with other sentences, before and behind. */
export function otherCases(questions: readonly string[]): ProfileCase[] {
  return questions.map((question, at) => {
    const way = OTHER_WAYS[at % OTHER_WAYS.length]!
    return at % 2 === 0
      ? { where: 'before', question, said: `${way} ${question}` }
      : { where: 'behind', question, said: `${ended(question)} ${way}` }
  })
}

function put(who: string, where: Where, question: string): string {
  if (where === 'before') return `${capital(who)}. ${question}`
  if (where === 'behind') return `${ended(question)} ${capital(who)}.`
  const words = question.split(' ')
  const middle = Math.ceil(words.length / 2)
  return `${words.slice(0, middle).join(' ')}, ${who}, ${words.slice(middle).join(' ')}`.replace(/[\s,]+$/, '').replaceAll(',,', ',')
}

const ended = (question: string) => (/[.?!…]$/.test(question) ? question : `${question}.`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export interface ProfileResult extends ProfileCase {
  entry: string | null
  plain: string | null
}

/** What each is answered from, with and without who and where. */
export function profileResults(cases: readonly ProfileCase[], known: Known): ProfileResult[] {
  const usual = { lang: 'de', now: new Date(ASKED_AT) } as const
  const entryOf = (said: string) => {
    const [decided] = decisionsOf({ id: said, turns: [said] }, known, usual)
    const { act, entry } = judge({}, decided!)
    // Whoever wants a person gets those of the place that was said: the same answer, and other people.
    return act === 'person' ? act : entry
  }
  const plain = new Map([...new Set(cases.map(({ question }) => question))].map((question) => [question, entryOf(question)]))
  return cases.map((one) => ({ ...one, entry: entryOf(one.said), plain: plain.get(one.question)! }))
}

export const isSame = ({ entry, plain }: ProfileResult) => entry === plain

export async function benchProfile(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: { part: { type: 'string' }, knowledge: { type: 'string', multiple: true }, wrong: { type: 'boolean' } },
    },
    USAGE,
  )
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  const known = knownOf(knowledge)
  console.log('| part | who and where | same entry | of | % [95 % interval] | to reach |\n|---|---|---|---|---|---|')
  for (const part of ['calibration', 'measuring'].filter((name) => !values.part || name === values.part)) {
    const questions = knowledge.questions.filter((question) => question.part === part).map(({ question }) => question)
    const results = profileResults(profileCases(questions, knowledge.vocabulary), known)
    const others = profileResults(otherCases(questions), known)
    const rows = [...PLACES.map((where) => [where, results.filter((one) => one.where === where)] as const), ['all three', results] as const]
    for (const [name, all] of [...rows, ['other ways', others] as const]) {
      const right = all.filter(isSame).length
      console.log(`| ${part} | ${name} | ${right} | ${all.length} | ${writeMeasured(shareOf(right, all.length))} | ≥ 98 |`)
    }
    if (values.wrong) for (const one of [...results, ...others]) if (!isSame(one)) console.log(JSON.stringify(one))
  }
}
