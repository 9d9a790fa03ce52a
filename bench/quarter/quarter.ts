/**
 * `npm run quarter -- [--seed 1] [--visitors 2000] [--pages 200]`: three months of visitors on the real program, by seed, who write down what
 * they saw; then the report of these months is made as the command makes it, and held against what they wrote.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { readArguments, refuse } from '../../adapters/cli/arguments.ts'
import { sourcesFor } from '../../adapters/cli/report-sources.ts'
import { startApp } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { type ImpactReport, impactReport } from '../../bot/impact/impact-report.ts'
import { addDays, type Day, daysBetween } from '../../bot/knowledge/day.ts'
import { momentOn } from '../../bot/moment.ts'
import { seeded } from '../sim/random.ts'
import { writeContent } from './content.ts'
import { type Compared, compare, type Tally } from './tally.ts'
import { chatVisitor, pageVisitor } from './visitors.ts'

const MONTHS = ['2026-07', '2026-08', '2026-09']
const FIRST_DAY: Day = '2026-07-01'
/** People at once; the day they come on is fixed before. */
const AT_ONCE = 6

export interface Quarter {
  report: ImpactReport
  tally: Tally
  compared: Compared
}

export interface QuarterOptions {
  seed: number
  /** They come to the chat. */
  visitors: number
  /** They come to the pages. */
  pages: number
  /** Fewer than the quarter's three, for a short run. */
  months?: number
}

/** The same seed is the same quarter. */
export async function simulateQuarter({ seed, visitors, pages, months: many = MONTHS.length }: QuarterOptions): Promise<Quarter> {
  const months = MONTHS.slice(0, many)
  const folder = mkdtempSync(join(tmpdir(), 'wegweiser-quarter-'))
  try {
    writeContent(join(folder, 'content'))
    const DATA_DIR = join(folder, 'data')
    const read = readSettings({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR,
      KNOWLEDGE_DIR: join(folder, 'content'),
      ADDRESS_LIMIT_FACTOR: '100',
    })
    if (!read.ok) throw new Error(read.problems.join('\n'))
    let now = momentOn(FIRST_DAY, '09:00').now
    const app = await startApp(read.settings, pino({ level: 'silent' }), () => now)
    const tally: Tally = new Map()
    for (const [day, coming] of timetable({ seed, visitors, pages, days: daysBetween(FIRST_DAY, addDays(`${months.at(-1)}-28`, 3)) })) {
      now = momentOn(day, '12:00').now
      const place = { url: `http://127.0.0.1:${app.port}`, month: day.slice(0, 7), tally, knowledge: app.knowledge.known().knowledge }
      const waiting = [...coming]
      const serve = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await (next.door === 'chat' ? chatVisitor : pageVisitor)(place, seeded(next.seed))
      }
      await Promise.all(Array.from({ length: AT_ONCE }, serve))
    }
    await app.close()
    const report = impactReport(
      months,
      await sourcesFor(months, { DATA_DIR, DATABASE_URL: undefined }, app.knowledge.known().knowledge.routing),
    )
    return { report, tally, compared: compare(report, tally) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Coming {
  door: 'chat' | 'pages'
  seed: number
}

/** Who comes on which day, the days in order. */
function timetable({ seed, visitors, pages, days }: { seed: number; visitors: number; pages: number; days: number }): Map<Day, Coming[]> {
  const random = seeded(seed)
  const all = Array.from({ length: visitors + pages }, (_, i) => ({
    day: addDays(FIRST_DAY, random.integer(days)),
    door: i < visitors ? ('chat' as const) : ('pages' as const),
    seed: random.integer(2 ** 31),
  }))
  return Map.groupBy(
    all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    ({ day }) => day,
  )
}

if (import.meta.main) {
  const { values } = readArguments(
    {
      options: {
        seed: { type: 'string', default: '1' },
        visitors: { type: 'string', default: '2000' },
        pages: { type: 'string', default: '200' },
      },
    },
    'npm run quarter -- [--seed 1] [--visitors 2000] [--pages 200]',
  )
  const [seed = Number.NaN, visitors = Number.NaN, pages = Number.NaN] = [values.seed, values.visitors, values.pages].map(Number)
  if (![seed, visitors, pages].every(Number.isSafeInteger)) refuse('npm run quarter -- [--seed 1] [--visitors 2000] [--pages 200]')
  const { compared, report } = await simulateQuarter({ seed, visitors, pages })
  for (const difference of compared.differences) console.log(difference)
  console.log(
    `seed ${seed}: ${visitors} visitors in the chat, ${pages} on pages, ${report.total.overview.shown.get('questions') ?? 0} questions told; ` +
      `${compared.told} counts of the report stand for ${compared.counted} things seen, ${compared.hidden} names are told nowhere, ${compared.differences.length} differences`,
  )
  process.exit(compared.differences.length === 0 ? 0 : 1)
}
