/** Made-up requests to every door of the real program, with an empty folder of its own. */
import { randomBytes } from 'node:crypto'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { startProgram } from '../program.ts'
import { type Random, seeded } from '../sim/random.ts'
import { type MadeUpWords, wordsOf } from './words.ts'

const MAX_REQUEST_MS = 1_000
const AT_ONCE = 4
const BATCHES_A_TALK = 15

interface Made {
  path: string
  init: RequestInit
}

/** One line for each request that was answered with 500, not at all, or late. */
export async function fuzzRequests(requests: number, seed: number): Promise<string[]> {
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const random = seeded(seed)
  const words = wordsOf(knowledge, random)
  const pages = [...knowledge.entries.values()].map(({ slug, kind }) => `/${FOLDERS.get(kind)}/${slug}`)
  const program = await startProgram({ LOG_LEVEL: 'error', EDITOR_TOKEN: randomBytes(16).toString('hex') })
  try {
    let talk = await begin(program.url)
    const found: string[] = []
    const statuses = new Map<number, number>()
    let slowest = 0
    for (let done = 0; done < requests; done += AT_ONCE) {
      // One talk may say only so much a minute; most of what is made up should get further than that.
      if (done % (AT_ONCE * BATCHES_A_TALK) === 0) talk = await begin(program.url)
      const made = Array.from({ length: Math.min(AT_ONCE, requests - done) }, () => make(random, words, pages, talk))
      const answers = await Promise.all(made.map((one) => ask(program.url, one)))
      for (const [i, { status, ms }] of answers.entries()) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        // Others of the same moment may have been in the way: alone it must be quick.
        const least = ms > MAX_REQUEST_MS ? Math.min(ms, (await ask(program.url, made[i]!)).ms) : ms
        slowest = Math.max(slowest, least)
        if (status === 500 || status === 0 || least > MAX_REQUEST_MS) found.push(`${status} ${Math.round(least)} ms  ${shown(made[i]!)}`)
      }
      if (program.ended()) {
        found.push(`the program ended:\n${program.said().slice(-2000)}`)
        break
      }
    }
    if (!(await ask(program.url, { path: '/healthz', init: {} })).status) found.push('/healthz does not answer')
    const errors = program.said().match(/.*"event":"(?:unhandled|turn_failed|request_failed)".*/g) ?? []
    found.push(...errors.slice(0, 20))
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`)
    console.log(`${requests} requests, the slowest took ${Math.round(slowest)} ms; ${counts.join(', ')}`)
    return found
  } finally {
    program.stop()
  }
}

const FOLDERS = new Map([
  ['articles', 'wissen'],
  ['funding', 'foerderung'],
  ['events', 'veranstaltungen'],
  ['contacts', 'anlaufstellen'],
  ['guides', 'wegweiser'],
])
const LISTS = [
  '/',
  '/wissen',
  '/foerderung',
  '/veranstaltungen',
  '/anlaufstellen',
  '/wegweiser',
  '/suche',
  '/vorschlaege',
  '/plan',
  '/go',
  '/neues',
]
const OTHERS = [
  '/daten',
  '/bausteine',
  '/barrierefreiheit',
  '/entwickler',
  '/embed.js',
  '/chat',
  '/robots.txt',
  '/sitemap.xml',
  '/feeds',
  '/redaktion',
]
const PROGRAMS = [
  '/api/v1/search',
  '/api/v1/entries',
  '/api/v1/events',
  '/api/v1/funding',
  '/api/v1/contacts',
  '/api/v1/openapi.json',
  '/mcp',
]
const STAFF = ['/api/messages', '/teams/api/insights', '/mail/in', '/mail/anfrage', '/redaktion/anmelden']
const NAMES = ['q', 'ort', 'thema', 'lang', 'a', 'to', 'u', 'seite', 'ziel', 'monat', 'watermark', 'ort[]', '__proto__', 'p', 's', 'fuer']
const ACCEPTS = ['text/html', 'application/json', '*/*', 'application/ld+json', 'text/calendar', ';;;', '']

interface Talk {
  conversationId: string
  token: string
}

function make(random: Random, words: MadeUpWords, pages: readonly string[], talk: Talk): Made {
  const kind = random.next()
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Made => ({
    path,
    init: { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: bodyOf(body) },
  })
  const authorization = `Bearer ${random.chance(0.95) ? talk.token : encoded(words.odd()).slice(0, 500)}`
  const chat = `/v3/directline/conversations/${random.chance(0.95) ? talk.conversationId : encoded(words.odd()).slice(0, 200)}`
  if (kind < 0.3) return post(`${chat}/activities`, activity(random, words), { authorization })
  if (kind < 0.35)
    return { path: `${chat}/activities?watermark=${encoded(words.sentence()).slice(0, 200)}`, init: { headers: { authorization } } }
  if (kind < 0.4) return post('/v3/directline/tokens/generate', anything(random, words, 3))
  if (kind < 0.5) return post(random.pick(STAFF), anything(random, words, 4), { authorization })
  if (kind < 0.55) return post(random.pick(PROGRAMS), anything(random, words, 4))
  const at = kind < 0.75 ? random.pick(pages) : random.pick([...LISTS, ...OTHERS, ...PROGRAMS, ...STAFF])
  const tail = random.chance(0.3) ? `/${encoded(words.odd()).slice(0, 1500)}` : ''
  const pairs = Array.from(
    { length: random.integer(4) },
    () => `${encoded(random.pick(NAMES))}=${encoded(words.sentence()).slice(0, 1500)}`,
  )
  return { path: `${at}${tail}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`, init: { headers: { accept: random.pick(ACCEPTS) } } }
}

function activity(random: Random, words: MadeUpWords): unknown {
  if (random.chance(0.1)) return anything(random, words, 4)
  return {
    type: random.pick(['message', 'message', 'message', 'event', 'typing', words.odd()]),
    text: random.chance(0.9) ? words.sentence() : anything(random, words, 2),
    ...(random.chance(0.3) && { value: anything(random, words, 3) }),
    ...(random.chance(0.2) && { name: random.pick(['webchat/join', 'rate', words.odd()]) }),
    ...(random.chance(0.2) && { channelData: anything(random, words, 3) }),
    ...(random.chance(0.1) && { attachments: anything(random, words, 2) }),
    ...(random.chance(0.3) && { locale: random.pick(['de-DE', 'en-GB', words.odd()]) }),
  }
}

function anything(random: Random, words: MadeUpWords, depth: number): unknown {
  const kind = random.integer(depth > 0 ? 8 : 5)
  if (kind < 2) return words.sentence()
  if (kind === 2) return random.pick([0, -1, 1e308, 0.1, 2 ** 53])
  if (kind === 3) return random.pick([null, true, false])
  if (kind === 4) return words.odd()
  const some = Array.from({ length: random.integer(4) }, () => anything(random, words, depth - 1))
  return kind === 5
    ? some
    : Object.fromEntries(some.map((value) => [random.pick(['id', 'say', 'type', '__proto__', 'answers', words.odd()]), value]))
}

const bodyOf = (value: unknown): string => JSON.stringify(value) ?? ''
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

async function ask(url: string, { path, init }: Made): Promise<{ status: number; ms: number }> {
  const begun = performance.now()
  try {
    const response = await fetch(url + path, { redirect: 'manual', signal: AbortSignal.timeout(30_000), ...init })
    // A stream of the assistants' door has no end; what counts is that it began.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel()
    else await response.arrayBuffer()
    return { status: response.status, ms: performance.now() - begun }
  } catch {
    return { status: 0, ms: performance.now() - begun }
  }
}

async function begin(url: string): Promise<Talk> {
  const talk = (await (await fetch(`${url}/v3/directline/tokens/generate`, { method: 'POST' })).json()) as Talk
  await fetch(`${url}/v3/directline/conversations`, { method: 'POST', headers: { authorization: `Bearer ${talk.token}` } })
  return talk
}

const shown = ({ path, init }: Made): string => `${init.method ?? 'GET'} ${path.slice(0, 300)} ${String(init.body ?? '').slice(0, 300)}`
