/** What WCAG 2.2 AA asks of a page beyond what axe sees: size of targets, focus in sight, motion, forced colours. Each gives what fails, one line a thing. */
import type { Page } from 'playwright-core'

const MIN_TARGET_PX = 24

/** Pressable things smaller than 24 by 24 pixels; links within a sentence may be as high as their line. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a[href], button, input, select, summary, [role="option"], [role="button"]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => !one.matches('input[type=hidden], .only-heard, .skip'))
    .filter((one) => {
      const isInText = one.matches('a') && getComputedStyle(one).display === 'inline' && [...(one.parentElement?.childNodes ?? [])].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
      // A small box in a label that is pressed with it counts as large as the label.
      const { width, height } = (one.closest('label') ?? one).getBoundingClientRect()
      return !isInText && width > 1 && (width < ${MIN_TARGET_PX} || height < ${MIN_TARGET_PX})
    })
    .map((one) => { const { width, height } = one.getBoundingClientRect(); return one.outerHTML.slice(0, 100) + ' ' + Math.round(width) + 'x' + Math.round(height) })`) as Promise<
    string[]
  >
}

/** Goes through the page by Tab and tells where the focus cannot be seen: outside the window, or with something else lying over it. */
export async function hiddenFocus(page: Page, most = 60): Promise<string[]> {
  const found: string[] = []
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const seen = (await page.evaluate(`(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      if (!at || at === document.body) return 'end'
      const { left, right, top, bottom } = at.getBoundingClientRect()
      const name = at.outerHTML.slice(0, 110)
      const [x1, x2, y1, y2] = [Math.max(left, 0), Math.min(right, innerWidth), Math.max(top, 0), Math.min(bottom, innerHeight)]
      if (right - left < 2 || bottom - top < 2) return ''
      if (x1 >= x2 || y1 >= y2) return 'outside: ' + name
      const root = at.getRootNode()
      for (const x of [x1 + 1, (x1 + x2) / 2, x2 - 1])
        for (const y of [y1 + 1, (y1 + y2) / 2, y2 - 1]) {
          const there = root.elementFromPoint(x, y)
          if (there && (at.contains(there) || there.contains(at))) return ''
        }
      return 'covered: ' + name
    })()`)) as string
    if (seen === 'end') return found
    if (seen !== '') found.push(seen)
  }
  return found
}

/** What still moves although the visitor asked for less motion. */
export function moving(page: Page): Promise<string[]> {
  return page.evaluate(`document.getAnimations()
    .filter((one) => one.playState === 'running' && Number(one.effect?.getComputedTiming().duration) > 10)
    .map((one) => (one.animationName ?? one.transitionProperty ?? 'script') + ' ' + (one.effect?.target?.className ?? ''))`) as Promise<
    string[]
  >
}

/** Buttons that would be words without an edge in forced colours, where backgrounds are taken away. */
export function edgeless(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), select')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => {
      const { borderTopWidth, borderTopStyle, outlineStyle, textDecorationLine } = getComputedStyle(one)
      return (borderTopWidth === '0px' || borderTopStyle === 'none') && outlineStyle === 'none' && textDecorationLine === 'none'
    })
    .map((one) => one.outerHTML.slice(0, 110))`) as Promise<string[]>
}
