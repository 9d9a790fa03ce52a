/**
 * `npm run quarter -- [--seed 1] [--visitors 2000] [--pages 200] [--asked 200]`: three months of visitors on the real program, by seed, who write
 * down what they saw; some of them book, some had agreed weeks before to be asked. Then the report of these months is made as the command makes it, and held against what they wrote.
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
import { ASKED_AFTER_DAYS, willingVisitor } from './asked-later.ts'
import { CAL_SECRET } from './cal.ts'
import { writeContent } from './content.ts'
import { openLetterbox } from './letterbox.ts'
import type { Surroundings } from './surroundings.ts'
import { type Compared, compare, type Tally } from './tally.ts'
import { chatVisitor, pageVisitor } from './visitors.ts'

const MONTHS = ['2026-07', '2026-08', '2026-09']
const FIRST_DAY: Day = '2026-07-01'
/** Who is asked in the quarter said yes before. */
const FIRST_YES: Day = addDays(FIRST_DAY, -ASKED_AFTER_DAYS)
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
  /** They agree to be asked weeks later, from six weeks before the quarter to six before its end. */
  asked: number
  /** Fewer than the quarter's three, for a short run. */
  months?: number
}

/** The same seed is the same quarter. */
export async function simulateQuarter({ seed, visitors, pages, asked, months: many = MONTHS.length }: QuarterOptions): Promise<Quarter> {
  const months = MONTHS.slice(0, many)
  const folder = mkdtempSync(join(tmpdir(), 'wegweiser-quarter-'))
  try {
    writeContent(join(folder, 'content'))
    const DATA_DIR = join(folder, 'data')
    const letterbox = await openLetterbox()
    const read = readSettings({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR,
      KNOWLEDGE_DIR: join(folder, 'content'),
      ADDRESS_LIMIT_FACTOR: '100',
      CALCOM_WEBHOOK_SECRET: CAL_SECRET,
      SMTP_URL: letterbox.url,
      MAIL_FROM: 'wegweiser@example.org',
    })
    if (!read.ok) throw new Error(read.problems.join('\n'))
    let now = momentOn(FIRST_YES, '09:00').now
    const app = await startApp(read.settings, pino({ level: 'silent' }), () => now)
    const tally: Tally = new Map()
    const days = daysBetween(FIRST_DAY, addDays(`${months.at(-1)}-28`, 3))
    const coming = timetable({ seed, visitors, pages, asked, days })
    const agenda = new Map<Day, ((then: Surroundings) => Promise<void>)[]>()
    for (let day = FIRST_YES; day <= addDays(FIRST_DAY, days - 1); day = addDays(day, 1)) {
      now = momentOn(day, '12:00').now
      const place: Surroundings = {
        url: `http://127.0.0.1:${app.port}`,
        now,
        month: day.slice(0, 7),
        tally,
        knowledge: app.knowledge.known().knowledge,
        later: (after, act) => void agenda.set(addDays(day, after), [...(agenda.get(addDays(day, after)) ?? []), act]),
        lettersGo: app.lettersGo,
        letter: letterbox.newest,
      }
      await app.lettersGo()
      const waiting = [
        ...(agenda.get(day) ?? []).map((act) => () => act(place)),
        ...(coming.get(day) ?? []).map((one) => () => COMES[one.door](place, seeded(one.seed))),
      ]
      const serve = async (): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await next()
      }
      await Promise.all(Array.from({ length: AT_ONCE }, serve))
    }
    await app.close()
    await letterbox.close()
    const report = impactReport(
      months,
      await sourcesFor(months, { DATA_DIR, DATABASE_URL: undefined }, app.knowledge.known().knowledge.routing),
    )
    return { report, tally, compared: compare(report, tally) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const COMES = { chat: chatVisitor, pages: pageVisitor, later: willingVisitor }

interface Coming {
  door: keyof typeof COMES
  seed: number
}

/** Who comes on which day. */
function timetable({
  seed,
  visitors,
  pages,
  asked,
  days,
}: Pick<QuarterOptions, 'seed' | 'visitors' | 'pages' | 'asked'> & { days: number }): Map<Day, Coming[]> {
  const random = seeded(seed)
  const all = Array.from({ length: visitors + pages + asked }, (_, i) => {
    const door = i < visitors ? ('chat' as const) : i < visitors + pages ? ('pages' as const) : ('later' as const)
    return { day: addDays(door === 'later' ? FIRST_YES : FIRST_DAY, random.integer(days)), door, seed: random.integer(2 ** 31) }
  })
  return Map.groupBy(all, ({ day }) => day)
}

const USAGE = 'npm run quarter -- [--seed 1] [--visitors 2000] [--pages 200] [--asked 200]'

if (import.meta.main) {
  const { values } = readArguments(
    {
      options: {
        seed: { type: 'string', default: '1' },
        visitors: { type: 'string', default: '2000' },
        pages: { type: 'string', default: '200' },
        asked: { type: 'string', default: '200' },
      },
    },
    USAGE,
  )
  const numbers = { seed: Number(values.seed), visitors: Number(values.visitors), pages: Number(values.pages), asked: Number(values.asked) }
  if (!Object.values(numbers).every(Number.isSafeInteger)) refuse(USAGE)
  const { seed, visitors, pages, asked } = numbers
  const { compared, report } = await simulateQuarter(numbers)
  for (const difference of compared.differences) console.log(difference)
  console.log(
    `seed ${seed}: ${visitors} visitors in the chat, ${pages} on pages, ${asked} asked weeks later, ${report.total.overview.shown.get('questions') ?? 0} questions told; ` +
      `${compared.told} counts of the report stand for ${compared.counted} things seen, ${compared.hidden} names are told nowhere, ${compared.differences.length} differences`,
  )
  process.exit(compared.differences.length === 0 ? 0 : 1)
}
