/**
 * The content folder of this server as a backend of the CMS: the actions that Decap's own local server knows, of which entries need these.
 * Nothing outside of the folders of entries and of `switches.md` can be named.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { z } from 'zod'
import { type Conflict, conflictAt, conflictOf, newerThan } from './conflict.ts'
import { CMS_PARTS, cmsPartOf, FOLLOW_UPS, toFile, toForm } from './form-text.ts'
import { splitHead } from './head.ts'
import { isOurs, leadsOut, ownText } from './own-files.ts'
import { takeVersion, versionOf, withVersion } from './version.ts'

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
  z.object({
    action: z.literal('deleteFiles'),
    // `versions`: those that whoever deletes has seen, by path; Decap itself sends none.
    params: z.object({ paths: z.array(path).min(1).max(20), versions: z.record(path, z.string().max(40)).optional() }),
  }),
  z.object({ action: z.literal('deleteFile'), params: z.object({ path }) }),
  z.object({ action: z.literal('getMedia') }),
  z.object({ action: z.literal('getDeployPreview') }),
])

export type FolderAnswer =
  | { ok: true; json: unknown; changed: readonly string[] }
  | { ok: false; status: 403; path: string }
  | { ok: false; status: 409; conflict: Conflict }
  | { ok: false; status: 422 }

let writing: Promise<unknown> = Promise.resolve()

/** `body`: what the CMS posted. One after the other, so that between looking and writing nobody else writes. Throws when the disk does. */
export function folderAction(folder: string, body: unknown): Promise<FolderAnswer> {
  const done = writing.then(() => act(folder, body))
  writing = done.catch(() => undefined)
  return done
}

async function act(folder: string, body: unknown): Promise<FolderAnswer> {
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
    case 'persistEntry': {
      const files = request.params.dataFiles.map(({ path: name, newPath, raw }) => ({
        name,
        target: newPath ?? name,
        ...takeVersion(raw),
      }))
      const conflict = files.map((file) => conflictOf(folder, file)).find((found) => found !== undefined)
      if (conflict) return { ok: false, status: 409, conflict }
      const versions: [string, string][] = []
      for (const file of files) versions.push([file.target, versionOf(file.target, await persist(folder, file))])
      return done({ message: 'entry persisted', versions: Object.fromEntries(versions) }, named)
    }
    case 'deleteFiles':
    case 'deleteFile': {
      const seen = new Map(Object.entries('versions' in request.params ? (request.params.versions ?? {}) : {}))
      const newer = named.find((name) => seen.has(name) && newerThan(folder, name, seen.get(name)) !== undefined)
      if (newer !== undefined) return { ok: false, status: 409, conflict: conflictAt(folder, newer, 'changed') }
      for (const name of named) await rm(join(folder, name), { force: true })
      return done({ message: 'deleted' }, named)
    }
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

interface CmsFile {
  data: string | null
  file: { path: string; label?: string; id: string | null }
}

/** Whole entries: one that only changes fields of a folder below has no title, and stays with those who edit files. */
function entriesIn(folder: string, part: string): CmsFile[] {
  if (!CMS_PARTS.some((known) => known === part) || !existsSync(join(folder, part))) return []
  return readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .map((name) => `${part}/${name.split(sep).join('/')}`)
    .filter((name) => isOurs(name) && !lstatSync(join(folder, name)).isDirectory() && !leadsOut(folder, name))
    .sort()
    .map((name) => fileFor(folder, name))
    .filter(({ data }) => part === FOLLOW_UPS || (data !== null && /^title:/m.test(splitHead(data)?.head ?? '')))
}

function fileFor(folder: string, name: string, label?: string): CmsFile {
  const text = ownText(join(folder, name))
  const part = cmsPartOf(name)
  const version = text === undefined ? null : versionOf(name, text)
  return {
    data: version === null ? null : withVersion(part ? toForm(part, text!) : text!, version),
    file: { path: name, ...(label !== undefined && { label }), id: version },
  }
}

/** Beside it, then renamed: whoever watches the folder sees the old text or the new one. Resolves to the text that was written. */
async function persist(folder: string, { name, target, text: sent }: { name: string; target: string; text: string }): Promise<string> {
  const part = cmsPartOf(target)
  const text = part ? toFile(part, sent, ownText(join(folder, name))) : `${sent.trim()}\n`
  const place = join(folder, target)
  const beside = join(dirname(place), `.${randomUUID()}`)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(beside, text)
  await rename(beside, place)
  if (target !== name) await rm(join(folder, name), { force: true })
  return text
}
