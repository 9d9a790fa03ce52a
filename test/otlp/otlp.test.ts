/** OpenTelemetry by environment: the real program tells a real receiver, and without one it loads nothing of it. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../adapters/settings.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { type Running, serve } from '../program.ts'
import { visit } from '../visitor.ts'

const knowledge = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt'], {
    body: 'Drei Kopien, zwei Medien, eine außer Haus.',
  }),
})
const env = () => ({ KNOWLEDGE_DIR: knowledge, DATA_DIR: temporaryFolder() })

type Value = { stringValue?: string; intValue?: number }
type Attributes = { key: string; value: Value }[]
interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Attributes
}
interface Point {
  attributes: Attributes
  asDouble?: number
  count?: number
  sum?: number
  bucketCounts?: number[]
  explicitBounds?: number[]
}
interface Metric {
  name: string
  sum?: { isMonotonic: boolean; aggregationTemporality: number; dataPoints: Point[] }
  gauge?: { dataPoints: Point[] }
  histogram?: { dataPoints: Point[] }
}
interface Parcel {
  resourceSpans?: { resource: { attributes: Attributes }; scopeSpans: { spans: Span[] }[] }[]
  resourceMetrics?: { resource: { attributes: Attributes }; scopeMetrics: { metrics: Metric[] }[] }[]
}

/** The SDK begins each span at a whole millisecond and adds its exact length, so that a part may seem to end after its turn. */
const BLUR_NS = 1_000_000n

const plain = (attributes: Attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))

/** Takes what is posted to it as OTLP/HTTP asks: JSON by path, answered with an empty JSON object. */
async function receiver() {
  const got: { path: string; header: string | undefined; type: string | undefined; text: string }[] = []
  const server = createServer(async (req, res) => {
    let text = ''
    for await (const chunk of req) text += chunk
    const { 'x-probe': header, 'content-type': type } = req.headers
    got.push({ path: req.url ?? '', header: header as string | undefined, type, text })
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const parcels = (path: string) => got.filter((one) => one.path === path).map(({ text }) => JSON.parse(text) as Parcel)
  return {
    server: server as Server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    spans: () =>
      parcels('/v1/traces').flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    /** As they stood at the end. */
    metrics: () => {
      const { resourceMetrics } = parcels('/v1/metrics').at(-1)!
      return new Map(
        resourceMetrics!.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)).map((one) => [one.name, one]),
      )
    },
    names: () =>
      [...parcels('/v1/traces'), ...parcels('/v1/metrics')].map(({ resourceSpans, resourceMetrics }) =>
        plain([...(resourceSpans ?? []), ...(resourceMetrics ?? [])][0]!.resource.attributes),
      ),
  }
}

