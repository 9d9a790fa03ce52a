/**
 * `npm run bench -- talks`: whole talks, acts, follow-ups, dates and foreign questions of a measuring set, as shares with 95 % intervals.
 * `--wrong` lists what did not come right; not for the set of `test/talks/`, which nobody tunes by.
 */

import { statSync } from 'node:fs'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { knowledgeFolders } from '../adapters/cli/folders.ts'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import { shareOf, writeMeasured } from './measures.ts'
import { holdCases, scoresOf } from './talk-scores.ts'
import { readTalkSet } from './talk-set.ts'

const USAGE = 'npm run bench -- talks [--set ORDNER|DATEI.jsonl] [--knowledge ORDNER] [--wrong] [--json]'
export const SHIPPED_SET = 'test/talks'

export async function benchTalks(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        set: { type: 'string', default: SHIPPED_SET },
        knowledge: { type: 'string', multiple: true },
        wrong: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  if (!statSync(values.set, { throwIfNoEntry: false })) refuse(`${values.set} gibt es nicht.`)
  const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
  const held = holdCases(await readTalkSet(values.set), knownOf(knowledge))
  const scores = scoresOf(held).map((score) => ({ ...score, share: shareOf(score.right, score.of) }))
  if (values.json) {
    console.log(JSON.stringify(scores, null, 2))
    return
  }
  console.log('| measured | right | of | % [95 % interval] | to reach |\n|---|---|---|---|---|')
  for (const { name, right, of, share, goal } of scores)
    console.log(`| ${name} | ${right} | ${of} | ${writeMeasured(share)} | ${goal === undefined ? '' : `≥ ${+(100 * goal).toFixed(1)}`} |`)
  if (!values.wrong) return
  for (const { from, turns } of held)
    for (const { said, judged } of turns)
      if (!judged.right) console.log(JSON.stringify({ part: from.part, id: from.talk.id, said, ...judged }))
}
