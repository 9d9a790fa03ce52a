/**
 * The content folder of this server as a backend of the CMS: the actions that Decap's own local server knows, of which entries need these.
 * Nothing outside of the folders of entries and of `switches.md` can be named.
 */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { z } from 'zod'
import type { Kind } from '../../../bot/knowledge/schema.ts'
import { CMS_KINDS } from './config.ts'
import { forForm, fromForm, splitHead } from './head.ts'

const path = z.string().max(200)
const actions = z.discriminatedUnion('action', [
  z.object({ action: z.literal('info') }),
  z.object({ action: z.literal('entriesByFolder'), params: z.object({ folder: path }) }),
  z.object({ action: z.literal('entriesByFiles'), params: z.object({ files: z.array(z.object({ path, label: z.string().optional() })) }) }),
  z.object({ action: z.literal('getEntry'), params: z.object({ path }) }),
  z.object({
    action: z.literal('persistEntry'),
    params: z.object({
      dataFiles: z.array(z.object({ path, newPath: path.optional(), raw: z.string() })).min(1),
      assets: z.array(z.unknown()).max(0),
    }),
  }),
  z.object({ action: z.literal('deleteFiles'), params: z.object({ paths: z.array(path).min(1).max(20) }) }),
  z.object({ action: z.literal('deleteFile'), params: z.object({ path }) }),
  z.object({ action: z.literal('getMedia') }),
  z.object({ action: z.literal('getDeployPreview') }),
])

export type FolderAnswer =
  | { ok: true; json: unknown; changed: readonly string[] }
  | { ok: false; status: 403; path: string }
  | { ok: false; status: 422 }

/** `body`: what the CMS posted. Throws when the disk does. */
export async function folderAction(folder: string, body: unknown): Promise<FolderAnswer> {
  const asked = actions.safeParse(body)
  if (!asked.success) return { ok: false, status: 422 }
  const done = (json: unknown, changed: readonly string[] = []): FolderAnswer => ({ ok: true, json, changed })
  const request = asked.data
  const named = pathsIn(request)
  const refused = named.find((name) => !isOurs(name) || leadsOut(folder, name))
  if (refused !== undefined) return { ok: false, status: 403, path: refused }
  switch (request.action) {
    case 'entriesByFolder':
      return done(entriesIn(folder, request.params.folder))
    case 'entriesByFiles':
      return done(request.params.files.map(({ path: name, label }) => fileFor(folder, name, label)))
    case 'getEntry':
      return done(fileFor(folder, request.params.path))
    case 'persistEntry':
      for (const file of request.params.dataFiles) await persist(folder, file)
      return done({ message: 'entry persisted' }, named)
    case 'deleteFiles':
    case 'deleteFile':
      for (const name of named) await rm(join(folder, name), { force: true })
      return done({ message: 'deleted' }, named)
    case 'getMedia':
      return done([])
    case 'info':
      return done({ repo: 'wegweiser', publish_modes: ['simple'], type: 'local_fs' })
    default:
      return done(null)
  }
}

function pathsIn(request: z.output<typeof actions>): string[] {
  switch (request.action) {
    case 'entriesByFiles':
      return request.params.files.map((file) => file.path)
    case 'persistEntry':
      return request.params.dataFiles.flatMap(({ path: from, newPath }) => (newPath === undefined ? [from] : [from, newPath]))
    case 'deleteFiles':
      return request.params.paths
    case 'getEntry':
    case 'deleteFile':
      return [request.params.path]
    default:
      return []
  }
}

/** `articles/e-rechnung.md`, also in a folder below; `switches.md`. */
function isOurs(name: string): boolean {
  return name === 'switches.md' || (kindOf(name) !== undefined && /^[a-z]+(\/[a-z0-9-]+){1,4}\.md$/.test(name))
}

function kindOf(name: string): Kind | undefined {
  return CMS_KINDS.find((kind) => name.startsWith(`${kind}/`))
}

/** A link in the folder that leads somewhere else is not followed. */
function leadsOut(folder: string, name: string): boolean {
  let place = join(folder, name)
  while (!existsSync(place)) place = dirname(place)
  return !`${realpathSync(place)}${sep}`.startsWith(realpathSync(folder) + sep)
}

interface CmsFile {
  data: string | null
  file: { path: string; label?: string; id: string | null }
}

/** Whole entries: one that only changes fields of a folder below has no title, and stays with those who edit files. */
function entriesIn(folder: string, kind: string): CmsFile[] {
  if (!CMS_KINDS.some((known) => known === kind) || !existsSync(join(folder, kind))) return []
  return readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
    .map((name) => `${kind}/${name.split(sep).join('/')}`)
    .filter((name) => isOurs(name) && !lstatSync(join(folder, name)).isDirectory() && !leadsOut(folder, name))
    .sort()
    .map((name) => fileFor(folder, name))
    .filter(({ data }) => data !== null && /^title:/m.test(splitHead(data)?.head ?? ''))
}

function fileFor(folder: string, name: string, label?: string): CmsFile {
  const text = textOf(join(folder, name))
  const kind = kindOf(name)
  return {
    data: text === undefined ? null : kind ? forForm(kind, text) : text,
    file: { path: name, ...(label !== undefined && { label }), id: text === undefined ? null : digest(text) },
  }
}

function textOf(place: string): string | undefined {
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Beside it, then renamed: whoever watches the folder sees the old text or the new one. */
async function persist(
  folder: string,
  { path: name, newPath, raw }: { path: string; newPath?: string | undefined; raw: string },
): Promise<void> {
  const target = newPath ?? name
  const kind = kindOf(target)
  const text = kind ? fromForm(kind, raw, textOf(join(folder, name))) : `${raw.trim()}\n`
  const place = join(folder, target)
  const beside = join(dirname(place), `.${digest(target).slice(0, 12)}.${process.pid}`)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(beside, text)
  await rename(beside, place)
  if (target !== name) await rm(join(folder, name), { force: true })
}
