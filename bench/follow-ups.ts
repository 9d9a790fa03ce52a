/**
 * `npm run bench -- follow-ups`: whether a follow-up question is put to the right part, and whether it is told from a question of its own.
 * Every known follow-up question is held against lists without it and its like (a sixth at a time); the questions of `questions.md` are put
 * to a subject that is not theirs. `--fit` prints the curve of `bot/subject/stays.ts` as it would be now.
 */
import { readArguments } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { FollowUps, Knowledge } from '../bot/knowledge/knowledge.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { momentOn } from '../bot/moment.ts'
import { buildSearcher, type Searcher, search, searchWithin } from '../bot/search/search.ts'
import { readFollowUp } from '../bot/subject/follow-up-question.ts'
import { MIN_STAYS, STAYS, type StayEvidence, stayEvidence, staysLikely } from '../bot/subject/stays.ts'
import { logisticFit } from './calibrate.ts'
import { shareOf, writeMeasured } from './measures.ts'

const USAGE = 'npm run bench -- follow-ups [--fit] [--knowledge ORDNER]'
const FOLDS = 6
const TODAY = '2026-11-22'

interface Held {
  evidence: StayEvidence
  stays: boolean
  /** Whether the part is right. */
  isPart: boolean
}

export async function benchFollowUps(args: string[]): Promise<void> {
  const options = { fit: { type: 'boolean' }, knowledge: { type: 'string', multiple: true } } as const
  const { values } = readArguments({ args, options }, USAGE)
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  const going = heldApart(knowledge)
  const jumping = elsewhere(knowledge)
  const share = (of: readonly Held[], test: (one: Held) => boolean) => writeMeasured(shareOf(of.filter(test).length, of.length))
  console.log('| measured | of | % [95 % interval] |\n|---|---|---|')
  console.log(`| follow-up questions put to the right part | ${going.length} | ${share(going, ({ isPart }) => isPart)} |`)
  console.log(
    `| known to go on, without the rules | ${going.length} | ${share(going, ({ evidence }) => staysLikely(evidence) >= MIN_STAYS)} |`,
  )
  console.log(
    `| other questions taken for one | ${jumping.length} | ${share(jumping, ({ evidence }) => staysLikely(evidence) >= MIN_STAYS)} |`,
  )
  if (!values.fit) return
  const all = [...going, ...jumping].map(({ evidence, stays }) => ({ x: Object.values(evidence), happened: stays }))
  const [weights, constant] = split(logisticFit([all]))
  const names = Object.keys(going[0]!.evidence)
  console.log(JSON.stringify({ constant, ...Object.fromEntries(names.map((name, at) => [name, weights[at]])) }, null, 2))
  console.log(`now: ${JSON.stringify(STAYS)}`)
}

const split = (fitted: readonly number[]) => [fitted.slice(0, -1), fitted.at(-1)!] as const

function heldApart(knowledge: Knowledge): Held[] {
  const german = [...knowledge.followUps].filter(([, { entry }]) => knowledge.entries.get(entry)?.lang === 'de')
  let searcher: Searcher | undefined
  return Array.from({ length: FOLDS }, (_, fold) => {
    let count = 0
    const isOut = () => count++ % FOLDS === fold
    const out: { question: string; entry: EntryId; part: string }[] = []
    const kept = german.map(([part, list]): [string, FollowUps] => {
      const { true: left = [], false: questions = [] } = Object.groupBy(list.questions, () => `${isOut()}` as const)
      out.push(...left.map((question) => ({ question, entry: list.entry, part })))
      return [part, { ...list, questions }]
    })
    searcher = buildSearcher({ ...knowledge, followUps: new Map(kept) }, searcher)
    return out.flatMap(({ question, entry, part }) => holdAgainst(question, entry, part, searcher!, knowledge))
  }).flat()
}

/** Each question of others with the best entry that is not theirs, or, two times in three, with any. */
function elsewhere(knowledge: Knowledge): Held[] {
  const searcher = buildSearcher(knowledge)
  const subjects = [...searcher.index.partQuestions.ofEntry.keys()].filter((id) => knowledge.entries.get(id)!.lang === 'de')
  return knowledge.questions.flatMap(({ question, expected }, at) => {
    const { hits } = search(searcher, { utterance: question, moment: momentOn(TODAY), lang: 'de' })
    const close = at % 3 === 0 ? hits.find(({ id }) => !expected.includes(id) && subjects.includes(id))?.id : undefined
    const subject = close ?? subjects[(at * 31) % subjects.length]!
    return expected.includes(subject) ? [] : holdAgainst(question, subject, undefined, searcher, knowledge)
  })
}

function holdAgainst(question: string, subject: EntryId, part: string | undefined, searcher: Searcher, { entries }: Knowledge): Held[] {
  const read = readFollowUp(question, searcher.index.slotLists)
  const within = searchWithin(searcher, question, subject)
  const found = search(searcher, { utterance: question, moment: momentOn(TODAY), lang: 'de' })
  const evidence = read && stayEvidence(read, subject, within, found)
  if (!evidence) return []
  return [{ evidence, stays: part !== undefined, isPart: entries.get(subject)?.passages[within!.asked!.passage]?.id === part }]
}
