/**
 * OpenTelemetry over OTLP/HTTP, by the settings that its standard names. Loaded only where one of them names a receiver: see `tellBy`, which
 * main asks.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, resourceAttributesEnvDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Request } from 'restify'
import type { Settings } from '../settings.ts'
import { type Telemetry, UNTOLD } from '../telemetry.ts'
import { metricsOf } from './prometheus.ts'

export interface OtlpOptions {
  settings: Settings
  /** What `/metrics` tells. */
  registry: Registry
  log: Logger
}

/** Where a flow of calls stands in a trace, and the turn that it is in. */
interface Place {
  context: Context
  turn?: Span
}

/** Asked every few seconds by machines; nobody wants to read of it. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics'])
/** A stop waits no longer for a receiver that does not answer. */
const CLOSE_MS = 2000
/** A receiver that is away is told of so often. */
const TOLD_EVERY_MS = 60_000

/** Tells of turns, requests and metrics until it is closed. */
export function createOtlp({ settings, registry, log }: OtlpOptions): Telemetry {
  const resource = defaultResource()
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes({ 'service.name': settings.OTEL_SERVICE_NAME }))
  const closing: (() => Promise<void>)[] = []

  if (settings.OTEL_METRICS_EXPORTER === 'otlp' && receives(settings, 'METRICS')) {
    const reader = new PeriodicExportingMetricReader({
      exporter: told(new OTLPMetricExporter(), 'metrics', log),
      exportIntervalMillis: settings.OTEL_METRIC_EXPORT_INTERVAL,
      exportTimeoutMillis: settings.OTEL_METRIC_EXPORT_INTERVAL,
      metricProducers: [metricsOf(registry, new Date())],
    })
    const meters = new MeterProvider({ resource, readers: [reader] })
    closing.push(() => meters.shutdown({ timeoutMillis: CLOSE_MS }))
  }
  if (settings.OTEL_TRACES_EXPORTER !== 'otlp' || !receives(settings, 'TRACES')) return { ...UNTOLD, close: () => ended(closing) }

  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: told(new OTLPTraceExporter(), 'traces', log),
        scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
      }),
    ],
  })
  closing.push(() => provider.shutdown())
  const tracer = provider.getTracer('wegweiser')
  const open = new AsyncLocalStorage<Place>()
  const requests = new WeakMap<IncomingMessage, Place>()

  const spanning = async <T>(span: Span, place: Place, work: () => Promise<T>): Promise<T> => {
    try {
      return await open.run(place, work)
    } catch (error) {
      failed(span, error)
      throw error
    } finally {
      span.end()
    }
  }

  return {
    request: (req, res) => {
      // The path may hold what a visitor looks for; only the route is told.
      if (PROBES.has(req.url ?? '')) return
      const method = req.method ?? ''
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }, ROOT_CONTEXT)
      requests.set(req, { context: trace.setSpan(ROOT_CONTEXT, span) })
      res.once('close', () => {
        const route: unknown = (req as Request).getRoute?.()?.path
        if (typeof route === 'string') {
          span.updateName(`${method} ${route}`)
          span.setAttribute('http.route', route)
        }
        if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode)
        if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      })
    },
    inRequest: (req, work) => {
      const from = requests.get(req)
      return from ? open.run(from, work) : work()
    },
    turn: ({ door, id, from }, work) => {
      const { context } = (from as Place | undefined) ?? { context: ROOT_CONTEXT }
      const span = tracer.startSpan('turn', { attributes: { 'wegweiser.door': door, 'wegweiser.turn': id } }, context)
      return spanning(span, { context: trace.setSpan(context, span), turn: span }, work)
    },
    part: (name, work) => {
      const place = open.getStore() ?? { context: ROOT_CONTEXT }
      const span = tracer.startSpan(name, {}, place.context)
      return spanning(span, { ...place, context: trace.setSpan(place.context, span) }, work)
    },
    decided: (kind, decision) => void open.getStore()?.turn?.setAttributes({ 'wegweiser.kind': kind, 'wegweiser.decision': decision }),
    broke: (error) => {
      const turn = open.getStore()?.turn
      if (turn) failed(turn, error)
    },
    here: () => open.getStore(),
    close: () => ended(closing),
  }
}

/** Its message may repeat what it was given, so only its kind is told. */
function failed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER')
}

function receives(settings: Settings, what: 'TRACES' | 'METRICS'): boolean {
  return (settings[`OTEL_EXPORTER_OTLP_${what}_ENDPOINT`] ?? settings.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined
}

function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share }: Settings) {
  const root = name.endsWith('ratio')
    ? new TraceIdRatioBasedSampler(share)
    : name.endsWith('always_off')
      ? new AlwaysOffSampler()
      : new AlwaysOnSampler()
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root
}

type Exporter<Items> = { export(items: Items, done: (result: { code: number; error?: Error }) => void): void }

/** The exporter, with a line in the log when it could not send. */
function told<Items, E extends Exporter<Items>>(exporter: E, what: string, log: Logger): E {
  const send = exporter.export.bind(exporter) as Exporter<Items>['export']
  let lastTold = Number.NEGATIVE_INFINITY
  exporter.export = (items: Items, done: (result: { code: number; error?: Error }) => void) =>
    send(items, (result) => {
      if (result.code !== 0 && performance.now() - lastTold >= TOLD_EVERY_MS) {
        lastTold = performance.now()
        log.warn({ event: 'telemetry_not_sent', err: result.error, what }, 'telemetry was not sent')
      }
      done(result)
    })
  return exporter
}

/** What cannot be sent in time is lost: nobody waits for it. */
async function ended(closing: readonly (() => Promise<void>)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS)
  })
  await Promise.race([Promise.allSettled(closing.map((close) => close())), late])
  clearTimeout(timer)
}
