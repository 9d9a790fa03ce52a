/** The whole configuration of the CMS, made anew for everybody who opens it: its lists are those of the knowledge as it is now. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { KINDS, type Kind } from '../../../bot/knowledge/schema.ts'
import { editorsText } from '../../words/editors-text.ts'
import { siteText } from '../../words/site-words.ts'
import { type CmsField, cmsFields, entryOptions } from './fields.ts'
import { VERSION_FIELD } from './version.ts'

/** Where the CMS writes: the folder of this server, or a repository as Decap CMS describes it. */
export type CmsBackend = { name: string; [option: string]: string | boolean }

export interface CmsTarget {
  backend: CmsBackend
  /** Folder of the content in a repository, without slashes at its ends; empty for its root. */
  folder: string
}

export const CMS_KINDS = KINDS

export const FOLDER_PATH = '/redaktion/cms/ordner'
/** The server itself, by the protocol that Decap's own local server speaks; `assets/folder-backend.js` adds who may overwrite what. */
export const FOLDER_BACKEND: CmsTarget = { backend: { name: 'ordner', proxy_url: FOLDER_PATH }, folder: '' }
/** Which version of its file a form was opened with. */
const VERSION: CmsField = { name: VERSION_FIELD, label: VERSION_FIELD, widget: 'hidden', required: false }

export interface CmsConfig {
  backend: CmsBackend
  collections: readonly object[]
  [more: string]: unknown
}

export function cmsConfig(knowledge: Knowledge, target: CmsTarget, publicUrl: string): CmsConfig {
  // A repository has versions of its own.
  const isFolder = target.backend.name === FOLDER_BACKEND.backend.name
  const hidden = isFolder ? [VERSION] : []
  const inFolder = (path: string) => (target.folder === '' ? path : `${target.folder}/${path}`)
  return {
    backend: target.backend,
    locale: 'de',
    site_url: publicUrl,
    display_url: publicUrl,
    load_config_file: false,
    // Entries hold text alone; the CMS wants a name.
    media_folder: inFolder('media'),
    slug: { encoding: 'ascii', clean_accents: true, sanitize_replacement: '-' },
    collections: [
      ...CMS_KINDS.map((kind) => ({
        ...collection(kind, knowledge, inFolder(kind), hidden),
        ...(kind === 'guides' && dialogNames(knowledge)),
      })),
      // In a repository nobody would make the heading of a file from its entry.
      ...(isFolder ? [followUps(knowledge, hidden)] : []),
      switches(knowledge, inFolder('switches.md'), hidden),
    ],
  }
}

function collection(kind: Kind, knowledge: Knowledge, folder: string, hidden: readonly CmsField[]): object {
  return {
    name: kind,
    label: siteText(knowledge, 'de', `part.${kind}`),
    label_singular: siteText(knowledge, 'de', `kind.${kind}`),
    folder,
    create: true,
    delete: true,
    extension: 'md',
    format: 'yaml-frontmatter',
    identifier_field: 'title',
    slug: '{{title}}',
    summary: '{{title}}',
    editor: { preview: true },
    fields: [...cmsFields(kind, knowledge), ...hidden],
  }
}

/** As editors call them; to visitors they are the ways through. */
function dialogNames(knowledge: Knowledge): { label: string; label_singular: string } {
  const text = editorsText(knowledge)
  return { label: text('guides.title'), label_singular: text('cms.guides.one') }
}

/** Lists of how people go on asking, one file an entry. */
function followUps(knowledge: Knowledge, hidden: readonly CmsField[]): object {
  const text = editorsText(knowledge)
  const fields: CmsField[] = [
    {
      name: 'entry',
      label: text('cms.follow-ups.entry'),
      widget: 'select',
      required: false,
      options: entryOptions(knowledge),
      hint: text('cms.follow-ups.entry.hint'),
    },
    { name: 'body', label: text('cms.follow-ups.lists'), widget: 'text', required: true, hint: text('cms.follow-ups.hint') },
  ]
  return {
    name: 'follow-ups',
    label: text('cms.follow-ups'),
    label_singular: text('cms.follow-ups.one'),
    folder: 'follow-ups',
    create: true,
    delete: true,
    extension: 'md',
    format: 'yaml-frontmatter',
    identifier_field: 'entry',
    slug: '{{fields.entry}}',
    summary: '{{filename}}',
    editor: { preview: true },
    fields: [...fields, ...hidden],
  }
}

/** Notices, closed doors, withdrawn entries: one file of tables, as it is. */
function switches(knowledge: Knowledge, file: string, hidden: readonly CmsField[]): object {
  const text = editorsText(knowledge)
  const body: CmsField = {
    name: 'body',
    label: text('cms.switches.tables'),
    widget: 'text',
    required: false,
    hint: text('cms.switches.hint'),
  }
  return {
    name: 'switches',
    label: text('cms.switches'),
    delete: false,
    editor: { preview: false },
    files: [{ name: 'switches', label: text('cms.switches.file'), file, format: 'frontmatter', fields: [body, ...hidden] }],
  }
}
