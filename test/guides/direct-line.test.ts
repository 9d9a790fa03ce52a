/** Every outcome of every guide through the whole program with Microsoft's own client: once by the buttons it shows, once by typing. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { replay } from '../../bot/guides/replay/replay.ts'
import { groundOf } from '../../bot/guides/state/ground.ts'
import type { Answer } from '../../bot/guides/state/guide-state.ts'
import { stepView } from '../../bot/guides/views.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { type Heard, type Visitor, visit } from '../fixtures/visitor.ts'
import { button, pathsToOutcomes, typed } from './paths.ts'
import { shipped, TODAY } from './shipped.ts'

let app: App
let data: string
let url: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'wegweiser-guides-'))
  const read = readSettings({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: data })
  if (!read.ok) throw new Error(read.problems.join())
  app = await startApp(read.settings, pino({ level: 'silent' }), () => new Date(`${TODAY}T12:00:00+01:00`))
  url = `http://127.0.0.1:${app.port}/v3/directline`
})
afterAll(async () => {
  await app.close()
  await rm(data, { recursive: true })
})

type Reply = Heard & { suggestedActions?: { actions: { title: string; value: string }[] } }

async function say(visitor: Visitor, text: string): Promise<Reply> {
  const id = await visitor.say(text)
  const answers = (heard: Heard[]) => heard.filter((one) => one.type === 'message' && one.replyToId === id)
  await visitor.until((heard) => answers(heard).length > 0)
  return answers(visitor.heard).at(-1) as Reply
}

/** Goes the path in one talk; `press` presses what is shown and types only what has no button. */
async function go(visitor: Visitor, guide: Guide, path: readonly Answer[], press: boolean): Promise<string> {
  let reply = await say(visitor, guide.title)
  for (const [i, answer] of path.entries()) {
    const here = replay(guide, path.slice(0, i), groundOf(shipped, momentOn(TODAY)))
    const step = stepView(here, groundOf(shipped, momentOn(TODAY)))
    expect(reply.text).toContain(step.question)
    const label = button(step, answer.values)
    const shown = reply.suggestedActions?.actions.find(({ title }) => title === label)
    reply = await say(visitor, press ? (shown?.value ?? label) : typed(step, answer.values, i))
  }
  return reply.text ?? ''
}

describe.each(entriesOf(shipped, 'guides').map((guide) => [guide.slug, guide] as const))('%s', (_, guide) => {
  it('arrives at every outcome by buttons and by typing, with the same words', async () => {
    for (const [outcome, path] of pathsToOutcomes(guide)) {
      const [presser, typist] = await Promise.all([visit(url), visit(url)])
      const title = guide.outcomes.find(({ id }) => id === outcome)!.title
      const pressed = await go(presser, guide, path, true)
      expect(pressed, outcome).toContain(`**${title}**`)
      expect(await go(typist, guide, path, false), outcome).toBe(pressed)
      presser.leave()
      typist.leave()
    }
  })
})
