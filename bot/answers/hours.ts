/** Opening hours in words, and whether somebody is there now: what cards, pages and the chat's panel of people show. */
import { type Lang, sayDay, writeAsOf } from '../knowledge/day.ts'
import type { MessageTexts } from '../knowledge/knowledge.ts'
import { areHoursOld, openingsOf, openStateOf } from '../knowledge/opening-hours.ts'
import type { Contact } from '../knowledge/schema.ts'
import { type OpenState, type WeekRow, weekRows } from '../knowledge/week-hours.ts'
import { message, type PlainMessageId } from '../messages.ts'
import type { AnswerContext } from './common.ts'

/** "Mo–Do 8–12 und 13–17 Uhr, Fr 8–16 Uhr (Stand 2022)"; empty where the entry gives none. */
export function hoursText(entry: Contact, { knowledge, lang, today }: AnswerContext): string {
  const { hours } = entry
  if (!hours) return ''
  const texts = knowledge.messages
  const rows = weekRows(openingsOf(entry)?.hours ?? [])
  const week = isAlways(rows) ? message(texts, lang, 'hours.always') : rows.map((row) => rowText(row, texts, lang)).join(', ')
  const all = [week, hours.note].filter(Boolean).join('; ')
  const named = hours.of ? message(texts, lang, 'hours.of', { what: hours.of, hours: all }) : all
  const day = hours.asOf ?? entry.asOf
  const isDoubtful = day !== undefined && entry.checked === undefined && (hours.asOf !== undefined || areHoursOld(entry, { today }))
  return isDoubtful ? message(texts, lang, 'hours.as-of', { hours: named, day: writeAsOf(day, lang) }) : named
}

/** "geöffnet bis 17 Uhr", "geschlossen, öffnet heute um 13 Uhr"; empty where nobody can say. `context` is the moment with the words. */
export function openNowText(entry: Contact, context: AnswerContext): string {
  const state = openStateOf(entry, context)
  return state ? stateText(state, context) : ''
}

function stateText(state: OpenState, { knowledge, lang, today }: AnswerContext): string {
  const texts = knowledge.messages
  if (state.open)
    return state.until
      ? message(texts, lang, 'hours.open', { time: clockText(state.until, lang) })
      : message(texts, lang, 'hours.open.always')
  const { opens, because } = state
  if (!opens) return message(texts, lang, 'hours.shut')
  const time = clockText(opens.clock, lang)
  const ahead =
    opens.day === today
      ? message(texts, lang, 'hours.opens.today', { time })
      : message(texts, lang, 'hours.opens', { day: sayDay(opens.day, lang), time })
  return because === 'holiday' ? message(texts, lang, 'hours.holiday', { state: ahead }) : ahead
}

function rowText({ weekdays, spans }: WeekRow, texts: Record<Lang, MessageTexts>, lang: Lang): string {
  const first = dayName(weekdays[0]!, lang)
  const days = weekdays.length === 1 ? first : `${first}–${dayName(weekdays.at(-1)!, lang)}`
  const times = spans.map(({ from, to }) => message(texts, lang, 'hours.span', { from: clockText(from, lang), to: clockText(to, lang) }))
  return message(texts, lang, 'hours.row', {
    days,
    times: times.reduce((first, second) => message(texts, lang, 'hours.break', { first, second })),
  })
}

function isAlways(rows: readonly WeekRow[]): boolean {
  const [row] = rows
  return row?.weekdays.length === 7 && row.spans.length === 1 && row.spans[0]!.from === '00:00' && row.spans[0]!.to === '24:00'
}

/** "8" and "7.30" in German, where "Uhr" follows; "8:00" in English. */
function clockText(clock: string, lang: Lang): string {
  const [hour = '', minute = ''] = clock.split(':')
  if (lang === 'en') return `${Number(hour)}:${minute}`
  return minute === '00' ? String(Number(hour)) : `${Number(hour)}.${minute}`
}

const FORMATS = new Map<Lang, Intl.DateTimeFormat>([
  ['de', new Intl.DateTimeFormat('de-DE', { weekday: 'short', timeZone: 'UTC' })],
  ['en', new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' })],
])

/** "Mo" for 1. The first Monday of 2024 was its first day. */
function dayName(weekday: number, lang: Lang): string {
  return FORMATS.get(lang)!.format(new Date(Date.UTC(2024, 0, weekday)))
}

/** "Deutsch, Englisch" for the languages' short forms. */
export function languagesText(codes: readonly string[], lang: Lang): string {
  const names = new Intl.DisplayNames([lang], { type: 'language', fallback: 'code' })
  return codes.map((code) => names.of(code) ?? code).join(', ')
}

/** "vor Ort, Telefon": how an office advises, in the language of the talk. */
export function accessText({ access }: Contact, { knowledge, lang }: Pick<AnswerContext, 'knowledge' | 'lang'>): string {
  return access.map((way) => message(knowledge.messages, lang, WAYS[way])).join(', ')
}

const WAYS = {
  'vor Ort': 'access.on-site',
  'nach Vereinbarung': 'access.by-appointment',
  Telefon: 'access.phone',
  Video: 'access.video',
  'E-Mail': 'access.mail',
  Formular: 'access.form',
} as const satisfies Record<Contact['access'][number], PlainMessageId>
