// @ts-check
/** The sections of the week: figures beside those before, what to do first, how soon people react, and where the questions came from. */
import { make, table } from './parts.js'

/** @typedef {import('../open-cards.ts').TabInsights} Insights */
/** @typedef {import('../../../bot/impact/week.ts').Figure} Figure */
/** @typedef {import('../../../bot/impact/week.ts').Reaction} Reaction */
/** @typedef {Insights['months']['rows'][number]} ToldRow */
/** @typedef {Record<string, string>} Words */

/** @param {string} sentence @param {Record<string, string | number>} values for its placeholders */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) => String(values[name] ?? whole))
}

/** @param {string} name @param {string} value @param {string} note */
const figure = (name, value, note) => make('div', {}, make('dt', {}, name, make('br', {}), note), make('dd', {}, value))

/** @param {Insights} insights @param {Words} words */
export function overview({ figures }, words) {
  const one = (/** @type {string} */ name, /** @type {Figure} */ { now, before }) =>
    figure(name, String(now), fill(words.before, { count: before }))
  return make(
    'dl',
    { class: 'figures' },
    one(words.questions, figures.asked),
    one(words.answered, figures.answered),
    one(words['handed-over'], figures.handedOver),
    one(words['helped-in-all'], figures.helped),
  )
}

/** @param {Insights} insights @param {Words} words */
export function toDo({ toDo: things }, words) {
  if (things.length === 0) return undefined
  const sentence = (/** @type {Insights['toDo'][number]} */ thing) => fill(words[`to-do.${thing.kind}`], /** @type {any} */ (thing))
  return make('ol', { class: 'to-do' }, ...things.map((thing) => make('li', {}, sentence(thing))))
}

/** Fewer requests are not timed: as `MIN_TIMED` of `bot/impact/week.ts`. */
const MIN_TIMED = 5

/** @param {Reaction} reaction @param {Words} words */
function long({ minutes, of }, words) {
  if (minutes === undefined) return of === 0 ? '–' : fill(words['too-few'], { count: MIN_TIMED })
  return minutes < 90 ? fill(words.minutes, { minutes }) : fill(words.hours, { hours: Math.round(minutes / 60) })
}

/** Of all, and by place and topic. @param {Insights} insights @param {Words} words */
export function reactions({ reactions: { first, end }, places: at, requestTopics }, words) {
  const one = (/** @type {string} */ name, /** @type {{ now: Reaction, before: Reaction }} */ { now, before }) =>
    figure(
      name,
      now.minutes === undefined ? '–' : long(now, words),
      [
        now.of === 0 ? words['no-reaction'] : now.minutes === undefined ? long(now, words) : fill(words.half, { count: now.of }),
        fill(words['before-that'], { what: long(before, words) }),
      ].join('; '),
    )
  const row = (/** @type {string} */ name, /** @type {Insights['reactions']} */ of) => [
    name,
    long(of.first.now, words),
    long(of.end.now, words),
  ]
  const timed = (/** @type {{ reactions: Insights['reactions'] }} */ { reactions: of }) => of.first.now.of + of.end.now.of > 0
  return make(
    'div',
    {},
    make('dl', { class: 'figures' }, one(words['first-reaction'], first), one(words['to-end'], end)),
    table(
      [words['reactions-of'], words['first-reaction'], words['to-end']],
      [
        ...at.filter(timed).map(({ place, reactions: of }) => row(place, of)),
        ...requestTopics.filter(timed).map(({ label, reactions: of }) => row(fill(words['topic-of'], { topic: label }), of)),
      ],
    ),
  )
}

/** A topic opens what was asked of it, a question its entry. @param {Insights} insights @param {Words} words */
export function topics({ topics: counts }, words) {
  if (counts.length === 0) return undefined
  const trend = (/** @type {number} */ now, /** @type {number} */ before) =>
    now > before ? `▲ ${words.more}` : now < before ? `▼ ${words.less}` : `= ${words.same}`
  const most = Math.max(1, ...counts.map(({ now }) => now))
  return make(
    'ul',
    {},
    ...counts.slice(0, 12).map(({ label, now, before, questions }) => {
      const bar = make('meter', { min: '0', max: String(most), value: String(now), 'aria-label': `${label}: ${now}` })
      const head = make(
        'summary',
        {},
        make('strong', {}, label),
        ' ',
        bar,
        ` ${now} · ${fill(words.before, { count: before })} · ${trend(now, before)}`,
      )
      const asked = questions.map(({ text, count, title, path }) =>
        make('li', {}, text, count > 1 ? ` (${count})` : '', title && path ? entryLink(title, path, words) : undefined),
      )
      return make(
        'li',
        {},
        make('details', {}, head, make('ul', { 'aria-label': fill(words['questions-of'], { topic: label }) }, ...asked)),
      )
    }),
  )
}

