/** The API as a program of somebody else meets it: the OpenAPI document is valid, every answer keeps to it, every error it names is seen. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type {
  contactsRecord,
  datesRecord,
  EntryRecord,
  entriesRecord,
  ProblemRecord,
  programmesRecord,
  SearchRecord,
  vocabularyRecord,
} from '../../adapters/records/schemas.ts'
import { outcomeOf } from '../../adapters/turn-outcome.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { assistants } from './assistants.ts'
import { NOW, PUBLIC_URL, startApi } from './real-api.ts'

type Entries = z.input<typeof entriesRecord>
type Programmes = z.input<typeof programmesRecord>
type Dates = z.input<typeof datesRecord>
type Contacts = z.input<typeof contactsRecord>
type Vocabulary = z.input<typeof vocabularyRecord>

interface Described {
  responses: Record<string, { content: Record<string, { schema: object }> }>
  parameters?: { name: string; in: string }[]
}
interface OpenApi {
  openapi: string
  paths: Record<string, Record<'get' | 'post', Described | undefined>>
  components: { schemas: Record<string, object> }
}

const api = await startApi()
assistants(api)
const { known } = api
const { knowledge } = known
const document = (await (await api.get('/openapi.json')).json()) as OpenApi
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema({ $id: 'https://openapi.example/', ...document })
/** `GET /search 400` for every answer that came as the document says. */
const seen = new Set<string>()

/** Asks, holds the answer against the document, and gives status and body. */
async function ask<Body = ProblemRecord>(
  operation: string,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Body; headers: Headers }> {
  const method = (init.method ?? 'GET').toLowerCase() as 'get' | 'post'
  const response = await api.get(path, init)
  const said = document.paths[operation]?.[method]?.responses[response.status]
  expect(said, `${method} ${operation} ${response.status} is documented`).toBeDefined()
  const type = response.headers.get('content-type')!.split(';')[0]!
  const body = (await response.json()) as Body
  const at = [operation, method, 'responses', String(response.status), 'content', type, 'schema'].map((key) =>
    encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')),
  )
  const validate = ajv.getSchema(`https://openapi.example/#/paths/${at.join('/')}`)
  expect(validate, `${type} is documented`).toBeDefined()
  validate!(body)
  expect(validate!.errors ?? [], path).toEqual([])
  seen.add(`${method} ${operation} ${response.status}`)
  return { status: response.status, body, headers: response.headers }
}
const post = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'Content-Type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, as the specification’s own schema knows it', async () => {
    const validator = new Validator()
    expect(await validator.validate({ ...document })).toEqual({ valid: true })
    expect(document.openapi).toBe('3.1.0')
  })

  it('would notice an answer that it does not describe', () => {
    const validate = ajv.getSchema('https://openapi.example/#/components/schemas/Citation')!
    expect(validate({ id: 'articles/x', kind: 'articles', title: 'X' })).toBe(false)
  })
})

