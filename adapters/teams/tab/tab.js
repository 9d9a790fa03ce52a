// @ts-check
/**
 * The tab in Teams: asks Teams for theme, language and a token, asks our server for the figures, and draws them. Without Teams around it
 * (on the own machine, to try it out) it goes on without a token.
 */
import { make, section, table } from './parts.js'
import { clicks, csv, dates, fill, guides, overview, places, reactions, toDo, told, topics, ways } from './week.js'
import { WORDS } from './words.js'

/** @typedef {import('../open-cards.ts').TabInsights} Insights */
/** @typedef {import('../tab-gaps.ts').NearAnswer} NearAnswer */
/** @typedef {import('../../../bot/impact/unanswered.ts').Gap} Gap */
/** @typedef {import('../../../bot/impact/entries-due.ts').EntryDue} EntryDue */

const SPANS = [7, 30, 90]
/** Teams answers at once; somebody who opens the page in a browser should not wait. */
const HOST_TIMEOUT_MS = 3000

/** @type {any} */
const teams = /** @type {any} */ (globalThis).microsoftTeams
let { words, locale } = wordsFor(navigator.language)
let inTeams = false
/** What is drawn now. @type {Insights | undefined} */
let shown
/** The place whose requests are shown; empty: all; undefined: nobody has chosen yet. @type {string | undefined} */
let mine

/** German, and English for everybody else's English. @param {string | undefined} language as Teams or the browser names it */
function wordsFor(language) {
  return language?.toLowerCase().startsWith('en') ? { words: WORDS.en, locale: 'en-GB' } : { words: WORDS.de, locale: 'de-DE' }
}

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id))
const days = /** @type {HTMLSelectElement} */ (element('days'))
const dialog = /** @type {HTMLDialogElement} */ (element('draft'))
const draftText = /** @type {HTMLTextAreaElement} */ (element('draft-text'))

/** @param {string | undefined} theme */
function wear(theme) {
  document.documentElement.dataset.theme = theme === 'dark' || theme === 'contrast' ? theme : 'default'
}

/** Theme, language and whether there is a host at all. */
async function meetHost() {
  const waited = new Promise((_, reject) => setTimeout(() => reject(new Error('no host')), HOST_TIMEOUT_MS))
  try {
    await Promise.race([teams.app.initialize(), waited])
    const context = await teams.app.getContext()
    inTeams = true
    wear(context.app.theme)
    ;({ words, locale } = wordsFor(context.app.locale))
    teams.app.registerOnThemeChangeHandler(wear)
  } catch {
    // Opened in a browser: the system's own colours and language.
    wear(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default')
  }
}

/** @returns {Promise<Record<string, string>>} */
async function proof() {
  return inTeams ? { Authorization: `Bearer ${await teams.authentication.getAuthToken()}` } : {}
}

/** @param {Date | string} instant */
const writeDay = (instant) => new Date(instant).toLocaleDateString(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })

/** @param {string} month as `2026-11` */
const writeMonth = (month) => new Date(`${month}-15T12:00:00Z`).toLocaleDateString(locale, { month: 'long', year: 'numeric' })

/** @param {Gap} gap */
function gapItem({ title, wordings, count }) {
  const create = make('button', { type: 'button', 'aria-label': fill(words['create-for'], { title }) }, words.create)
  create.addEventListener('click', () => void showDraft(title, wordings))
  const add = make('button', { type: 'button', 'aria-label': fill(words['add-for'], { title }) }, words.add)
  add.addEventListener('click', () => void showNear(title, wordings))
  const drop = make('button', { type: 'button', 'aria-label': fill(words['dismiss-for'], { title }) }, words.dismiss)
  drop.addEventListener('click', () => void dismiss(wordings))
  const details =
    wordings.length > 1
      ? make(
          'details',
          {},
          make('summary', {}, fill(words.wordings, { count: wordings.length })),
          make('ul', {}, ...wordings.map((text) => make('li', {}, text))),
        )
      : undefined
  return make(
    'li',
    {},
    make(
      'div',
      {},
      make('strong', {}, title),
      ' ',
      make('span', { class: 'faint' }, count === 1 ? words['times.one'] : fill(words.times, { count: count })),
      details,
    ),
    make('div', { class: 'acts' }, create, add, drop),
  )
}

