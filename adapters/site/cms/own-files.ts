/** Which files below the content folder the CMS may name, and what stands in them. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { cmsPartOf } from './form-text.ts'

/** `articles/e-rechnung.md`, also in a folder below; `switches.md`. */
export function isOurs(name: string): boolean {
  return name === 'switches.md' || (cmsPartOf(name) !== undefined && /^[a-z-]+(\/[a-z0-9-]+){1,4}\.md$/.test(name))
}

/** A link in the folder that leads somewhere else is not followed. */
export function leadsOut(folder: string, name: string): boolean {
  let place = join(folder, name)
  while (!existsSync(place)) place = dirname(place)
  return !`${realpathSync(place)}${sep}`.startsWith(realpathSync(folder) + sep)
}

/** Undefined where there is no such file. */
export function ownText(place: string): string | undefined {
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined
}