/** @param {string} title @param {string} path @param {Words} words */
function entryLink(title, path, words) {
  return make(
    'span',
    { class: 'faint' },
    ' · ',
    make('a', { href: path, target: '_blank', rel: 'noopener' }, fill(words['answered-by'], { title })),
  )
}

/** @param {Insights} insights @param {Words} words */
export function places({ places: counts }, words) {
  return table(
    [words.place, `#${words['handed-over']}`, `#${words.earlier}`, `#${words['open-count']}`, `#${words.late}`],
    counts.map(({ place, now, before, open, late }) => [place, String(now), String(before), String(open), String(late)]),
  )
}

/** @param {Insights} insights @param {Words} words */
export function ways({ audiences, languages, doors }, words) {
  const row = (/** @type {string} */ name, /** @type {Figure} */ { now, before }) => [name, String(now), String(before)]
  return table(
    [words.way, `#${words.asked}`, `#${words.earlier}`],
    [
      ...audiences.map((one) => row(one.label, one)),
      ...languages.map((one) => row(words[`lang.${one.id}`] ?? one.id, one)),
      ...doors.map((one) => row(words[`door.${one.id}`] ?? words['door.other'], one)),
    ],
  )
}

/** @param {Insights} insights @param {Words} words */
export function clicks({ clicks: counts }, words) {
  return table(
    [words.entry, `#${words.asked}`, `#${words.earlier}`].map((head, i) => (i === 1 ? `#${words.clicks}` : head)),
    counts.map(({ title, target, now, before }) => [make('span', { title: target }, title), String(now), String(before)]),
  )
}

/** A count of a month in words of the tab. @param {ToldRow} row @param {Words} words */
function toldName({ section, id, title }, words) {
  if (section === 'bookings' && id === 'rest') return words['told.rest']
  return title ?? fill(words[`told.${section}`], { answer: words[`told.${id}`] ?? id })
}

/**
 * What the report of these months says, nothing of the running one. @param {Insights} insights @param {(section: string) => boolean} isWanted
 * @param {Words} words @param {(month: string) => string} writeMonth
 */
export function told({ months: { month, before, rows } }, isWanted, words, writeMonth) {
  const drawn = table(
    [words['told.what'], `#${writeMonth(month)}`, `#${writeMonth(before)}`],
    rows.filter(({ section }) => isWanted(section)).map((row) => [toldName(row, words), String(row.now ?? '–'), String(row.before ?? '–')]),
  )
  return drawn && make('div', {}, drawn, make('p', { class: 'faint' }, words['told.note']))
}

/** What can be offered on the phone. @param {Insights} insights @param {Words} words @param {(day: string) => string} writeDay */
export function dates({ dates: coming }, words, writeDay) {
  return table(
    [words['date-day'], words['date-what'], `#${words['date-clicks']}`, words.booking],
    coming.map(({ day, start, end, title, place, path, booking, tentative, clicks: count }) => [
      [writeDay(day), [start, end].filter(Boolean).join('–')].filter(Boolean).join(', '),
      make(
        'span',
        {},
        make('a', { href: path, target: '_blank', rel: 'noopener' }, title),
        ...(place === undefined ? [] : [make('span', { class: 'faint' }, ` · ${place}`)]),
        ...(tentative === undefined ? [] : [make('span', { class: 'faint', title: tentative }, ` · ${words.tentative}`)]),
      ),
      String(count),
      booking === undefined
        ? ''
        : make(
            'a',
            { href: booking, target: '_blank', rel: 'noopener', 'aria-label': fill(words['booking-of'], { title, day: writeDay(day) }) },
            words['see-places'],
          ),
    ]),
  )
}

