/** Each look can be read, light and dark, and reaches pages and chat. */
import { describe, expect, it } from 'vitest'
import { brandSheet, coloursOf } from '../../adapters/brand.ts'
import { type Shades, THEMES } from '../../adapters/themes.ts'
import { emptyArea } from '../../bot/knowledge/area.ts'
import { contrast, type Hex, MIN_GRAPHIC_CONTRAST, MIN_TEXT_CONTRAST, WHITE } from '../../bot/knowledge/colours.ts'

const COLOURS = { brand: '#7a0019', sign: '#ffcf3f' }
const value = (sheet: string, name: string, part: 'light' | 'dark') => {
  const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme:dark)')
  return new RegExp(`--${name}:([^;}]+)`).exec(part === 'light' ? light : dark)?.[1]
}

/** Letters on what they stand on. */
const TEXTS: [keyof Shades, keyof Shades][] = [
  ...(['ground', 'soft', 'card', 'mark', 'hover'] as const).map((on): [keyof Shades, keyof Shades] => ['text', on]),
  ...(['ground', 'soft', 'card'] as const).map((on): [keyof Shades, keyof Shades] => ['subtle', on]),
  ['warnText', 'warnGround'],
  ['openText', 'openGround'],
  ['overText', 'overGround'],
]

describe.each(Object.entries(THEMES))('the look %s', (name, theme) => {
  it('can be read: letters 4.5, edges of fields 3, white on its main colour, its second colour on that', () => {
    for (const shades of [theme.light, theme.dark]) {
      for (const [text, on] of TEXTS)
        expect(contrast(shades[text], shades[on]), `${text} on ${on}`).toBeGreaterThanOrEqual(MIN_TEXT_CONTRAST)
      expect(contrast(shades.field, shades.ground)).toBeGreaterThanOrEqual(MIN_GRAPHIC_CONTRAST)
    }
    expect(contrast(theme.colours.brand, WHITE)).toBeGreaterThanOrEqual(MIN_TEXT_CONTRAST)
    expect(contrast(theme.colours.sign, theme.colours.brand)).toBeGreaterThanOrEqual(MIN_GRAPHIC_CONTRAST)
  })

  it('keeps links readable on its grounds, also with a house’s own colour', () => {
    for (const area of [
      { ...emptyArea(), theme: name as 'kern' },
      { ...emptyArea(), theme: name as 'kern', colours: COLOURS },
    ]) {
      const sheet = brandSheet(area)
      for (const part of ['light', 'dark'] as const)
        for (const ground of [theme[part].ground, theme[part].soft, theme[part].card])
          expect(contrast(value(sheet, 'link', part) as Hex, ground)).toBeGreaterThanOrEqual(MIN_TEXT_CONTRAST)
    }
  })
})

describe('the setting', () => {
  it('brings grounds, corners and letters; the colours of the house lie over it', () => {
    const kern = brandSheet({ ...emptyArea(), theme: 'kern' })
    expect(kern).toContain('--brand:#1a3ca3')
    expect(value(kern, 'radius', 'light')).toBe('4px')
    expect(value(kern, 'ground', 'dark')).toBe('#000000')
    expect(coloursOf({ theme: 'kern', colours: COLOURS }).brand).toBe('#7a0019')
    expect(value(brandSheet({ ...emptyArea(), theme: 'kern', colours: COLOURS }), 'radius', 'light')).toBe('4px')
  })

  it('left alone changes nothing but the two colours', () => {
    expect(brandSheet(emptyArea())).not.toContain('--ground')
  })
})
