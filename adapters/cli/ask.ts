/**
 * `npm run -s ask -- "Frage"`: the bot's answer on the terminal.
 * `--json --questions FILE.jsonl`: a whole file of `{"id","question"}` lines, one result line each.
 */

import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { momentAt } from '../../bot/moment.ts'
import type { Known } from '../../bot/ports.ts'
import { buildSearcher, explainInGerman, search } from '../../bot/search/search.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { plainText } from '../plain-text.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { instant } from './today.ts'

const USAGE = `npm run -s ask -- "Frage" [--explain] [--now 2027-01-01] [--knowledge ORDNER] [--lang de|en] [--json]
npm run -s ask -- --json --questions DATEI.jsonl`

const { values, positionals } = readArguments(
  {
    allowPositionals: true,
    options: {
      explain: { type: 'boolean' },
      json: { type: 'boolean' },
      now: { type: 'string' },
      knowledge: { type: 'string', multiple: true },
      questions: { type: 'string' },
      lang: { type: 'string' },
    },
  },
  USAGE,
)
const utterance = positionals.join(' ')
if (!values.questions && utterance.trim() === '') refuse(USAGE)
if (values.questions && statSync(values.questions, { throwIfNoEntry: false })?.isDirectory() !== false)
  refuse(`Die Datei ${values.questions} gibt es nicht.`)
if (values.lang !== undefined && values.lang !== 'de' && values.lang !== 'en') refuse(`--lang ${values.lang} gibt es nicht: de oder en.`)

const now = instant(values.now)
const moment = momentAt(now)
const lang = values.lang === 'en' ? 'en' : 'de'
const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
const known: Known = { knowledge, searcher: buildSearcher(knowledge) }

if (values.questions) await answerFile(values.questions)
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
  const line = z.object({ id: z.union([z.string(), z.number()]), question: z.string() })
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path) })) {
    number++
    if (text.trim() === '') continue
    const parsed = line.safeParse(jsonOf(text))
    if (!parsed.success) {
      console.error(`${path}:${number}: erwartet wird eine Zeile wie {"id":"1","question":"…"}.`)
      process.exitCode = 1
      continue
    }
    process.stdout.write(`${JSON.stringify(found(parsed.data.id, parsed.data.question))}\n`)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
