/** How a service looks: its two colours as a style sheet that chat and pages lay over their own, and its picture. */
import type { Area } from '../bot/knowledge/area.ts'
import { BLACK, type Hex, mixed, readableOn, WHITE } from '../bot/knowledge/colours.ts'
import { derivedFrom } from '../bot/knowledge/derived.ts'
import type { Logo } from '../bot/knowledge/knowledge.ts'
import { shadeRules, type Theme, themeOf } from './themes.ts'

/** Where no `area.md` names any. */
const OWN_COLOURS = { brand: '#0b5563', sign: '#ffcf3f' }
/** What links stand on in dark pages, and a contrast that does not tire there. */
const DARK_GROUND = '#1b272b'
const COMFORTABLE_CONTRAST = 7

export const coloursOf = (area: Pick<Area, 'colours' | 'theme'>): Record<'brand' | 'sign', Hex> =>
  area.colours ?? themeOf(area)?.colours ?? OWN_COLOURS

/** Custom properties that the style sheets use. Links keep the colour where it can be read and get a lighter one on a dark ground. */
export const brandSheet = derivedFrom((area: Pick<Area, 'colours' | 'theme'>): string => {
  const { brand, sign } = coloursOf(area)
  const theme = themeOf(area)
  const light = readableOn(brand, theme?.dark.card ?? DARK_GROUND, COMFORTABLE_CONTRAST, WHITE)
  return `:root{--brand:${brand};--brand-dark:${mixed(brand, BLACK, 0.27)};--sign:${sign};--link:${brand}${theme ? `;${shapeRules(theme)};${shadeRules(theme.light)}` : ''}}
@media (prefers-color-scheme:dark){:root{--link:${light}${theme ? `;${shadeRules(theme.dark)}` : ''}}}
${theme ? PAPER : ''}`
})

const shapeRules = ({ font, radius, radiusLarge }: Theme): string => `--font:${font};--radius:${radius};--radius-large:${radiusLarge}`
/** A look must not put ink on paper that the style sheets keep off it. */
const PAPER = `@media print{:root{--text:#000;--subtle:#333;--link:#000;--soft:#fff;--warn-ground:#fff;--warn-text:#000;--mark:#fff}}
`

/** The name a browser knows the area's picture by, whatever its file is called. */
export function logoFile({ name }: Logo): string {
  return name.endsWith('.svg') ? 'logo.svg' : 'logo.png'
}
