/** How a service looks: its two colours as a style sheet that chat and pages lay over their own, and its picture. */
import type { Area } from '../bot/knowledge/area.ts'
import { BLACK, type Hex, mixed, readableOn, WHITE } from '../bot/knowledge/colours.ts'
import { derivedFrom } from '../bot/knowledge/derived.ts'
import type { Logo } from '../bot/knowledge/knowledge.ts'

/** Where no `area.md` names any. */
const OWN_COLOURS = { brand: '#0b5563', sign: '#ffcf3f' }
/** What links stand on in dark pages, and a contrast that does not tire there. */
const DARK_GROUND = '#1b272b'
const COMFORTABLE_CONTRAST = 7

export const coloursOf = (area: Pick<Area, 'colours'>): Record<'brand' | 'sign', Hex> => area.colours ?? OWN_COLOURS

/** Custom properties that the style sheets use. Links keep the colour where it can be read and get a lighter one on a dark ground. */
export const brandSheet = derivedFrom((area: Pick<Area, 'colours'>): string => {
  const { brand, sign } = coloursOf(area)
  const light = readableOn(brand, DARK_GROUND, COMFORTABLE_CONTRAST, WHITE)
  return `:root{--brand:${brand};--brand-dark:${mixed(brand, BLACK, 0.27)};--sign:${sign};--link:${brand}}
@media (prefers-color-scheme:dark){:root{--link:${light}}}
`
})

/** The name a browser knows the area's picture by, whatever its file is called. */
export function logoFile({ name }: Logo): string {
  return name.endsWith('.svg') ? 'logo.svg' : 'logo.png'
}
