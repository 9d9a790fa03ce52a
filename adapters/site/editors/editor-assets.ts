/** The files that the editors' pages load: the site's own style, and what they add to it. */
import { readFileSync } from 'node:fs'
import { type Made, made } from '../../respond.ts'
import { readSiteAssets } from '../frame/assets.ts'
import type { Site } from '../frame/view.ts'
import type { EditorAssets } from './editor-frame.ts'

const PATH = '/redaktion/redaktion.css'

/** Reads them once. Throws when one is missing. */
export function readEditorAssets(): EditorAssets & { site: Site['assets']; files: ReadonlyMap<string, Made> } {
  const { paths } = readSiteAssets()
  const style = made(200, 'text/css; charset=utf-8', readFileSync(new URL('./assets/redaktion.css', import.meta.url)))
  return {
    styles: [paths.style, `${PATH}?v=${style.etag.slice(3, -1)}`],
    icon: paths.icon,
    site: paths,
    files: new Map([[PATH, style]]),
  }
}
