/**
 * `npm run bench -- load`: how many chats one process can hold open before visitors notice. Questions come at the same rate whatever the
 * number of open chats, from any of them; what grows is what is held. The end is where p99 has doubled.
 */
import { readArguments } from '../adapters/cli/arguments.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { askEvenly, type BenchChat, createAgent, openChat } from './client.ts'
import { percentile } from './measures.ts'
import { startBenchServer } from './server.ts'

const USAGE =
  'npm run bench -- load [--steps 10,100,250,500,1000,1500,2000] [--rate 50] [--seconds 10] [--bot wegweiser|memory] [--database postgres://…] [--json]'
/** Chats that are opened at the same time. */
const OPENING = 20

interface Step {
  chats: number
  p50: number
  p99: number
  /** Of p99 to that of the first step. */
  ratio: number
  /** Kilobytes a chat, beyond the memory of the first step. */
  kilobytes: number
}

export async function benchLoad(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        steps: { type: 'string', default: '10,100,250,500,1000,1500,2000' },
        rate: { type: 'string', default: '50' },
        seconds: { type: 'string', default: '10' },
        bot: { type: 'string', default: 'wegweiser' },
        database: { type: 'string' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const bot = values.bot === 'memory' ? 'memory' : 'wegweiser'
  const server = await startBenchServer({ bot, ...(values.database ? { database: values.database } : {}) })
  const agent = createAgent(50)
  const questions = loadKnowledge(SHIPPED_KNOWLEDGE)
    .knowledge.questions.filter(({ expected }) => expected.length > 0)
    .map(({ question }) => question)
  const chats: BenchChat[] = []
  const steps: Step[] = []
  let first: { chats: number; memory: number; p99: number } | undefined

  for (const count of values.steps.split(',').map(Number)) {
    while (chats.length < count) {
      const opening = Math.min(OPENING, count - chats.length)
      chats.push(...(await Promise.all(Array.from({ length: opening }, () => openChat(server.root, agent)))))
    }
    // The first questions of a step warm what the opening has left cold.
    const asking = { chats, questions, everyMs: 1000 / Number(values.rate) }
    await askEvenly(asking, (asked) => asked < Number(values.rate))
    const took = await askEvenly(asking, (asked) => asked < Number(values.rate) * Number(values.seconds))
    await server.collect()
    const { memory } = await server.used()
    const p99 = percentile(took, 0.99)
    first ??= { chats: count, memory, p99 }
    steps.push({
      chats: count,
      p50: percentile(took, 0.5),
      p99,
      ratio: p99 / first.p99,
      kilobytes: count === first.chats ? 0 : (memory - first.memory) / 1024 / (count - first.chats),
    })
  }
  for (const chat of chats) chat.close()
  await server.stop()
  agent.destroy()
  report(steps, values.json ?? false)
}

function report(steps: readonly Step[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(steps, null, 2))
    return
  }
  console.log('| open chats | p50 ms | p99 ms | p99 against the first | kB a chat |')
  console.log('|---|---|---|---|---|')
  for (const { chats, p50, p99, ratio, kilobytes } of steps) {
    console.log(
      `| ${chats} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${ratio.toFixed(2)} | ${kilobytes === 0 ? '' : kilobytes.toFixed(0)} |`,
    )
  }
  console.log('\nTo reach: 1000 chats before p99 has doubled, 100 kB a chat.')
}