describe('search', () => {
  const QUESTIONS = [
    'Muss ich E-Rechnungen annehmen?',
    'Wann ist der nächste Sprechtag in Halle?',
    'Was gibt es zum Frühstück?',
    'Förderung',
    'Ich brauche Geld für eine neue Website',
    'Hallo',
    'Wer ist in 06406 zuständig?',
    'Wir wurden gehackt',
    'What is an e-invoice?',
  ]

  it.each(QUESTIONS)('decides and says what the chat does: %s', async (question) => {
    const decision = decideTurn(question, newTalk('de'), known, new Date(NOW))
    const { body } = await ask<SearchRecord>('/search', `/search?q=${encodeURIComponent(question)}`)
    const { act, decision: word, entry } = outcomeOf(decision)
    expect({ act: body.act, decision: body.decision }).toEqual({ act, decision: word })
    if (word === 'answer' && entry) expect(body.answeredFrom!.id).toBe(entry)
    for (const text of decision.reply.texts) expect(body.text.replaceAll(`](${PUBLIC_URL}/`, '](/')).toContain(text)
    expect(body.citations.map(({ id }) => id)).toEqual(decision.reply.citations.map(({ id }) => id))
  })

  it('gives every answer its source, day, state and address', async () => {
    const { body } = await ask<SearchRecord>('/search', '/search?q=Muss%20ich%20E-Rechnungen%20annehmen%3F&limit=3')
    expect(body.answeredFrom).toMatchObject({ id: 'articles/e-rechnung', state: 'open', url: `${PUBLIC_URL}/wissen/e-rechnung` })
    expect(body.answeredFrom!.sources.length).toBeGreaterThan(0)
    expect(body.answeredFrom!.sourceDay).toMatch(/^\d{4}/)
    expect(body.answeredFrom!.dayText).not.toBe('')
    expect(body.results).toHaveLength(3)
    expect(body.results[0]!.score).toBeGreaterThan(0.5)
  })

  it('says no where the chat does, and offers nothing as an answer', async () => {
    const { body } = await ask<SearchRecord>('/search', '/search?q=Was%20gibt%20es%20zum%20Fr%C3%BChst%C3%BCck%3F')
    expect(body.decision).toBe('none')
    expect(body.answeredFrom).toBeUndefined()
  })

  it('takes a question in the body, where no address holds it', async () => {
    const { body } = await ask<SearchRecord>('/search', '/search', post({ q: 'What is an e-invoice?', lang: 'en', limit: 1 }))
    expect(body.decision).toBe('answer')
    expect(body.answeredFrom!.dayText).toMatch(/^(As of|Checked)/)
  })

  it('keeps and counts nothing of a cry for help: no cache, no tag, no log, not even its words', async () => {
    const words = 'Ich will nicht mehr leben'
    const { body, headers } = await ask<SearchRecord>('/search', '/search', post({ q: words }))
    expect(body.text).toContain('116 123')
    expect(body).toMatchObject({ results: [], citations: [] })
    expect(JSON.stringify(body)).not.toContain(words)
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null])
    expect(api.logged.join('')).not.toContain('leben')
  })
})

describe('entries', () => {
  it('are each given whole and word for word', async () => {
    for (const entry of knowledge.entries.values()) {
      const { body } = await ask<EntryRecord>('/entries/{kind}/{slug}', `/entries/${entry.id}`)
      const own = (text: string) => text.replaceAll(`](${PUBLIC_URL}/`, '](/').replaceAll(/ \((beendet|ended)[^)]*\)/g, '')
      expect(
        body.passages.map(({ markdown }) => own(markdown)),
        entry.id,
      ).toEqual(entry.passages.map(({ markdown }) => own(markdown)))
      expect(body.citation.url).toMatch(new RegExp(`^${PUBLIC_URL}/\\w+/${entry.slug}$`))
    }
  })

  it('tell nothing that is the editors’ own: files, notes, names of roles', async () => {
    const { body } = await ask<EntryRecord>('/entries/{kind}/{slug}', '/entries/articles/e-rechnung')
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['file', 'digest', 'confirm', 'checkedBy', 'questions']))
    expect(JSON.stringify(body)).not.toMatch(/"(file|digest|confirm|checkedBy|questions)"/)
  })

  it('are listed page by page, each once', async () => {
    const ids: string[] = []
    let after = ''
    do {
      const { body } = await ask<Entries>('/entries', `/entries?limit=40${after && `&after=${encodeURIComponent(after)}`}`)
      ids.push(...body.entries.map(({ citation }) => citation.id))
      after = body.next ?? ''
    } while (after)
    expect(ids).toEqual([...knowledge.entries.keys()].sort())
  })

  it('are chosen by kind and state', async () => {
    const { body } = await ask<Entries>('/entries', '/entries?kind=funding&state=open&limit=100')
    expect(body.entries.length).toBeGreaterThan(3)
    for (const { citation } of body.entries) expect(citation).toMatchObject({ kind: 'funding', state: 'open' })
  })

  it('that have ended say so, name no official page and no way to reach anybody', async () => {
    api.setNow('2040-01-01T12:00:00+01:00')
    const { body } = await ask<Entries>('/entries', '/entries?kind=funding&state=over&limit=100')
    expect(body.entries.length).toBeGreaterThan(0)
    for (const { citation } of body.entries) {
      const whole = await ask<EntryRecord>('/entries/{kind}/{slug}', `/entries/${citation.id}`)
      expect(whole.body.citation.stateText).toBeTruthy()
      expect(whole.body.funding!.link).toBeUndefined()
    }
    api.setNow(NOW)
  })
})

