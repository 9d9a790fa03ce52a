/**
 * Every address of the real server, and every body it reads, with words that plain objects inherit in each place where a stranger may
 * write one. Nothing answers 500, and the process lives on.
 */
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { type App, startApp } from '../adapters/main.ts'
import type { RegisteredRoute } from '../adapters/server.ts'
import { readSettings } from '../adapters/settings.ts'
import { QUERY_FIELDS } from '../adapters/site/guides/guide-address.ts'
import { stepsOf } from '../bot/guides/replay/steps.ts'
import { entriesOf } from '../bot/knowledge/knowledge.ts'
import { entryText, knowledgeFolder, temporaryFolder } from './fixtures/knowledge-folder.ts'
import { OUTSIDE_WORDS } from './outside-words.ts'
import { type Running, run, serve } from './program.ts'
import { type Ticket, visit } from './visitor.ts'

const AT_ONCE = 8
/** A process that is gone fails all that follow; the first ones tell the story. */
const MAX_SHOWN = 5
const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
const small = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich Daten?', 'backup', 'Die Festplatte ist kaputt']),
})
let routes: readonly RegisteredRoute[]
let program: Running
let ticket: Ticket

beforeAll(async () => {
  // Which addresses there are does not hang on what is known.
  const read = readSettings({ PORT: '0', DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: small })
  if (!read.ok) throw new Error(read.problems.join())
  const app: App = await startApp(read.settings, pino({ level: 'silent' }), () => new Date())
  routes = app.routes
  await app.close()
  program = await serve({ DATA_DIR: temporaryFolder(), LOG_LEVEL: 'error', ADDRESS_LIMIT_FACTOR: '1000' })
  ticket = (await visit(program.url)).ticket
})
afterAll(() => program.stop('SIGKILL'))

interface Call {
  method: string
  path: string
  accept?: string
  headers?: Record<string, string>
  body?: unknown
}

