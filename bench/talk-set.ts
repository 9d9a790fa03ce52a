/** Measuring sets of talks: JSON lines of several shapes, read into cases of one shape. `test/talks/README.md` describes them for those who write some. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonLines } from '../adapters/cli/json-lines.ts'
import { type WholeTalk, wholeTalk } from '../adapters/cli/whole-talk.ts'

const oneOrMore = z.union([z.array(z.string()).min(1), z.string().transform((text) => [text])])

const expectation = z.strictObject({
  kind: z.string().optional(),
  /** Ids of which one must be answered from, or offered. */
  entry: oneOrMore.optional(),
  decision: z.array(z.enum(['answer', 'clarify', 'none'])).optional(),
  /** Acts, split by `|`. */
  act: z.string().optional(),
  /** Patterns that all must match the reply, and that none may match. */
  text: z.array(z.string()).optional(),
  not: z.array(z.string()).optional(),
})
export type Expectation = z.output<typeof expectation>

/** What a case is counted as; the turns of a talk count by their kind besides. */
export const PARTS = ['talk', 'act', 'followup', 'time', 'profile', 'foreign'] as const
export type SetPart = (typeof PARTS)[number]

export interface Case {
  part: SetPart
  talk: WholeTalk
  /** One a turn; undefined for a turn that only leads up to the next. */
  expected: readonly (Expectation | undefined)[]
  /** The same question without the words about who asks and where. */
  plain?: string
}

/** Questions of a set without a day of their own are asked on this one, so that figures can be compared. */
const USUAL_NOW = '2026-11-26T10:00:00+01:00'

const { now, lang } = wholeTalk.shape
const common = { now: now.default(USUAL_NOW), lang }
const turn = z.looseObject({ say: z.string(), expect: expectation })
const shapes = z.union([
  z
    .looseObject({ id: z.string(), ...common, turns: z.array(turn).min(1) })
    .transform(({ id, now, lang, turns }) => caseOf('talk', { id, now, lang }, turns)),
  z.strictObject({ act: z.string(), say: z.string() }).transform(({ act, say }) => caseOf('act', {}, [{ say, expect: { act } }])),
  z
    // biome-ignore lint/suspicious/noThenProperty: the set's own word, and nothing here is awaited
    .strictObject({ first: z.string(), then: z.string(), expect: expectation })
    .transform(({ first, then, expect }) => caseOf('followup', {}, [{ say: first }, { say: then, expect }])),
  z
    .strictObject({ say: z.string(), plain: z.string(), expect: expectation })
    .transform(({ say, plain, expect }) => ({ ...caseOf('profile', {}, [{ say, expect }]), plain })),
  z
    .strictObject({ say: z.string(), now: now.unwrap(), expect: expectation })
    .transform(({ say, now, expect }) => caseOf('time', { now }, [{ say, expect }])),
  z.strictObject({ say: z.string(), expect: expectation }).transform(({ say, expect }) => caseOf('foreign', {}, [{ say, expect }])),
])

function caseOf(part: SetPart, about: Partial<WholeTalk>, turns: readonly { say: string; expect?: Expectation }[]): Case {
  return {
    part,
    talk: { id: part, now: USUAL_NOW, ...about, turns: turns.map(({ say }) => say) },
    expected: turns.map(({ expect }) => expect),
  }
}

/** The cases of a file, or of all `.jsonl` files of a folder. Throws with file and line for a line of no known shape. */
export async function readTalkSet(path: string): Promise<Case[]> {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  const cases: Case[] = []
  for (const file of files) {
    for await (const line of jsonLines(file, shapes)) {
      if (!line.ok) throw new Error(`${line.at}: no case of a measuring set (test/talks/README.md)`)
      cases.push(line.value)
    }
  }
  return cases
}
