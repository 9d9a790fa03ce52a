// @ts-check
/** Parts of a page: elements, sections, tables. What is typed by visitors gets in as text alone. */

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | undefined)} children
 */
export function make(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/**
 * @param {string} title
 * @param {string} id
 * @param {string} empty  Said when there is nothing to show.
 * @param {...(Node | undefined)} children
 */
export function section(title, id, empty, ...children) {
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
export function table(heads, rows) {
  if (rows.length === 0) return undefined
  const isNumber = heads.map((head) => head.startsWith('#'))
  const look = (/** @type {number} */ i) => (isNumber[i] ? { class: 'number' } : undefined)
  const head = heads.map((text, i) => make('th', { scope: 'col', ...look(i) }, text.replace('#', '')))
  const body = rows.map((cells) =>
    make(
      'tr',
      {},
      ...cells.map((cell, i) =>
        i === 0 ? make('th', { scope: 'row' }, cell) : make('td', { ...look(i), 'data-head': heads[i]?.replace('#', '') ?? '' }, cell),
      ),
    ),
  )
  const drawn = make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...body))
  // A wide table scrolls by itself; the keyboard must reach it for that.
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads.map((text) => text.replace('#', '')).join(', ') },
    drawn,
  )
}