/** The calls that were answered with 500 or not at all, of all these. */
async function broken(calls: readonly Call[]): Promise<string[]> {
  const found: string[] = []
  const left = [...calls]
  const work = async () => {
    for (let call = left.shift(); call; call = left.shift()) {
      const { method, path, accept = '*/*', headers = {}, body } = call
      const said = `${method} ${path} ${accept} ${body === undefined ? '' : JSON.stringify(body)}`
      try {
        const response = await fetch(program.url + path, {
          method,
          redirect: 'manual',
          headers: { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        await response.arrayBuffer()
        if (response.status >= 500) found.push(`${response.status} ${said}`)
      } catch (error) {
        found.push(`${error instanceof Error ? error.message : error} ${said}`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found.slice(0, MAX_SHOWN)
}

const isAlive = async () => (await fetch(`${program.url}/healthz`)).status

/** The path with `word` in its first, second, … place, real values in the others; without places, as it is. */
function withSegments(path: string, word: string): string[] {
  const real = new Map([
    [':kind', 'funding'],
    [':slug', 'digitalbonus'],
    [':field', 'link'],
    [':name', 'chat.js'],
    [':id', ticket.conversationId],
  ])
  const parts = path.replace('*', ':rest').split('/')
  const places = parts.flatMap((part, at) => (part.startsWith(':') ? [at] : []))
  const filled = (is: (at: number) => boolean) =>
    parts.map((part, at) => (part.startsWith(':') ? (is(at) ? encodeURIComponent(word) : (real.get(part) ?? 'x')) : part)).join('/')
  return [filled(() => false), filled(() => true), ...places.map((place) => filled((at) => at === place))]
}

describe.each(['text/html', 'application/json'])('an address with a word of every object in it, %s', (accept) => {
  it.each(OUTSIDE_WORDS)('%s: no route breaks', async (word) => {
    const calls = routes.flatMap(({ method, path }): Call[] =>
      withSegments(path, word).flatMap((segments) =>
        [
          segments,
          `${segments}?${word}=x`,
          `${segments}?q=${word}&ort=${word}&thema=${word}&fuer=${word}&art=${word}&tag=${word}&v=${word}`,
        ].map((address) => ({ method, path: address, accept, ...(method === 'POST' ? { body: {} } : {}) })),
      ),
    )
    calls.push(
      ...[
        `/${word}`,
        `/${word}/${word}`,
        `/wissen/${word}.ics`,
        `/veranstaltungen/${word}.ics?tag=${word}`,
        `/?${word}[${word}]=${word}`,
      ].map((path) => ({ method: 'GET', path, accept })),
      { method: 'GET', path: '/', accept: word, headers: { 'Accept-Encoding': word, 'If-None-Match': word, Purpose: word } },
      ...(word.startsWith('_') ? [] : [{ method: 'GET', path: '/nirgends', accept, headers: { [word]: word } }]),
    )
    expect(await broken(calls)).toEqual([])
    expect(await isAlive()).toBe(200)
  })
})

describe('a guide as pages', () => {
  it.each(OUTSIDE_WORDS)('%s: as answer, as typed words and as name of a step', async (word) => {
    const calls = entriesOf(knowledge, 'guides').flatMap((guide): Call[] => {
      const page = `/wegweiser/${guide.slug}`
      const steps = stepsOf(guide).map(({ id }) => id)
      return [
        ...steps.flatMap((step) => [
          `${page}?${step}=${word}`,
          `${page}?-${step}=${word}`,
          `${page}?${QUERY_FIELDS.step}=${step}&${QUERY_FIELDS.typed}=${word}`,
          `${page}?${QUERY_FIELDS.step}=${step}&${QUERY_FIELDS.choice}=${word}`,
        ]),
        `${page}?${QUERY_FIELDS.step}=${word}&${QUERY_FIELDS.typed}=${word}&${QUERY_FIELDS.fresh}=${word}`,
        `/plan?${steps.map((step) => `${step}=${word}`).join('&')}`,
      ].map((path) => ({ method: 'GET', path, accept: 'text/html' }))
    })
    expect(await broken(calls)).toEqual([])
    expect(await isAlive()).toBe(200)
  })
})

describe('a body', () => {
  const everywhere = (word: string) => ({ [word]: word, nested: { [word]: { [word]: [word] } } })

  it.each(OUTSIDE_WORDS)('%s: in every field of an activity', async (word) => {
    const fields = [
      'type',
      'text',
      'textFormat',
      'name',
      'value',
      'valueType',
      'locale',
      'localTimestamp',
      'channelData',
      'entities',
      'id',
      'from',
    ]
    const own = (await visit(program.url)).ticket
    const root = `/v3/directline/conversations/${own.conversationId}`
    const headers = { Authorization: `Bearer ${own.token}` }
    const activity = { type: 'message', text: word, locale: 'de-DE' }
    const bodies = [
      activity,
      { ...activity, text: '', value: { say: word, ...everywhere(word) } },
      { ...activity, ...JSON.parse(`{"${word}":"${word}"}`), channelData: everywhere(word), entities: [everywhere(word)] },
      { type: 'event', name: word, value: word },
      ...fields.flatMap((field) => [
        { ...activity, [field]: word },
        { ...activity, [field]: everywhere(word) },
      ]),
    ]
    const calls: Call[] = bodies.flatMap((body) => [
      { method: 'POST', path: `${root}/activities`, headers, body },
      { method: 'POST', path: '/api/messages', body: { ...body, channelId: word, serviceUrl: word, conversation: { id: word } } },
    ])
    calls.push({ method: 'POST', path: '/v3/directline/conversations', headers, body: { locale: word, ...everywhere(word) } })
    calls.push({ method: 'POST', path: '/teams/api/draft', body: { title: word, questions: [word], ...everywhere(word) } })
    expect(await broken(calls)).toEqual([])
    expect(await isAlive()).toBe(200)
  })
})

describe('a talk', () => {
  it('is answered, whatever word is said at whatever question of a guide', async () => {
    const asking = await visit(program.url)
    for (const word of OUTSIDE_WORDS) expect((await asking.say(word)).text).not.toContain('schiefgegangen')
    for (const guide of entriesOf(knowledge, 'guides')) {
      // A talk of its own each: one talk may not say so much so fast.
      const visitor = await visit(program.url)
      await visitor.say(guide.title)
      for (const word of ['constructor', '__proto__', 'hasOwnProperty und', '2 constructor']) {
        expect((await visitor.say(word)).text).not.toContain('schiefgegangen')
        await visitor.say('weiß nicht')
      }
    }
    expect(program.said.err).toBe('')
  })
})

describe('the command line', () => {
  it('answers them as questions', async () => {
    const { code, out, err } = await run('ask', ['--knowledge', small, 'constructor __proto__ toString', '--explain'])
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toBe('')
  })
})
