/**
 * `npm run bench -- turns`: whole turns through Direct Line as visitors have them, as ratios to an echo bot behind the same server that
 * stores nothing. All servers run through the whole benchmark and are asked in turn, so that a busy machine is unfair to all alike.
 */
import type { Agent } from 'node:http'
import { readArguments } from '../adapters/cli/arguments.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { type BenchChat, createAgent, openChat } from './client.ts'
import { percentile } from './measures.ts'
import { type BenchServer, startBenchServer, type Used, type Variant } from './server.ts'

const USAGE = 'npm run bench -- turns [--rounds 5] [--seconds 2] [--connections 10] [--database postgres://…] [--json]'
/** One guided dialog: begun, answered by number, left. Its four answers are what is counted with it. */
const GUIDED = ['Wo fange ich an?', '1', '1', '1', 'Abbrechen']

interface Contender {
  name: string
  variant: Variant
  says: readonly string[]
  /** What to reach, as a ratio to the echo bot. */
  goal?: number
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
  for (const one of running) await ask(one, seconds * 1000)
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

/** Ordinary questions only: those of the editors that have an answer. */
function contenders(database: string | undefined): Contender[] {
  const questions = loadKnowledge(SHIPPED_KNOWLEDGE)
    .knowledge.questions.filter(({ expected }) => expected.length > 0)
    .map(({ question }) => question)
  const wegweiser = { bot: 'wegweiser' } as const
  return [
    { name: 'echo, nothing stored', variant: { bot: 'echo' }, says: questions },
    { name: 'echo with state and log, SQLite', variant: { bot: 'memory' }, says: questions },
    { name: 'question, SQLite', variant: wegweiser, says: questions, goal: 0.9 },
    { name: 'guided dialog, SQLite', variant: wegweiser, says: GUIDED, goal: 0.85 },
    ...(database
      ? [
          { name: 'echo with state and log, PostgreSQL', variant: { bot: 'memory', database } as const, says: questions },
          { name: 'question, PostgreSQL', variant: { ...wegweiser, database }, says: questions, goal: 0.5 },
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

async function ask({ contender, server, chats, at }: Running, ms: number): Promise<Round> {
  const before = await server.used()
  const begin = performance.now()
  const took: number[] = []
  await Promise.all(
    chats.map(async (chat, i) => {
      while (performance.now() - begin < ms) took.push(await chat.ask(contender.says[at[i]!++ % contender.says.length]!))
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
  const echo = results.get(all[0]!.name)!
  const rows = all.map(({ name, goal }) => {
    const rounds = results.get(name)!
    const middle = (part: keyof Round) => median(rounds.map((round) => round[part]))
    return {
      name,
      ...(goal === undefined ? {} : { goal }),
      /** Round against the echo's round beside it. */
      ratio: median(rounds.map((round, i) => round.perSecond / echo[i]!.perSecond)),
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
  console.log(
    '| turns through Direct Line | ratio | to reach | turns/s | p50 ms | p99 ms | µs CPU a turn, answering thread | whole process |',
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const { name, goal, ratio, perSecond, p50, p99, answering, whole } of rows) {
    const cells = [
      name,
      ratio.toFixed(2),
      goal === undefined ? '' : `≥ ${goal}`,
      perSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
      answering.toFixed(0),
      whole.toFixed(0),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

const median = (values: readonly number[]) => percentile(values, 0.5)
