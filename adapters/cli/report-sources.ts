/** What a report is made of, from the database that is set: events, clicks, bookings and requests of whole months. */
import pino from 'pino'
import { type ImpactSources, REPORTED_KINDS, type ReportMonth } from '../../bot/impact/impact-report.ts'
import { addDays } from '../../bot/knowledge/day.ts'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { momentOn } from '../../bot/moment.ts'
import { officeMinutes } from '../../bot/requests/office-hours.ts'
import { readDetails } from '../../bot/requests/request.ts'
import type { Settings } from '../settings.ts'
import { openStore } from '../storage/open.ts'

/** `routing`: whose office hours count. `months`: at least one, in order, none left out. Opens the database and closes it again. */
export async function sourcesFor(
  months: readonly ReportMonth[],
  { DATA_DIR, DATABASE_URL }: Pick<Settings, 'DATA_DIR' | 'DATABASE_URL'>,
  routing: Routing,
): Promise<ImpactSources> {
  const store = await openStore({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL, clock: () => new Date(), log: pino({ level: 'silent' }) })
  const first = `${months[0]!}-01`
  const end = `${addDays(`${months.at(-1)!}-28`, 4).slice(0, 7)}-01`
  const events = await store.usage.between(momentOn(first).now, momentOn(end).now, REPORTED_KINDS)
  const clicks = await store.clicks.between(first, addDays(end, -1))
  const bookings = await store.bookings.between(first, addDays(end, -1))
  const requests = (await store.requests.list({})).map(({ created, state, body }) => {
    const first = readDetails(body)?.history.find(({ what }) => what === 'claim' || what === 'answer')?.at
    return { created, state, ...(first !== undefined && { reactedAfter: officeMinutes(created, new Date(first), routing) }) }
  })
  await store.close()
  return { events, clicks, bookings, requests }
}
