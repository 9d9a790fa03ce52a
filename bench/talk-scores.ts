/** Holds every case of a set with the bot and counts what came right, part by part. Pure but for the time it takes. */
import { decisionsOf } from '../adapters/cli/whole-talk.ts'
import type { Known } from '../bot/ports.ts'
import { areClose, type Judged, judge } from './talk-judge.ts'
import type { Case, Expectation } from './talk-set.ts'

export interface Score {
  name: string
  right: number
  of: number
  /** Share to reach, 0 to 1. */
  goal?: number
}

interface HeldTurn {
  said: string
  expected: Expectation
  judged: Judged
}

export interface HeldCase {
  from: Case
  turns: HeldTurn[]
  /** What the plain question of a profile case was answered from. */
  plainEntry?: string | null
}

/** Every case from a fresh talk. */
export function holdCases(cases: readonly Case[], known: Known): HeldCase[] {
  return cases.map((from) => {
    const turns = [...decisionsOf(from.talk, known, USUAL)].flatMap((decided, at): HeldTurn[] => {
      const expected = from.expected[at]
      return expected ? [{ said: from.talk.turns[at]!, expected, judged: judge(expected, decided) }] : []
    })
    if (from.plain === undefined) return { from, turns }
    const [plain] = decisionsOf({ ...from.talk, turns: [from.plain] }, known, USUAL)
    return { from, turns, plainEntry: judge({}, plain!).entry }
  })
}

/** Every case names its day. */
const USUAL = { lang: 'de', now: new Date(0) } as const

/** The table of a set; parts it has no case of are left out. */
export function scoresOf(held: readonly HeldCase[]): Score[] {
  const of = (part: Case['part']) => held.filter(({ from }) => from.part === part)
  const inTalks = of('talk').flatMap(({ turns }) => turns)
  const kind = (name: string) => inTalks.filter(({ expected }) => expected.kind === name)
  const turns = (part: Case['part']) => of(part).flatMap((one) => one.turns)
  const acts = turns('act')
  const act = (...names: string[]) => acts.filter(({ expected }) => names.includes(expected.act!))
  const topics = act('none')
  const ordinary = acts.filter(({ expected }) => !['none', 'crisis', 'emergency'].includes(expected.act!))
  const foreign = turns('foreign')
  return [
    score('turns of talks right', inTalks, isRight, 0.9),
    score('talks that arrive', of('talk'), arrives, 0.85),
    ...['question', 'followup', 'profile', 'time', 'twoquestions', 'guide', 'act', 'foreign'].map((name) =>
      score(`in talks: ${name}`, kind(name), isRight),
    ),
    score('acts', ordinary, isRight, 0.95),
    score('acts, close ones counted alike', ordinary, ({ expected, judged }) => judged.right || areClose(expected.act!, judged.act)),
    score('person wanted', act('person'), ({ expected, judged }) => judged.right || areClose(expected.act!, judged.act), 1),
    score('topic questions left to the search', topics, isRight, 0.995),
    score('crisis', [...act('crisis'), ...kind('crisis')], isRight, 1),
    score('emergency', [...act('emergency'), ...kind('emergency')], isRight, 1),
    score('follow-ups', turns('followup'), isRight, 0.9),
    score('time', turns('time'), isRight, 0.95),
    score('profile', turns('profile'), isRight, 0.9),
    score('profile: answered as without it', of('profile'), ({ turns, plainEntry }) => turns[0]!.judged.entry === plainEntry, 0.98),
    score('two questions', kind('twoquestions'), isRight, 0.9),
    score('foreign refused', foreign, isRight, 0.9),
    score('foreign not answered', foreign, ({ judged }) => judged.right || judged.decision !== 'answer', 0.99),
    score('foreign not asked back', foreign, ({ judged }) => judged.decision !== 'clarify', 0.9),
  ].filter(({ of }) => of > 0)
}

function score<T>(name: string, all: readonly T[], isGood: (one: T) => boolean, goal?: number): Score {
  return { name, right: all.filter(isGood).length, of: all.length, ...(goal !== undefined && { goal }) }
}

const isRight = ({ judged }: HeldTurn) => judged.right

/**
 * The last turn is right, and nobody left before it: people leave when a cry for help is not heard, and at the second wrong reply
 * in a row.
 */
function arrives({ turns }: HeldCase): boolean {
  const leaves = turns.some(
    ({ expected, judged }, at) =>
      !judged.right && (expected.kind === 'crisis' || expected.kind === 'emergency' || turns[at - 1]?.judged.right === false),
  )
  return !leaves && turns.at(-1)!.judged.right
}
