/** The metrics of `/metrics` as OpenTelemetry has them: counted once, told twice. */
import { type HrTime, ValueType } from '@opentelemetry/api'
import { emptyResource } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client'

/** prom-client's types leave out how the lines of a histogram are called. */
type Line = MetricValue<string> & { metricName?: string }

/** `since`: when counting began. */
export function metricsOf(registry: Registry, since: Date): MetricProducer {
  return {
    collect: async () => {
      const times = { startTime: toHrTime(since), endTime: toHrTime(new Date()) }
      const metrics = (await registry.getMetricsAsJSON()).flatMap((metric) => toMetricData(metric, times) ?? [])
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics: [{ scope: { name: 'wegweiser' }, metrics }] }, errors: [] }
    },
  }
}

type Times = Pick<DataPoint<number>, 'startTime' | 'endTime'>

/** Undefined for what nothing was counted of yet, and for summaries, of which we have none. */
function toMetricData(metric: MetricObjectWithValues<MetricValue<string>>, times: Times): MetricData | undefined {
  const lines = metric.values as Line[]
  if (lines.length === 0) return undefined
  const common = {
    descriptor: { name: metric.name, description: metric.help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  }
  // The typed enumeration of prom-client is not what it gives: words.
  switch (metric.type as unknown as string) {
    case 'counter':
      return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: lines.map((line) => point(line, times)) }
    case 'gauge':
      return { ...common, dataPointType: DataPointType.GAUGE, dataPoints: lines.map((line) => point(line, times)) }
    case 'histogram':
      return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(metric.name, lines, times) }
    default:
      return undefined
  }
}

function point({ value, labels }: Line, times: Times): DataPoint<number> {
  return { ...times, attributes: { ...labels }, value }
}

/** Prometheus counts what is at most `le`, OpenTelemetry what lies between two bounds. */
function histograms(name: string, lines: readonly Line[], times: Times): DataPoint<Histogram>[] {
  const series = Map.groupBy(lines, ({ labels: { le: _, ...labels } }) => JSON.stringify(labels))
  return [...series.values()].map((own) => {
    const { le: _, ...attributes } = own[0]!.labels
    const buckets = own.filter(({ metricName }) => metricName === `${name}_bucket`)
    const total = (of: string) => own.find(({ metricName }) => metricName === `${name}_${of}`)?.value ?? 0
    const counts = buckets.map(({ value }, i) => value - (buckets[i - 1]?.value ?? 0))
    const boundaries = buckets.map(({ labels }) => Number(labels.le)).filter(Number.isFinite)
    return { ...times, attributes, value: { buckets: { boundaries, counts }, sum: total('sum'), count: total('count') } }
  })
}

function toHrTime(date: Date): HrTime {
  const ms = date.getTime()
  return [Math.floor(ms / 1000), (ms % 1000) * 1e6]
}
