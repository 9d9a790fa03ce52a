/**
 * `npm run -s ask -- "Frage"`: the bot's answer on the terminal.
 * `--json --questions FILE.jsonl`: a whole file of `{"id","question"}` lines, one result line each.
 * `--json --talks FILE.jsonl`: whole talks, `{"id","turns"}` a line, one result line a turn.
 */

import { statSync } from 'node:fs'
import { z } from 'zod'
import { momentAt } from '../../bot/moment.ts'
import { explainInGerman, search } from '../../bot/search/search.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownOf } from '../known-of.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { plainText } from '../plain-text.ts'
import { readArguments, refuse } from './arguments.ts'
import { servedFolders } from './folders.ts'
import { jsonLines } from './json-lines.ts'
import { instant } from './today.ts'
import { turnsOf, wholeTalk } from './whole-talk.ts'

const USAGE = `npm run -s ask -- "Frage" [--explain] [--now 2027-01-01] [--knowledge ORDNER] [--lang de|en] [--json]
npm run -s ask -- --json --questions DATEI.jsonl
npm run -s ask -- --json --talks DATEI.jsonl`

const { values, positionals } = readArguments(
  {
    allowPositionals: true,
    options: {
      explain: { type: 'boolean' },
      json: { type: 'boolean' },
      now: { type: 'string' },
      knowledge: { type: 'string', multiple: true },
      questions: { type: 'string' },
      talks: { type: 'string' },
      lang: { type: 'string' },
    },
  },
  USAGE,
)
const utterance = positionals.join(' ')
const file = values.questions ?? values.talks
if (file === undefined ? utterance.trim() === '' : values.questions !== undefined && values.talks !== undefined) refuse(USAGE)
if (file !== undefined && statSync(file, { throwIfNoEntry: false })?.isDirectory() !== false) refuse(`Die Datei ${file} gibt es nicht.`)
if (values.lang !== undefined && values.lang !== 'de' && values.lang !== 'en') refuse(`--lang ${values.lang} gibt es nicht: de oder en.`)

const now = instant(values.now)
const moment = momentAt(now)
const lang = values.lang === 'en' ? 'en' : 'de'
const { knowledge } = loadKnowledge(servedFolders(values.knowledge))
const known = knownOf(knowledge)

if (values.questions !== undefined) await answerFile(values.questions)
else if (values.talks !== undefined) await holdTalks(values.talks)
else if (values.json) console.log(JSON.stringify(found(undefined, utterance)))
else {
  console.log(plainText(decideTurn(utterance, newTalk(lang), known, now).reply))
  if (values.explain) console.log(`\n${explainInGerman(search(known.searcher, { utterance, moment, lang }).explain())}`)
}

/** What the batch prints of one question: the decision and up to ten entries, best first. */
function found(id: unknown, question: string) {
  const { decision, hits } = search(known.searcher, { utterance: question, moment, lang, limit: 10 })
  return {
    id,
    decision,
    results: hits.map((hit) => ({ id: hit.id, score: Math.round(hit.score * 10_000) / 10_000 })),
  }
}

async function answerFile(path: string): Promise<void> {
  const schema = z.object({ id: z.union([z.string(), z.number()]), question: z.string() })
  for await (const line of jsonLines(path, schema)) {
    if (line.ok) print(found(line.value.id, line.value.question))
    else complain(line.at, '{"id":"1","question":"…"}')
  }
}

async function holdTalks(path: string): Promise<void> {
  for await (const line of jsonLines(path, wholeTalk)) {
    if (line.ok) for (const turn of turnsOf(line.value, known, { lang, now })) print(turn)
    else complain(line.at, '{"id":"1","now":"2027-01-01","lang":"de","turns":["…"]}')
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** The other lines are answered all the same. */
function complain(at: string, example: string): void {
  console.error(`${at}: erwartet wird eine Zeile wie ${example}.`)
  process.exitCode = 1
}
