/** Two of the real program on one PostgreSQL: what one of them accepted is answered, also when it dies or stands still right after. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { type Running, serve } from '../program.ts'
import { type LoggedLine, sharedTalk } from './shared-talk.ts'

const DEATHS = process.env.CRASHES ? 8 : 3
const ROUNDS = 25

let postgres: TestPostgres
let url: string
let one: Running
let two: Running
/** A few entries: what is answered does not matter here, and a process that knows little is there sooner. */
const folder = knowledgeFolder(
  Object.fromEntries(
    ['KI', 'E-Rechnung', 'Datensicherung', 'Website'].map((title, i) => [
      `articles/${i}.md`,
      entryText(title, [`Was ist ${title}?`, `${title} firma`, `Brauche ich ${title}?`]),
    ]),
  ),
)
const start = () =>
  serve({ HOST: '127.0.0.1', LOG_LEVEL: 'error', DATABASE_URL: url, WEBCHAT_SECRET: 'x'.repeat(64), KNOWLEDGE_DIR: folder })
beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.database()
  one = await start()
  two = await start()
})
afterAll(async () => {
  one.signal('SIGCONT')
  await Promise.all([one.stop('SIGKILL'), two.stop('SIGKILL')])
  await postgres.stop()
})

/** A conversation that any of them can serve. */
async function begin(at: Running) {
  const { post, log } = await sharedTalk(at)
  return {
    say: async (server: Running, text: string) => ((await (await post(server, text)).json()) as { id: string }).id,
    log,
    /** Everything said is answered, in the order in which it was logged, once. */
    answered: async (server: Running, count: number) => {
      const order = (lines: readonly LoggedLine[]) => ({
        said: lines.filter(({ from }) => from.role === 'user').map(({ id }) => id),
        answered: lines.flatMap(({ replyToId }) => replyToId ?? []),
      })
      await expect.poll(async () => order(await log(server)).answered.length, { timeout: 40_000, interval: 50 }).toBe(count)
      const { said, answered } = order(await log(server))
      expect(said).toHaveLength(count)
      expect(answered).toEqual(said)
    },
  }
}

it(`answers four messages at once in the order of the log, ${ROUNDS} times`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const talk = await begin(one)
    await Promise.all(['Was ist KI?', 'E-Rechnung', 'Datensicherung', 'NIS2'].map((text, i) => talk.say(i % 2 ? two : one, text)))
    await talk.answered(two, 4)
  }
}, 120_000)

it(`answers what a process had accepted that is killed right after, ${DEATHS} times of ${DEATHS}`, async () => {
  for (let death = 0; death < DEATHS; death++) {
    const talk = await begin(one)
    const accepted = Promise.all(['Was ist KI?', 'E-Rechnung'].map((text) => talk.say(one, text)))
    const ids = await accepted
    const dead = one.stop('SIGKILL')
    // What comes next, at the other, wipes nothing out.
    ids.push(await talk.say(two, 'Datensicherung'))
    await dead
    const next = start()
    await talk.answered(two, 3)
    expect((await talk.log(two)).filter(({ from }) => from.role === 'user').map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    one = await next
  }
}, 400_000)

it('answers for one that stands still, and does not hear it when it wakes up', async () => {
  const talk = await begin(one)
  const first = talk.say(one, 'Was ist KI?')
  const more = ['E-Rechnung', 'Datensicherung', 'NIS2'].map((text) => talk.say(one, text))
  await first
  one.signal('SIGSTOP')
  await talk.say(two, 'Was kostet eine Website?')
  const logged = (await talk.log(two)).filter(({ from }) => from.role === 'user').length
  await talk.answered(two, logged)
  one.signal('SIGCONT')
  await Promise.all(more)
  await talk.say(one, 'Danke')
  await talk.answered(one, 5 + 1)
  // Whatever it still had in mind when it was stopped is over by now.
  await pause(500)
  await talk.answered(two, 5 + 1)
}, 120_000)
