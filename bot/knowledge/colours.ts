/**
 * Colours that can be read. A network chooses its own, but only such that white letters stand out on them; everything that depends on
 * them is mixed with black or white until it can be read, too.
 *
 * Source: WCAG 2.2, 1.4.3 (text, level AA) and 1.4.11 (graphics).
 */
import { formatHex, interpolate, modeLrgb, modeRgb, useMode, wcagContrast } from 'culori/fn'

/** A colour as `#rrggbb`. */
export type Hex = string

export const MIN_TEXT_CONTRAST = 4.5
export const MIN_GRAPHIC_CONTRAST = 3
export const WHITE: Hex = '#ffffff'
export const BLACK: Hex = '#000000'
/** Shares of black or white that are tried, from none to all. */
const MIX_STEPS = 20

useMode(modeRgb)
useMode(modeLrgb)

/** How far two colours stand apart, 1 (the same) to 21 (black and white). */
export function contrast(one: Hex, other: Hex): number {
  return wcagContrast(one, other)
}

/** The colour with a share (0 to 1) of another in it. */
export function mixed(colour: Hex, other: Hex, share: number): Hex {
  return formatHex(interpolate([colour, other])(share)) as Hex
}

/** The colour with as little black or white in it as it takes to reach a contrast on a ground; that black or white itself where nothing less does. */
export function readableOn(colour: Hex, ground: Hex, ratio: number, towards: Hex): Hex {
  for (let step = 0; step < MIX_STEPS; step++) {
    const tried = mixed(colour, towards, step / MIX_STEPS)
    if (contrast(tried, ground) >= ratio) return tried
  }
  return towards
}