/** @param {Insights} insights */
function ratings({ ratings: { entries } }) {
  return table(
    [words.entry, `#${words['not-helped']}`, `#${words.helped}`, words.missing],
    entries
      .slice(0, 20)
      .map(({ title, yes, no, questions, words: missing }) => [
        title,
        String(no),
        String(yes),
        make('ul', {}, ...questions.map((text) => make('li', {}, text)), ...missing.map((text) => make('li', {}, make('q', {}, text)))),
      ]),
  )
}

/** @param {Insights} insights */
function checks({ ending, overdue }) {
  const reason = (/** @type {EntryDue} */ { why, day }) =>
    day === undefined ? words.never : { ends: words.ends, check: words.check, 'last-date': words['last-date'] }[why]
  return table(
    [words.entry, words.why, words.day],
    [...ending, ...overdue].map((due) => [
      make('span', { title: due.file }, due.title),
      reason(due),
      due.day === undefined ? '' : writeDay(due.day),
    ]),
  )
}

/** Open requests of one place, or of all. @param {Insights} insights */
function requests({ requests: open, mine: own }) {
  const all = new Map(open.map(({ channel, place }) => [channel, place]))
  // Whoever is called to a place's requests sees those first.
  mine ??= own.find((channel) => all.has(channel)) ?? ''
  if (!all.has(mine)) mine = ''
  const choice = /** @type {HTMLSelectElement} */ (
    make(
      'select',
      { id: 'place' },
      make('option', { value: '' }, words['every-place']),
      ...[...all].map(([channel, place]) => make('option', { value: channel, ...(channel === mine && { selected: '' }) }, place)),
    )
  )
  const list = make('div', {})
  const show = () => {
    const here = open.filter(({ channel }) => mine === '' || channel === mine)
    const drawn = table(
      [words.number, words.place, words.state, words.since, words.card],
      here.map(({ number, place, state, since, link, late }) => [
        String(number),
        place,
        late ? make('span', {}, state, ' · ', make('strong', { class: 'late' }, words.late)) : state,
        writeDay(since),
        link
          ? make('a', { href: link, target: '_blank', rel: 'noopener', 'aria-label': fill(words['open-card'], { number }) }, words.open)
          : '',
      ]),
    )
    const late = here.filter((request) => request.late).length
    const count = make('p', {}, fill(words['open-and-late'], { open: here.length, late }))
    list.replaceChildren(...(drawn ? [count, drawn] : [make('p', { class: 'faint' }, words['no-requests'])]))
  }
  choice.addEventListener('change', () => {
    mine = choice.value
    show()
  })
  show()
  if (open.length === 0) return undefined
  return make('div', {}, make('p', { class: 'span' }, make('label', { for: 'place' }, words['my-place']), ' ', choice), list)
}

/** @param {Insights} insights */
function draw(insights) {
  shown = insights
  const gaps = insights.gaps.slice(0, 20).map(gapItem)
  element('content').replaceChildren(
    section(words.overview, 'overview', words.none, overview(insights, words)),
    section(words['to-do'], 'to-do', words['to-do.none'], toDo(insights, words)),
    section(words.requests, 'requests', words['no-requests'], requests(insights)),
    section(words.dates, 'dates', words['no-dates'], dates(insights, words, writeDay)),
    section(words.reactions, 'reactions', words.none, reactions(insights, words)),
    section(words.gaps, 'gaps', words['no-gaps'], gaps.length > 0 ? make('ul', {}, ...gaps) : undefined),
    section(words.topics, 'topics', words.none, topics(insights, words)),
    section(words.places, 'places', words.none, places(insights, words)),
    section(words.ratings, 'ratings', words['no-ratings'], ratings(insights)),
    section(words.guides, 'guides', words.none, guides(insights, words)),
    section(words.clicks, 'clicks', words['no-clicks'], clicks(insights, words)),
    section(
      words.booked,
      'booked',
      fill(words['no-booked'], { month: writeMonth(insights.months.month) }),
      told(insights, (of) => of === 'bookings', words, writeMonth),
    ),
    section(
      words.survey,
      'survey',
      fill(words['no-survey'], { month: writeMonth(insights.months.month) }),
      told(insights, (of) => of !== 'bookings', words, writeMonth),
    ),
    section(words.ways, 'ways', words.none, ways(insights, words)),
    section(words.checks, 'checks', words['no-checks'], checks(insights)),
  )
  element('csv').hidden = false
}

