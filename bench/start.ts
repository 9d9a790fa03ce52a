/**
 * `npm run bench -- start`: how long the program takes from its start to its first answer, against importing the SDK alone in the same run; with
 * what Node keeps of compiled files, and without.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readArguments, refuse } from '../adapters/cli/arguments.ts'
import { createAgent, openChat } from './client.ts'
import { percentile } from './measures.ts'
import { COMPILE_CACHE, startProgram } from './program.ts'

const USAGE = 'npm run bench -- start [--rounds 7] [--json]'
const ROOT = resolve(import.meta.dirname, '..')
const QUESTION = 'Wie sichere ich meine Daten?'

/** Medians in milliseconds by the clock. */
export interface StartFigures {
  /** A process that imports `botbuilder` and ends. */
  sdk: number
  /** From the start of the process until it listens. */
  listens: number
  /** Until the first answer has come. */
  answers: number
}

/** By whether compiled files are kept. Rounds are interleaved, after one of each that fills what is kept. */
export async function startFigures(rounds: number): Promise<Record<'kept' | 'none', StartFigures>> {
  const place = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  try {
    const settings = { kept: { NODE_COMPILE_CACHE: place }, none: { NODE_DISABLE_COMPILE_CACHE: '1' } }
    const took: Record<'kept' | 'none', StartFigures[]> = { kept: [], none: [] }
    for (let round = 0; round <= rounds; round++)
      for (const way of ['kept', 'none'] as const) {
        const figures = { sdk: importSdk(settings[way]), ...(await firstAnswer(settings[way])) }
        if (round > 0) took[way].push(figures)
      }
    return { kept: mediansOf(took.kept), none: mediansOf(took.none) }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function mediansOf(all: readonly StartFigures[]): StartFigures {
  const median = (values: readonly number[]) => percentile(values, 0.5)
  return {
    sdk: median(all.map(({ sdk }) => sdk)),
    listens: median(all.map(({ listens }) => listens)),
    answers: median(all.map(({ answers }) => answers)),
  }
}

function importSdk(settings: Readonly<Record<string, string>>): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [...COMPILE_CACHE, '--input-type=module', '-e', "await import('botbuilder')"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...settings },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the SDK was not imported:\n${stderr}`)
  return performance.now() - start
}

async function firstAnswer(settings: Readonly<Record<string, string>>): Promise<{ listens: number; answers: number }> {
  const agent = createAgent(1)
  const start = performance.now()
  const program = await startProgram(settings)
  try {
    const listens = performance.now() - start
    const chat = await openChat(`${program.url}/v3/directline`, agent)
    await chat.ask(QUESTION)
    const answers = performance.now() - start
    chat.close()
    return { listens, answers }
  } finally {
    await program.end()
    agent.destroy()
  }
}

export async function benchStart(args: string[]): Promise<void> {
  const { values } = readArguments({ args, options: { rounds: { type: 'string', default: '7' }, json: { type: 'boolean' } } }, USAGE)
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) refuse(USAGE)
  const figures = await startFigures(rounds)
  if (values.json) return console.log(JSON.stringify(figures))
  console.log('| compiled files | the SDK alone, ms | listens, ms | first answer, ms | of the SDK |\n|---|---|---|---|---|')
  for (const [way, { sdk, listens, answers }] of Object.entries(figures))
    console.log(`| ${way} | ${sdk.toFixed(0)} | ${listens.toFixed(0)} | ${answers.toFixed(0)} | ${(answers / sdk).toFixed(2)} |`)
}
