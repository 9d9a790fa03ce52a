/** What axe finds on a page, one line each; nothing found is an empty list. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** WCAG 2.2 AA and axe's own advice. */
const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** All of these that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block']

interface Violation {
  id: string
  impact: string
  nodes: { html: string }[]
}

/** A frame is a place of its own. */
async function found(place: Page | Frame, options: object): Promise<Violation[]> {
  if (await place.evaluate("typeof axe === 'undefined'")) await place.evaluate(AXE)
  const run = `axe.run(document, ${JSON.stringify({ iframes: false, resultTypes: ['violations'], ...options })})`
  return ((await place.evaluate(run)) as { violations: Violation[] }).violations
}

const lines = (violations: readonly Violation[]) =>
  violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)

/** What axe calls serious or critical, of all its rules. */
export async function seriousProblems(place: Page | Frame): Promise<string[]> {
  return lines((await found(place, {})).filter(({ impact }) => impact === 'serious' || impact === 'critical'))
}

export async function problems(page: Page): Promise<string[]> {
  return lines(await found(page, { runOnly: EVERYTHING }))
}

/** Turns the page, and waits until its scripts have seen it and no colour is on its way any more. `place`: a frame of it. */
export async function turn(page: Page, colorScheme: 'light' | 'dark', place: Page | Frame = page): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await place.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))`)
}

/**
 * In light, then in dark: there only the rules about colours are asked again, for nothing else differs; where an element is not exactly
 * where it was, that is told.
 */
export async function problemsInLightAndDark(page: Page): Promise<string[]> {
  await turn(page, 'light')
  const light = await problems(page)
  const before = await shape(page)
  await turn(page, 'dark')
  const dark = lines(await found(page, { runOnly: { type: 'rule', values: COLOURS } }))
  const after = await shape(page)
  const moved = after.filter((line, at) => line !== before[at])
  return [...light, ...[...dark, ...moved.map((line) => `moved: ${line}`)].map((line) => `in dark: ${line}`)]
}

/** Each element and where it stands. */
const shape = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll('body, body *')].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect()
    return [one.tagName, one.className, x, y, width, height, getComputedStyle(one).visibility].join(' ')
  })`) as Promise<string[]>