/** Off the list, for everybody. @param {string[]} questions */
async function dismiss(questions) {
  const answer = await fetch('/teams/api/dismiss', {
    method: 'POST',
    headers: { ...(await proof()), 'Content-Type': 'application/json' },
    body: JSON.stringify({ questions: questions.slice(0, 100).map((text) => text.slice(0, 500)) }),
  })
  if (answer.ok) await load()
  else element('status').textContent = words.failed
}

function saveCsv() {
  if (!shown) return
  const address = URL.createObjectURL(new Blob([csv(shown, words, writeMonth)], { type: 'text/csv;charset=utf-8' }))
  const link = make('a', { href: address, download: `wegweiser-${days.value}-tage.csv` })
  link.click()
  URL.revokeObjectURL(address)
}

async function load() {
  const status = element('status')
  status.textContent = words.loading
  try {
    const answer = await fetch(`/teams/api/insights?days=${days.value}`, { headers: await proof() })
    if (answer.status === 401 || answer.status === 403) {
      status.textContent = words['not-signed-in']
      return
    }
    if (!answer.ok) throw new Error(String(answer.status))
    draw(await answer.json())
    status.textContent = `${words.loaded}, ${new Date().toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })}`
  } catch (error) {
    // Network, server or sign-on: for the reader it is the same, the cause is in the console.
    console.error(error)
    status.textContent = words.failed
  }
}

/**
 * @param {string} title
 * @param {string[]} questions
 */
async function showDraft(title, questions) {
  const answer = await fetch('/teams/api/draft', {
    method: 'POST',
    headers: { ...(await proof()), 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: title.slice(0, 200), questions: questions.slice(0, 100) }),
  })
  if (!answer.ok) {
    element('status').textContent = words.failed
    return
  }
  draftText.value = (await answer.json()).markdown
  openDialog(fill(words['create-for'], { title }), words['draft-hint'], [])
}

/**
 * Entries that come near, each with the change that makes the questions theirs.
 * @param {string} title
 * @param {string[]} questions
 */
async function showNear(title, questions) {
  const answer = await fetch('/teams/api/near', {
    method: 'POST',
    headers: { ...(await proof()), 'Content-Type': 'application/json' },
    body: JSON.stringify({ questions: questions.slice(0, 100).map((text) => text.slice(0, 500)) }),
  })
  if (!answer.ok) {
    element('status').textContent = words.failed
    return
  }
  /** @type {NearAnswer[]} */
  const entries = (await answer.json()).entries
  const usable = entries.filter(({ patch }) => patch !== undefined)
  draftText.value = usable[0]?.patch ?? ''
  openDialog(fill(words['add-for'], { title }), usable.length > 0 ? words['add-hint'] : words['add-none'], usable)
}

/**
 * @param {string} title
 * @param {string} hint
 * @param {NearAnswer[]} entries to choose from
 */
function openDialog(title, hint, entries) {
  element('draft-title').textContent = title
  element('draft-hint').textContent = hint
  element('draft-copied').textContent = ''
  const choice = /** @type {HTMLSelectElement} */ (element('draft-entry'))
  choice.replaceChildren(...entries.map(({ title: name, id }) => make('option', { value: id }, name)))
  choice.onchange = () => {
    draftText.value = entries.find(({ id }) => id === choice.value)?.patch ?? ''
  }
  element('draft-choice').hidden = entries.length === 0
  dialog.showModal()
}

async function copyDraft() {
  draftText.select()
  try {
    await navigator.clipboard.writeText(draftText.value)
  } catch {
    // A frame may be denied the clipboard; the old way works on what is selected.
    document.execCommand('copy')
  }
  element('draft-copied').textContent = words.copied
}

function label() {
  document.documentElement.lang = locale.slice(0, 2)
  document.title = words.title
  element('title').textContent = words.title
  element('days-label').textContent = words.span
  days.replaceChildren(
    ...SPANS.map((span) => make('option', { value: String(span), ...(span === 7 && { selected: '' }) }, fill(words.days, { days: span }))),
  )
  element('csv').textContent = words.csv
  element('draft-entry-label').textContent = words.entry
  element('draft-label').textContent = words['draft-label']
  element('draft-copy').textContent = words.copy
  element('draft-close').textContent = words.close
}

await meetHost()
label()
element('csv').addEventListener('click', saveCsv)
days.addEventListener('change', () => void load())
element('draft-copy').addEventListener('click', () => void copyDraft())
element('draft-close').addEventListener('click', () => dialog.close())
await load()
if (inTeams) teams.app.notifySuccess()
