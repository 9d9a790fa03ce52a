// @ts-check
/**
 * The tab in Teams: asks Teams for theme, language and a token, asks our server for the figures, and draws them. Without Teams around it
 * (on the own machine, to try it out) it goes on without a token.
 */
import { WORDS } from './words.js'

/** @typedef {import('../open-cards.ts').TeamsInsights} Insights */
/** @typedef {import('../../../bot/impact/unanswered.ts').Gap} Gap */
/** @typedef {import('../../../bot/impact/entries-due.ts').EntryDue} EntryDue */

const SPANS = [7, 30, 90]
/** Teams answers at once; somebody who opens the page in a browser should not wait. */
const HOST_TIMEOUT_MS = 3000

/** @type {any} */
const teams = /** @type {any} */ (globalThis).microsoftTeams
let { words, locale } = wordsFor(navigator.language)
let inTeams = false

/** German, and English for everybody else's English. @param {string | undefined} language as Teams or the browser names it */
function wordsFor(language) {
  return language?.toLowerCase().startsWith('en') ? { words: WORDS.en, locale: 'en-GB' } : { words: WORDS.de, locale: 'de-DE' }
}

/** @param {string} sentence @param {Record<string, string | number>} values for its placeholders */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) => String(values[name] ?? whole))
}

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id))
const days = /** @type {HTMLSelectElement} */ (element('days'))
const dialog = /** @type {HTMLDialogElement} */ (element('draft'))
const draftText = /** @type {HTMLTextAreaElement} */ (element('draft-text'))

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | undefined)} children
 */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

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

/**
 * @param {string} title
 * @param {string} id
 * @param {string} empty  Said when there is nothing to show.
 * @param {...(Node | undefined)} children
 */
function section(title, id, empty, ...children) {
  const shown = children.filter((child) => child !== undefined)
  return make(
    'section',
    { 'aria-labelledby': id },
    make('h2', { id }, title),
    ...(shown.length > 0 ? shown : [make('p', { class: 'faint' }, empty)]),
  )
}

/**
 * @param {string[]} heads  A head that begins with `#` stands over numbers.
 * @param {(Node | string)[][]} rows
 */
function table(heads, rows) {
  if (rows.length === 0) return undefined
  const isNumber = heads.map((head) => head.startsWith('#'))
  const look = (/** @type {number} */ i) => (isNumber[i] ? { class: 'number' } : undefined)
  const head = heads.map((text, i) => make('th', { scope: 'col', ...look(i) }, text.replace('#', '')))
  const body = rows.map((cells) =>
    make('tr', {}, ...cells.map((cell, i) => (i === 0 ? make('th', { scope: 'row' }, cell) : make('td', { ...look(i) }, cell)))),
  )
  const drawn = make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body))
  // A wide table scrolls by itself; the keyboard must reach it for that.
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads.map((text) => text.replace('#', '')).join(', ') },
    drawn,
  )
}

/** @param {Insights} insights */
function overview({ totals, before }) {
  const share = (/** @type {number} */ part) => (totals.questions === 0 ? '' : ` (${Math.round((100 * part) / totals.questions)} %)`)
  const figure = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ note) =>
    make('div', {}, make('dt', {}, name, make('br', {}), note), make('dd', {}, value))
  return make(
    'dl',
    { class: 'figures' },
    figure(words.questions, String(totals.questions), fill(words.before, { count: before.questions })),
    figure(words.answered, `${totals.answered}${share(totals.answered)}`, fill(words.before, { count: before.answered })),
    figure(words.clarified, `${totals.clarified}${share(totals.clarified)}`, fill(words.before, { count: before.clarified })),
    figure(words.unanswered, `${totals.unanswered}${share(totals.unanswered)}`, fill(words.before, { count: before.unanswered })),
  )
}

/** @param {Insights} insights */
function topics({ topics: counts }) {
  const most = Math.max(1, ...counts.map(({ now }) => now))
  const trend = (/** @type {number} */ now, /** @type {number} */ before) =>
    now > before ? `▲ ${words.more}` : now < before ? `▼ ${words.less}` : `= ${words.same}`
  return table(
    [words.topic, `#${words.asked}`, '', `#${words.earlier}`, words.trend].filter((head) => head !== ''),
    counts.slice(0, 12).map(({ label, now, before }) => {
      const bar = make('meter', { min: '0', max: String(most), value: String(now), 'aria-label': `${label}: ${now}` })
      return [label, make('span', {}, bar, ` ${now}`), String(before), trend(now, before)]
    }),
  )
}

/** @param {Gap} gap */
function gapItem({ title, wordings, count }) {
  const create = make('button', { type: 'button', 'aria-label': fill(words['create-for'], { title }) }, words.create)
  create.addEventListener('click', () => void showDraft(title, wordings))
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
    create,
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
function requests({ requests: open }) {
  return table(
    [words.number, words.place, words.state, words.since, words.card],
    open.map(({ number, place, state, since, link }) => [
      String(number),
      place,
      state,
      writeDay(since),
      link
        ? make('a', { href: link, target: '_blank', rel: 'noopener', 'aria-label': fill(words['open-card'], { number }) }, words.open)
        : '',
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

/** @param {Insights} insights */
function guides({ guides: uses }) {
  return table(
    [words.guide, `#${words.begun}`, `#${words.finished}`, words.left],
    uses.map(({ title, begun, finished, left }) => [
      title,
      String(begun),
      String(finished),
      left[0] ? `${left[0].step} (${left[0].count})` : '',
    ]),
  )
}

/** @param {Insights} insights */
function draw(insights) {
  const gaps = insights.gaps.slice(0, 20).map(gapItem)
  element('content').replaceChildren(
    section(words.overview, 'overview', words.none, overview(insights)),
    section(words.topics, 'topics', words.none, topics(insights)),
    section(words.gaps, 'gaps', words['no-gaps'], gaps.length > 0 ? make('ul', {}, ...gaps) : undefined),
    section(words.ratings, 'ratings', words['no-ratings'], ratings(insights)),
    section(words.requests, 'requests', words['no-requests'], requests(insights)),
    section(words.checks, 'checks', words['no-checks'], checks(insights)),
    section(words.guides, 'guides', words.none, guides(insights)),
  )
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
  element('draft-title').textContent = fill(words['create-for'], { title })
  element('draft-copied').textContent = ''
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
    ...SPANS.map((span) => make('option', { value: String(span), ...(span === 30 && { selected: '' }) }, fill(words.days, { days: span }))),
  )
  element('draft-hint').textContent = words['draft-hint']
  element('draft-label').textContent = words['draft-label']
  element('draft-copy').textContent = words.copy
  element('draft-close').textContent = words.close
}

await meetHost()
label()
days.addEventListener('change', () => void load())
element('draft-copy').addEventListener('click', () => void copyDraft())
element('draft-close').addEventListener('click', () => dialog.close())
await load()
if (inTeams) teams.app.notifySuccess()
