/**
 * `npm run bench -- turns`: whole turns through Direct Line as visitors have them, as ratios to an echo bot behind the same server that
 * stores nothing. All servers run through the whole benchmark and are asked in turn, so that a busy machine is unfair to all alike.
 */
import type { Agent } from 'node:http'
import { availableParallelism, cpus } from 'node:os'
import { readArguments } from '../adapters/cli/arguments.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { type BenchChat, createAgent, openChat } from './client.ts'
import { percentile } from './measures.ts'
import { type BenchServer, startBenchServer, type Used, type Variant } from './server.ts'

const USAGE = 'npm run bench -- turns [--rounds 5] [--seconds 2] [--connections 10] [--database postgres://…] [--json]'
/** One guided dialog: begun, answered by number, left. Its four answers are what is counted with it. */
const GUIDED = ['Wo fange ich an?', '1', '1', '1', 'Abbrechen']

/** What visitors say: ordinary questions, which are those of the editors that have an answer, or one dialog. */
export const SAYINGS: Record<'questions' | 'guided', () => readonly string[]> = {
  questions: () =>
    loadKnowledge(SHIPPED_KNOWLEDGE)
      .knowledge.questions.filter(({ expected }) => expected.length > 0)
      .map(({ question }) => question),
  guided: () => GUIDED,
}

interface Contender {
  name: string
  variant: Variant
  says: readonly string[]
  /** What to reach, as a ratio to the echo bot, and to the floor of this name: whoever understands nothing and says and keeps the same. */
  goal?: number
  floor?: { name: string; goal: number }
}

interface Round {
  perSecond: number
  p50: number
  p99: number
  /** Processor time a turn in microseconds. */
  answering: number
  whole: number
}

export async function benchTurns(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '2' },
        connections: { type: 'string', default: '10' },
        database: { type: 'string' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const [rounds, seconds, connections] = [Number(values.rounds), Number(values.seconds), Number(values.connections)]
  const agent = createAgent(connections)
  const running = await Promise.all(contenders(values.database).map((contender) => start(contender, connections, agent)))
  for (const one of running) await ask(one, seconds * 1000, WARM_TURNS)
  const results = new Map(running.map((one) => [one.contender.name, [] as Round[]]))
  for (let round = 0; round < rounds; round++) {
    for (const one of running) results.get(one.contender.name)!.push(await ask(one, seconds * 1000))
  }
  for (const { server, chats } of running) {
    for (const chat of chats) chat.close()
    await server.stop()
  }
  agent.destroy()
  report(
    running.map((one) => one.contender),
    results,
    values.json ?? false,
  )
}

function contenders(database: string | undefined): Contender[] {
  const questions = SAYINGS.questions()
  const wegweiser = { bot: 'wegweiser' } as const
  const [floor, guidedFloor] = ['the same answers to questions, not understood', 'the same dialog, not understood']
  return [
    { name: 'echo, nothing stored', variant: { bot: 'echo' }, says: questions },
    { name: 'echo with state and log, SQLite', variant: { bot: 'memory' }, says: questions },
    { name: floor!, variant: { bot: 'floor', script: questions }, says: questions },
    { name: guidedFloor!, variant: { bot: 'floor', script: GUIDED }, says: GUIDED },
    { name: 'question, SQLite', variant: wegweiser, says: questions, goal: 0.5, floor: { name: floor!, goal: 0.75 } },
    { name: 'guided dialog, SQLite', variant: wegweiser, says: GUIDED, goal: 0.7, floor: { name: guidedFloor!, goal: 0.85 } },
    ...(database
      ? [
          { name: 'echo with state and log, PostgreSQL', variant: { bot: 'memory', database } as const, says: questions },
          { name: 'question, PostgreSQL', variant: { ...wegweiser, database }, says: questions, goal: 0.4 },
        ]
      : []),
  ]
}

interface Running {
  contender: Contender
  server: BenchServer
  chats: BenchChat[]
  /** How far each chat is in what it says. */
  at: number[]
}