describe('with a receiver', () => {
  let to: Awaited<ReturnType<typeof receiver>>
  let conversation = ''
  let exit: unknown
  beforeAll(async () => {
    to = await receiver()
    const program = await serve({
      ...env(),
      OTEL_EXPORTER_OTLP_ENDPOINT: to.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-probe=ja',
      OTEL_SERVICE_NAME: 'wegweiser-halle',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=probe',
    })
    const visitor = await visit(program.url)
    conversation = visitor.ticket.conversationId
    await visitor.say('Zebrastreifen, meine Festplatte ist kaputt')
    await fetch(`${program.url}/vorschlaege?q=Zebrastreifen`)
    await fetch(`${program.url}/Zebrastreifen`)
    await fetch(`${program.url}/healthz`)
    // Stopping sends what is left.
    exit = await program.stop('SIGTERM')
  })
  afterAll(() => void to.server.close())

  it('a stop sends what is left, to the standard’s paths, as JSON, with the headers that were set', () => {
    expect(exit).toBe(0)
    expect(new Set(to.got.map(({ path }) => path))).toEqual(new Set(['/v1/traces', '/v1/metrics']))
    expect(new Set(to.got.map(({ header, type }) => `${header} ${type}`))).toEqual(new Set(['ja application/json']))
    for (const name of to.names()) expect(name).toMatchObject({ 'service.name': 'wegweiser-halle', 'deployment.environment.name': 'probe' })
  })

  it('a turn belongs to the request that brought it, says what came of it, and how long its parts took', () => {
    const spans = to.spans()
    const turn = spans.find((span) => plain(span.attributes)['wegweiser.kind'] === 'question')!
    expect(turn.name).toBe('turn')
    expect(plain(turn.attributes)).toEqual({
      'wegweiser.door': 'directline',
      'wegweiser.turn': expect.stringMatching(/^[0-9a-f-]{13,16}$/),
      'wegweiser.kind': 'question',
      'wegweiser.decision': 'answer',
    })
    const request = spans.find(({ spanId }) => spanId === turn.parentSpanId)!
    expect(request).toMatchObject({ kind: 2, traceId: turn.traceId, name: 'POST /v3/directline/conversations/:id/activities' })
    expect(plain(request.attributes)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v3/directline/conversations/:id/activities',
      'http.response.status_code': 200,
    })
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === turn.spanId)
    expect(parts.map(({ name }) => name)).toEqual(['answer', 'keep'])
    for (const part of parts) {
      expect(BigInt(part.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(turn.startTimeUnixNano) - BLUR_NS)
      expect(BigInt(part.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(turn.endTimeUnixNano) + BLUR_NS)
    }
  })

  it('pages are told by their route, an unknown address by its status, probes not at all', () => {
    const told = to.spans().filter(({ kind }) => kind === 2)
    expect(told.map(({ name }) => name)).toContain('GET /vorschlaege')
    expect(plain(told.find(({ name }) => name === 'GET')!.attributes)).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 404,
    })
    expect(told.filter(({ name }) => /healthz|readyz|metrics/.test(name))).toEqual([])
  })

  it('metrics are those of /metrics', () => {
    const metrics = to.metrics()
    const counted = metrics.get('wegweiser_turns_total')!.sum!
    expect(counted).toMatchObject({ isMonotonic: true, aggregationTemporality: 2 })
    expect(counted.dataPoints.find(({ attributes }) => plain(attributes).kind === 'question')).toMatchObject({ asDouble: 1 })
    expect(metrics.get('wegweiser_entries')!.gauge!.dataPoints).toMatchObject([{ asDouble: 1 }])
    const [took] = metrics.get('wegweiser_turn_seconds')!.histogram!.dataPoints
    expect(took!.bucketCounts).toHaveLength(took!.explicitBounds!.length + 1)
    expect(took!.bucketCounts!.reduce((sum, count) => sum + Number(count), 0)).toBe(Number(took!.count))
    expect(Number(took!.count)).toBe(to.spans().filter(({ name }) => name === 'turn').length)
    expect(took!.sum).toBeGreaterThan(0)
  })

  it('nothing that a visitor said or is called by is told', () => {
    const all = to.got.map(({ text }) => text).join('\n')
    expect(all).toContain('wegweiser.decision')
    expect(all).not.toMatch(/zebra|festplatte/i)
    expect(conversation).toMatch(/^[0-9a-f-]{36}$/)
    expect(all).not.toContain(conversation)
    expect(all).not.toContain('127.0.0.1')
  })
})

describe('the parts of it', () => {
  /** Names each file of OpenTelemetry’s SDK that is loaded, on the standard error output. */
  const WATCH = `import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) {
      if (/@opentelemetry\\/(?!api)/.test(url)) process.stderr.write('LOADED ' + url + '\\n')
      return next(url, context)
    } })`
  const watching = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(WATCH)}"` }
  const loaded = ({ said }: Running) => said.err.includes('LOADED ')

  it('are not loaded without a receiver, or switched off', async () => {
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }
    const programs = await Promise.all([{}, off].map((set) => serve({ ...env(), ...watching, ...set })))
    expect(programs.map(loaded)).toEqual([false, false])
    await Promise.all(programs.map((program) => program.stop('SIGKILL')))
  })

  it('are with one; and one that is away costs a line of the log and no answer', async () => {
    const to = await receiver()
    const program = await serve({
      ...env(),
      ...watching,
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${to.url}/hier`,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces',
      OTEL_BSP_SCHEDULE_DELAY: '1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '100',
    })
    expect(loaded(program)).toBe(true)
    const visitor = await visit(program.url)
    expect((await visitor.say('Die Festplatte ist kaputt')).text).toContain('Drei Kopien')
    await program.heard('err', /"event":"telemetry_not_sent"[^\n]*"what":"traces"/)
    expect(await program.stop('SIGTERM')).toBe(0)
    expect(to.got.map(({ path }) => path)).toEqual(['/hier'])
    to.server.close()
  })
})

describe('settings of OpenTelemetry', () => {
  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318', 'eine Adresse wie http://localhost:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'http/json'],
    ['OTEL_TRACES_SAMPLER', 'oft', 'always_on, always_off'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'höchstens 1'],
  ])('%s=%s is told before the start', (name, value, expected) => {
    const read = readSettings({ [name]: value })
    expect(read).toMatchObject({ ok: false, problems: [expect.stringContaining(`${name}="${value}": erwartet wird ${expected}`)] })
  })
})
