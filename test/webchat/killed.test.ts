/** The real program, killed without warning the moment it has accepted a message. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openLine } from '../fixtures/line.ts'
import { visit } from '../fixtures/visitor.ts'
import { serve } from '../program.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

it('answers everything it has accepted, though it is killed three times', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wegweiser-killed-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  let program = await serve({ DATA_DIR: folder, HOST: '127.0.0.1', LOG_LEVEL: 'warn' })
  closing.push(() => program.stop('SIGKILL'))
  const line = await openLine(Number(new URL(program.url).port))
  closing.push(() => line.close())
  // A server that is not there is asked again after this; by itself the client waits for twenty seconds.
  const anna = await visit(line.url, { timeout: 2000 })
  closing.push(() => anna.leave())
  await anna.event('webchat/join', { locale: 'de-DE' })
  await anna.until((heard) => heard.some((one) => one.from.role === 'bot'))

  const accepted: string[] = []
  for (const question of [
    'Ab wann muss ich E-Rechnungen schreiben?',
    'Wie sichere ich meine Daten?',
    'Wer hilft bei einem Cyberangriff?',
  ]) {
    accepted.push(await anna.say(question))
    await program.stop('SIGKILL')
    program = await serve({ DATA_DIR: folder, HOST: '127.0.0.1', LOG_LEVEL: 'warn' })
    line.leadTo(Number(new URL(program.url).port))
    await anna.until((heard) => heard.some((one) => one.replyToId === accepted.at(-1)))
  }
  expect(anna.heard.filter((one) => one.from.role === 'user' && one.type === 'message').map((one) => one.id)).toEqual(accepted)
  expect(new Set(anna.heard.map((one) => one.id)).size).toBe(anna.heard.length)
  for (const id of accepted) expect(anna.heard.filter((one) => one.replyToId === id)).toHaveLength(1)
}, 120_000)