describe('programmes, dates, contacts, vocabulary', () => {
  it('programmes for a profile have the reasons of the check', async () => {
    const { body } = await ask<Programmes>(
      '/programmes',
      '/programmes?place=39576&audience=handwerk&employees=8&purpose=sicherheit&started=false',
    )
    const results = body.programmes.map(({ result }) => result)
    expect(results).toEqual([...results].sort((a, b) => ['fits', 'open', 'no'].indexOf(a) - ['fits', 'open', 'no'].indexOf(b)))
    for (const { result, reasons, text } of body.programmes) {
      expect(text).not.toBe('')
      const kinds = reasons.map(({ kind }) => kind)
      if (result === 'no') expect(kinds).toContain('against')
      if (result === 'open') expect(kinds).toContain('open')
      if (result === 'fits') expect(kinds.every((kind) => kind === 'for')).toBe(true)
    }
    const begun = await ask<Programmes>(
      '/programmes',
      '/programmes?place=39576&audience=handwerk&employees=8&purpose=sicherheit&started=true',
    )
    const ruledOut = ({ programmes }: Programmes) => programmes.filter(({ result }) => result === 'no').length
    expect(ruledOut(begun.body)).toBeGreaterThan(ruledOut(body))
  })

  it('dates are to come, in order, in the span', async () => {
    const { body } = await ask<Dates>('/dates', '/dates?from=2026-12-01&until=2027-01-31')
    const days = body.dates.map(({ date }) => date.from)
    expect(days.length).toBeGreaterThan(2)
    expect(days).toEqual([...days].sort())
    expect(days.every((day) => day >= '2026-12-01' && day <= '2027-01-31')).toBe(true)
    expect((await ask<Dates>('/dates', '/dates?from=2020-01-01')).body.from).toBe('2026-11-27')
  })

  it('contacts at an unclear border are named for all its sides, with the doubt', async () => {
    const { body } = await ask<Contacts>('/contacts', '/contacts?place=06406')
    expect(body.doubt).toBeTruthy()
    const responsible = body.contacts.filter(({ reason }) => reason === 'responsible').map(({ citation }) => citation.title)
    expect(responsible.filter((title) => /Halle/.test(title)).length).toBeGreaterThan(0)
    expect(responsible.filter((title) => /Magdeburg/.test(title)).length).toBeGreaterThan(0)
  })

  it('the vocabulary holds every id that a question takes', async () => {
    const { body } = await ask<Vocabulary>('/vocabulary', '/vocabulary')
    expect(body.topics.map(({ id }) => id)).toContain('sicherheit')
    for (const { id } of body.topics.slice(0, 5)) expect((await ask('/entries', `/entries?topic=${id}&limit=1`)).status).toBe(200)
  })
})