/** How many came how far. @param {Insights} insights @param {Words} words */
export function guides({ guides: uses }, words) {
  if (uses.length === 0) return undefined
  return make(
    'ul',
    {},
    ...uses.map(({ title, begun, finished, steps }) => {
      const head = make('summary', {}, make('strong', {}, title), ` · ${words.begun} ${begun} · ${words.finished} ${finished}`)
      const funnel = steps.map(({ step, reached }) =>
        make(
          'li',
          {},
          step,
          ' ',
          make('meter', { min: '0', max: String(Math.max(1, begun)), value: String(reached), 'aria-label': `${step}: ${reached}` }),
          ` ${fill(words.reached, { count: reached })}`,
        ),
      )
      return make('li', {}, make('details', {}, head, make('ol', { 'aria-label': fill(words['steps-of'], { title }) }, ...funnel)))
    }),
  )
}

/** Minutes until the first step and the end, of all, by place and by topic; nothing where there were too few. @param {Insights} insights @param {Words} words */
function timedRows({ reactions: all, places: at, requestTopics }, words) {
  const rows = (/** @type {string} */ name, /** @type {Insights['reactions']} */ { first, end }) =>
    [
      { what: words['first-reaction'], of: first },
      { what: words['to-end'], of: end },
    ].map(({ what, of }) => [
      words.reactions,
      [name, `${what} (${words['in-minutes']})`].filter(Boolean).join(': '),
      of.now.minutes ?? '',
      of.before.minutes ?? '',
    ])
  return [
    ...rows('', all),
    ...at.flatMap(({ place, reactions: of }) => rows(place, of)),
    ...requestTopics.flatMap(({ label, reactions: of }) => rows(fill(words['topic-of'], { topic: label }), of)),
  ]
}

/**
 * All figures as a table for a spreadsheet. Visitors' words are never read as a formula. @param {Insights} insights @param {Words} words
 * @param {(month: string) => string} writeMonth
 */
export function csv(insights, words, writeMonth) {
  const cell = (/** @type {string | number} */ value) => {
    const text = String(value)
    return `"${(typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  }
  const {
    figures,
    topics: counted,
    places: at,
    guides: uses,
    clicks: clicked,
    gaps,
    audiences,
    languages,
    doors,
    dates: coming,
    requestTopics,
    months,
  } = insights
  /** @type {(string | number)[][]} */
  const rows = [
    ['', '', words.asked, words.earlier],
    ...Object.entries({
      [words.questions]: figures.asked,
      [words.answered]: figures.answered,
      [words['handed-over']]: figures.handedOver,
      [words['helped-in-all']]: figures.helped,
    }).map(([name, { now, before }]) => [words.overview, name, now, before]),
    ...counted.map(({ label, now, before }) => [words.topics, label, now, before]),
    ...audiences.map(({ label, now, before }) => [words.audience, label, now, before]),
    ...languages.map(({ id, now, before }) => [words.ways, words[`lang.${id}`] ?? id, now, before]),
    ...doors.map(({ id, now, before }) => [words.ways, words[`door.${id}`] ?? words['door.other'], now, before]),
    ...at.flatMap(({ place, now, before, open, late }) => [
      [words.places, place, now, before],
      [words.places, `${place}: ${words['open-count']}`, open, ''],
      [words.places, `${place}: ${words.late}`, late, ''],
    ]),
    ...requestTopics.map(({ label, now, before }) => [words['handed-over'], label, now, before]),
    ...timedRows(insights, words),
    ...uses.flatMap(({ title, begun, steps }) => [
      [words.guides, title, begun, ''],
      ...steps.map(({ step, reached }) => [words.guides, `${title}: ${step}`, reached, '']),
    ]),
    ...clicked.map(({ title, target, now, before }) => [words.clicks, `${title} (${target})`, now, before]),
    ...coming.map(({ day, start, title, place, clicks: count }) => [
      words.dates,
      [day, start, title, place].filter(Boolean).join(', '),
      count,
      '',
    ]),
    ...months.rows.map((row) => [
      row.section === 'bookings' ? words.booked : words.survey,
      `${toldName(row, words)} (${writeMonth(months.month)}, ${writeMonth(months.before)})`,
      row.now ?? '',
      row.before ?? '',
    ]),
    ...gaps.map(({ title, count }) => [words.gaps, title, count, '']),
  ]
  return `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