async function start(contender: Contender, connections: number, agent: Agent): Promise<Running> {
  const server = await startBenchServer(contender.variant)
  const chats = await Promise.all(Array.from({ length: connections }, () => openChat(server.root, agent)))
  // Each chat begins elsewhere, but at the beginning of a dialog.
  const at = chats.map((_, i) => (contender.says === GUIDED ? 0 : i * 37))
  return { contender, server, chats, at }
}

/** Until then code is compiled and acts are learned. */
const WARM_TURNS = 500

/** For so long, and at least so many turns. */
async function ask({ contender, server, chats, at }: Running, ms: number, least = 0): Promise<Round> {
  const before = await server.used()
  const begin = performance.now()
  const took: number[] = []
  await Promise.all(
    chats.map(async (chat, i) => {
      while (performance.now() - begin < ms || took.length < least)
        took.push(await chat.ask(contender.says[at[i]!++ % contender.says.length]!))
    }),
  )
  const elapsed = performance.now() - begin
  const after = await server.used()
  const each = (part: keyof Used) => (after[part] - before[part]) / took.length
  return {
    perSecond: (took.length / elapsed) * 1000,
    p50: percentile(took, 0.5),
    p99: percentile(took, 0.99),
    answering: each('answering'),
    whole: each('whole'),
  }
}

function report(all: readonly Contender[], results: ReadonlyMap<string, Round[]>, json: boolean): void {
  /** Of each round to the round of `other` beside it, by what was done in the time or by what of the answering thread it took. */
  const ratios = (name: string, other: string, part: 'perSecond' | 'answering') =>
    results.get(name)!.map((round, i) => {
      const beside = results.get(other)![i]!
      return part === 'perSecond' ? round.perSecond / beside.perSecond : beside.answering / round.answering
    })
  const echo = all[0]!.name
  const rows = all.map(({ name, goal, floor }) => {
    const rounds = results.get(name)!
    const middle = (part: keyof Round) => median(rounds.map((round) => round[part]))
    const perSecond = ratios(name, echo, 'perSecond')
    return {
      name,
      ...(goal === undefined ? {} : { goal }),
      ratio: median(perSecond),
      lowest: Math.min(...perSecond),
      highest: Math.max(...perSecond),
      byProcessor: median(ratios(name, echo, 'answering')),
      ...(floor && { floor: { goal: floor.goal, byProcessor: median(ratios(name, floor.name, 'answering')) } }),
      perSecond: middle('perSecond'),
      p50: middle('p50'),
      p99: middle('p99'),
      answering: middle('answering'),
      whole: middle('whole'),
    }
  })
  if (json) {
    console.log(JSON.stringify(rows, null, 2))
    return
  }
  const [first] = cpus()
  console.log(
    `${availableParallelism()} × ${first?.model.trim() ?? 'unknown'}, Node ${process.versions.node}; CPU: of the answering thread\n`,
  )
  console.log(
    '| turns through Direct Line | ratio [lowest–highest round] | by CPU | to reach | of the floor, by CPU | to reach | turns/s | p50 ms | p99 ms | µs CPU a turn | whole process |',
  )
  console.log('|---|---|---|---|---|---|---|---|---|---|---|')
  for (const row of rows) {
    const cells = [
      row.name,
      `${row.ratio.toFixed(2)} [${row.lowest.toFixed(2)}–${row.highest.toFixed(2)}]`,
      row.byProcessor.toFixed(2),
      row.goal === undefined ? '' : `≥ ${row.goal}`,
      row.floor?.byProcessor.toFixed(2) ?? '',
      row.floor ? `≥ ${row.floor.goal}` : '',
      row.perSecond.toFixed(0),
      row.p50.toFixed(1),
      row.p99.toFixed(1),
      row.answering.toFixed(0),
      row.whole.toFixed(0),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

const median = (values: readonly number[]) => percentile(values, 0.5)