describe('what is wrong', () => {
  it.each([
    ['/search', '/search', 'q'],
    ['/search', `/search?q=${'x'.repeat(501)}`, 'q'],
    ['/search', '/search?q=x&q=y', 'q'],
    ['/search', '/search?q=x&limit=0', 'limit'],
    ['/entries', '/entries?topic=constructor', 'topic'],
    ['/entries', '/entries?kind=__proto__', 'kind'],
    ['/entries/{kind}/{slug}', '/entries/articles/NEIN', 'slug'],
    ['/programmes', '/programmes?employees=20-10', 'employees'],
    ['/programmes', '/programmes?place=Nirgendwohausen', 'place'],
    ['/dates', '/dates?from=2027-02-30', 'from'],
    ['/dates', '/dates?until=2029-01-01', 'until'],
    ['/contacts', '/contacts?wo=06406', 'wo'],
    ['/vocabulary', '/vocabulary?x=1', 'x'],
  ])('%s: %s is refused by the name of the parameter', async (operation, path, name) => {
    const { status, body } = await ask(operation, path)
    expect(status).toBe(400)
    expect(body.errors!.map(({ name: wrong }) => wrong)).toContain(name)
  })

  it('is refused in a body, too', async () => {
    expect((await ask('/search', '/search', post({ q: '' }))).status).toBe(400)
    expect((await ask('/search', '/search', post('{'))).status).toBe(400)
    expect((await ask('/search', '/search', post({ q: 'x' }, 'text/plain'))).status).toBe(415)
    expect((await ask('/search', '/search', post({ q: 'x'.repeat(9_000) }))).status).toBe(413)
  })

  it('is an entry that does not exist, an address that is none, a method that changes something', async () => {
    for (const path of ['/entries/articles/gibt-es-nicht', '/entries/articles/constructor'])
      expect((await ask('/entries/{kind}/{slug}', path)).status).toBe(404)
    for (const path of ['/nichts', '/', '/entries/articles/a/b']) expect((await api.get(path)).status, path).toBe(404)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await api.get('/dates', { method })
      expect([response.status, response.headers.get('allow')], method).toEqual([405, 'GET, HEAD'])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('is our own fault and too much, at every operation', async () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [path, method] as const),
    )
    const each = async (status: number) => {
      for (const [path, method] of operations) {
        const address = path.replace('{kind}', 'articles').replace('{slug}', 'e-rechnung')
        const init = method === 'post' ? post({ q: 'x' }) : {}
        const answer = await ask(path, path === '/search' && method === 'get' ? '/search?q=x' : address, init)
        expect(answer.status).toBe(status)
        if (status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      }
    }
    api.lose(true)
    await each(500)
    api.lose(false)
    expect(api.logged.filter((line) => line.includes('request_failed')).length).toBe(operations.length)
    api.allow(0)
    await each(429)
    api.allow(10_000)
  })
})

describe('a client', () => {
  it('is told when nothing has changed, and when the day has', async () => {
    const first = await api.get('/entries?kind=events')
    const tag = first.headers.get('etag')!
    const again = await api.get('/entries?kind=events', { headers: { 'If-None-Match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    api.setNow('2040-01-01T12:00:00+01:00')
    expect((await api.get('/entries?kind=events', { headers: { 'If-None-Match': tag } })).status).toBe(200)
    api.setNow(NOW)
  })

  it('may be the script of any page, and gets no cookie', async () => {
    const headers = { Origin: 'https://anderswo.example' }
    for (const path of ['/vocabulary', '/openapi.json', '/nichts', '/search?q=']) {
      const response = await api.get(path, { headers })
      expect([response.headers.get('access-control-allow-origin'), response.headers.get('set-cookie')], path).toEqual(['*', null])
    }
    const before = await api.get('/search', { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'POST' } })
    expect([before.status, before.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST'])
  })

  it('may ask for the head alone', async () => {
    const head = await api.get('/vocabulary', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})

describe('the document, after all these questions', () => {
  it('names no answer and no error that was not seen', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, said]) => Object.keys(said!.responses).map((status) => `${method} ${path} ${status}`)),
    )
    expect(documented.length).toBeGreaterThan(25)
    expect(documented.filter((one) => !seen.has(one))).toEqual([])
  })
})
