/** The files that pages load from us, under names that change with their content, so that browsers may keep them for good. */
import { readFileSync } from 'node:fs'
import { type Made, made } from '../../respond.ts'
import type { Site } from './view.ts'

const TYPES = {
  'site.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'search.js': 'text/javascript; charset=utf-8',
  'plan.js': 'text/javascript; charset=utf-8',
  'out.svg': 'image/svg+xml',
}
type Name = keyof typeof TYPES

/** Reads them once. Throws when one is missing: without it no page looks right. */
export function readSiteAssets(): { answers: ReadonlyMap<string, Made>; paths: Site['assets'] } {
  const answers = new Map<string, Made>()
  const read = (name: Name): string => {
    const answer = made(200, TYPES[name], readFileSync(new URL(`./assets/${name}`, import.meta.url)))
    answers.set(name, answer)
    return `/site/${name}?v=${answer.etag.slice(3, -1)}`
  }
  // The style sheet names this one itself, without a version.
  read('out.svg')
  return { answers, paths: { style: read('site.css'), icon: read('icon.svg'), script: read('search.js'), plan: read('plan.js') } }
}
