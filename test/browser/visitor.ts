/**
 * A visitor with a fresh browser profile, watched: every request, every violation of a page's policy, every error in the console.
 */
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core'

export interface Visitor {
  page: Page
  context: BrowserContext
  /** Addresses of all requests so far, sockets included. */
  requests: string[]
  /** What went wrong so far: script errors, console errors, policy violations. */
  troubles: string[]
}

export const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'de-DE', timezoneId: 'Europe/Berlin', ...options })
  const requests: string[] = []
  const troubles: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  // Chromium reports a violated policy as an error in the console, also for what happened before any script of ours could listen.
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  context.on('weberror', (error) => troubles.push(String(error.error())))
  const page = await context.newPage()
  page.on('websocket', (socket) => requests.push(socket.url()))
  return { page, context, requests, troubles }
}

type Place = Page | FrameLocator

export const sendBox = (place: Place): Locator => place.locator('[data-id="webchat-sendbox-input"]')
/** The bubbles, in order. Web Chat keeps a second, invisible copy of each message for screen readers; these are the visible ones. */
export const bubbles = (place: Place): Locator => place.locator('.webchat__basic-transcript__transcript .webchat__bubble__content')

/** Answers that name their source. */
export const sourced = (place: Place): Locator => bubbles(place).filter({ has: place.locator('.source a') })

export async function ask(place: Place, question: string): Promise<void> {
  await sendBox(place).fill(question)
  await sendBox(place).press('Enter')
}

interface Styled {
  ownerDocument: { defaultView: { getComputedStyle(element: unknown): { getPropertyValue(name: string): string } } }
}

/** A computed style, `background-color` for example. */
export function style(locator: Locator, name: string): Promise<string> {
  return locator.evaluate(
    (element, property) => (element as unknown as Styled).ownerDocument.defaultView.getComputedStyle(element).getPropertyValue(property),
    name,
  )
}
