/** What another has written into the file of a form that is still open: the lines in which both differ, and the way to decide. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeDay } from '../../../bot/knowledge/day.ts'
import { momentAt } from '../../../bot/moment.ts'
import type { EditorsText } from '../../words/editors-text.ts'
import { type Html, html } from '../frame/html.ts'
import { newerThan, writtenAt } from './conflict.ts'
import { type CmsPart, toFile } from './form-text.ts'
import { isOurs } from './own-files.ts'
import { isVersionOf, versionOf } from './version.ts'

export interface Typed {
  kind: CmsPart
  slug: string
  /** The file as the form would send it. */
  text: string
  /** The file below the folder that is written to, and the version that this form may replace; empty for a new entry. */
  path: string
  version: string
}

/** False where the file is still the one that the form was opened with, or no file yet. */
export function newerSection({ kind, path, version, text: sent }: Typed, folder: string, text: EditorsText): Html | false {
  if (!isOurs(path) || !isVersionOf(path, version)) return false
  if (!existsSync(join(folder, path)))
    return html`<section class="result"><h2>${text('cms.newer')}</h2><p role="status">${text('cms.newer.gone')}</p>
${keep('', text)}</section>`
  const theirs = newerThan(folder, path, version)
  if (theirs === undefined) return false
  const mine = toFile(kind, sent, theirs)
  const [missing, own] = [linesOnlyIn(theirs, mine), linesOnlyIn(mine, theirs)]
  return html`<section class="result"><h2>${text('cms.newer')}</h2>
<p role="status">${text('cms.newer.text', writtenWords(writtenAt(folder, path)))}</p>
${missing.length > 0 && html`<h3>${text('cms.newer.theirs')}</h3><pre class="mail">${missing.join('\n')}</pre>`}
${own.length > 0 && html`<h3>${text('cms.newer.mine')}</h3><pre class="mail">${own.join('\n')}</pre>`}
${missing.length + own.length === 0 && html`<p>${text('cms.newer.same')}</p>`}
${keep(versionOf(path, theirs), text)}</section>`
}

/** Pressed, the form may replace this version, which its editor has now read. */
function keep(version: string, text: EditorsText): Html {
  return html`<p><button type="button" class="button" data-version="${version}">${text('cms.newer.keep')}</button></p>`
}

/** In their order; a line that stands twice in one and once in the other is told once. */
function linesOnlyIn(text: string, other: string): string[] {
  const left = new Map<string, number>()
  for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1)
  return text.split('\n').filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0 && line.trim() !== ''
  })
}

/** Day and time of a file, on the area's clocks. */
export function writtenWords(at: Date): { day: string; time: string } {
  const { today, clock } = momentAt(at)
  return { day: writeDay(today), time: clock }
}
