// @ts-check
/**
 * Colours that can be read. A site may choose the chat's colour, but only one that white letters stand out on; everything else that
 * depends on it (links on a dark ground) is made lighter until it can be read, too.
 *
 * Source: WCAG 2.2, "relative luminance" and "contrast ratio"; 4.5 is what level AA asks of ordinary text.
 */

export const ENOUGH = 4.5

/** @param {string} hex `#RRGGBB` @returns {number[]} three channels, 0 to 255 */
const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** @param {string} hex @returns {number} 0 (black) to 1 (white) */
function luminance(hex) {
  const [red, green, blue] = channels(hex).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** @param {string} one @param {string} other both `#RRGGBB` @returns {number} 1 to 21 */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/**
 * The colour a site asked for as `#rrggbb`, or undefined when it is no hex colour or white text on it could not be read.
 * @param {string | null | undefined} wish `#0b5563`, `0B5563` or `#05c`
 * @returns {string | undefined}
 */
export function brandColour(wish) {
  const found = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(wish ?? '')
  if (!found) return undefined
  const digits = found[1].length === 3 ? [...found[1]].map((digit) => digit + digit).join('') : found[1]
  const hex = `#${digits.toLowerCase()}`
  return contrast(hex, '#ffffff') >= ENOUGH ? hex : undefined
}

/**
 * The same hue, mixed with white until it can be read on a dark ground.
 * @param {string} hex @param {string} ground both `#RRGGBB` @param {number} [ratio] contrast to reach @returns {string}
 */
export function readableOn(hex, ground, ratio = ENOUGH) {
  for (let white = 0; white < 1; white += 0.05) {
    const mixed = `#${channels(hex)
      .map((value) =>
        Math.round(value + (255 - value) * white)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
    if (contrast(mixed, ground) >= ratio) return mixed
  }
  return '#ffffff'
}
