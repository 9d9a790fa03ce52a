/** What a screen reader is told of a page: everything that comes into a live region, in order, and the tree of what can be reached. */
import type { BrowserContext, Page } from 'playwright-core'

/** Call before the page is opened. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(LISTENER)
}

/** As text, because it runs in the page: notes each text that is added to a region which is live at that moment. */
const LISTENER = `(() => {
  window.__announced = []
  const isLive = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const live = at.getAttribute('aria-live')
      if (live === 'off') return false
      if (live || /^(status|alert|log)$/.test(at.getAttribute('role') ?? '')) return true
    }
    return false
  }
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) {
        const text = (node.textContent ?? '').replace(/\\s+/g, ' ').trim()
        if (text && isLive(node instanceof Element ? node : node.parentElement)) window.__announced.push(text)
      }
  }).observe(document, { childList: true, subtree: true })
})()`

export const announced = (page: Page) => page.evaluate('window.__announced') as Promise<string[]>

/** One node that a screen reader can reach, in reading order. */
export interface Heard {
  role: string
  name: string
  /** How deep it lies, to tell what belongs to a group. */
  depth: number
  /** A button that is marked as pressed. */
  pressed: boolean
}

/** The accessibility tree of the page in the order in which it is read; what is ignored in it is left out. */
export async function readingOrder(page: Page): Promise<Heard[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const heard: Heard[] = []
  const walk = (id: string, depth: number): void => {
    const node = byId.get(id)
    if (!node) return
    const pressed = node.properties?.some(({ name, value }) => name === 'pressed' && value.value === 'true') === true
    if (!node.ignored) heard.push({ role: String(node.role?.value ?? ''), name: String(node.name?.value ?? ''), depth, pressed })
    for (const child of node.childIds ?? []) walk(child, depth + 1)
  }
  if (nodes[0]) walk(nodes[0].nodeId, 0)
  return heard
}

/** What stands inside a node of `readingOrder`. */
export function insideOf(heard: readonly Heard[], at: number): Heard[] {
  const rest = heard.slice(at + 1)
  const end = rest.findIndex(({ depth }) => depth <= heard[at]!.depth)
  return end < 0 ? rest : rest.slice(0, end)
}
