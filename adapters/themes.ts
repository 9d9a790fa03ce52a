/**
 * Looks that a chamber can choose in `area.md`: colours of grounds, letters and lines, light and dark, and how round corners are. The two
 * colours of a house (`colours`) lie over every look.
 */
import type { Area } from '../bot/knowledge/area.ts'
import type { Hex } from '../bot/knowledge/colours.ts'

/** What one of light and dark needs: letters and what they stand on. */
export interface Shades {
  ground: Hex
  /** A field on the ground, to set something apart. */
  soft: Hex
  card: Hex
  text: Hex
  subtle: Hex
  line: Hex
  /** The edge of what can be filled in. */
  field: Hex
  warnGround: Hex
  warnLine: Hex
  warnText: Hex
  openGround: Hex
  openText: Hex
  overGround: Hex
  overText: Hex
  /** Behind a word that was asked for. */
  mark: Hex
  hover: Hex
}

export interface Theme {
  /** Where no house has its own. */
  colours: Record<'brand' | 'sign', Hex>
  light: Shades
  dark: Shades
  font: string
  radius: string
  radiusLarge: string
}

/** The style sheets' own look needs no theme. */
export type ThemeName = Exclude<Area['theme'], 'wegweiser'>

/**
 * After KERN, the design system of the German administration: its palette and corners in our own style sheets. Its letters are used where a
 * device has them, and nothing is loaded for them. Values after @kern-ux/native 2.7 (EUPL-1.2), from OKLCH.
 */
const KERN: Theme = {
  colours: { brand: '#1a3ca3', sign: '#ffba42' },
  light: {
    ground: '#ffffff',
    soft: '#f6f6f8',
    card: '#ffffff',
    text: '#171a2b',
    subtle: '#404464',
    line: '#a6abc4',
    field: '#171a2b',
    warnGround: '#fff0d1',
    warnLine: '#d17d00',
    warnText: '#6b3b00',
    openGround: '#dff6ee',
    openText: '#00523c',
    overGround: '#e0e2eb',
    overText: '#343855',
    mark: '#ffdf9e',
    hover: '#f0f1f5',
  },
  dark: {
    ground: '#000000',
    soft: '#0f111f',
    card: '#0f111f',
    text: '#f0f1f5',
    subtle: '#a6abc4',
    line: '#404464',
    field: '#f0f1f5',
    warnGround: '#2e1600',
    warnLine: '#d17d00',
    warnText: '#ffdf9e',
    openGround: '#001f15',
    openText: '#73d9b8',
    overGround: '#2a2d47',
    overText: '#c2c6d6',
    mark: '#5c3200',
    hover: '#21243a',
  },
  font: '"Fira Sans", "Noto Sans", "Segoe UI", Roboto, Arial, Helvetica, sans-serif',
  radius: '4px',
  radiusLarge: '8px',
}

export const THEMES: Record<ThemeName, Theme> = { kern: KERN }

/** The look an area has chosen; undefined for that of the style sheets. */
export function themeOf({ theme }: Pick<Area, 'theme'>): Theme | undefined {
  return theme === 'wegweiser' ? undefined : THEMES[theme]
}

/** Custom properties of the pages' style sheet and of the chat's. */
export function shadeRules(shades: Shades): string {
  const { ground, soft, card, text, subtle, line, field, warnGround, warnLine, warnText } = shades
  const { openGround, openText, overGround, overText, mark, hover } = shades
  return `--ground:${ground};--soft:${soft};--card:${card};--text:${text};--subtle:${subtle};--line:${line};--field:${field};--warn-ground:${warnGround};--warn-line:${warnLine};--warn-text:${warnText};--open-ground:${openGround};--open-text:${openText};--over-ground:${overGround};--over-text:${overText};--mark:${mark};--page:${soft};--surface:${card};--hover:${hover}`
}
