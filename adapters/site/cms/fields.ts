/** The schema of a kind of entry → the fields of a form, as the CMS describes them: labels, hints, lists to choose from. */
import type { z } from 'zod'
import { computed } from '../../../bot/guides/rules/computed.ts'
import { rules } from '../../../bot/guides/rules/rules.ts'
import { fieldLabel } from '../../../bot/knowledge/field-labels.ts'
import type { Knowledge, ListItem } from '../../../bot/knowledge/knowledge.ts'
import { KINDS, type Kind, schemas } from '../../../bot/knowledge/schema.ts'
import { definitionOf, descriptionOf } from '../../../bot/knowledge/schema-definition.ts'
import { editorsText } from '../../words/editors-text.ts'

export interface Option {
  label: string
  value: string
}

/** A field as Decap CMS reads it. */
export interface CmsField {
  name: string
  label: string
  widget: string
  hint?: string
  required: boolean
  options?: readonly Option[]
  multiple?: boolean
  fields?: readonly CmsField[]
  field?: CmsField
  [more: string]: unknown
}

/** What a field is, without the wrappers around it. */
interface Shape {
  type: 'text' | 'word' | 'day' | 'id' | 'moment' | 'choice' | 'number' | 'boolean' | 'list' | 'group' | 'conditions' | 'other'
  options: readonly string[]
  element?: z.ZodType
  fields?: Readonly<Record<string, z.ZodType>>
  /** Of entries that it may lead to. */
  kinds?: readonly Kind[]
  /** Nothing needs to stand there. */
  optional: boolean
  whole?: boolean
}

/** Fields whose words are those of a list in `vocabulary.md`. */
const LISTS: ReadonlyMap<string, 'topics' | 'audiences' | 'regions'> = new Map([
  ['topics', 'topics'],
  ['purposes', 'topics'],
  ['also', 'topics'],
  ['audience', 'audiences'],
  ['sectors', 'audiences'],
  ['excluded', 'audiences'],
  ['region', 'regions'],
  ['regions', 'regions'],
  ['districts', 'regions'],
])
/** What a folded line of a list is called by: the first of these fields that it has. */
const LINE_NAMES = ['short', 'label', 'title', 'name']
/** Fields that lead to entries of one kind, where their schema does not say so. */
const KIND_OF: ReadonlyMap<string, Kind> = new Map([['successor', 'funding']])
const LONG = new Set(['easy', 'note', 'tentative', 'role', 'text', 'why', 'retry'])

/** The fields in the order in which somebody writes: what is needed, the questions, the text, then all the rest. */
export function cmsFields(kind: Kind, knowledge: Knowledge): CmsField[] {
  const entries = Object.entries(schemas[kind].shape as Record<string, z.ZodType>)
  const all = entries.flatMap(([name, field]) => cmsField(kind === 'guides' ? [kind, name] : [name], field, knowledge, false) ?? [])
  const needed = all.filter(({ required }) => required)
  const early = all.filter(({ name, required }) => !required && name === 'questions')
  const rest = all.filter((field) => !needed.includes(field) && !early.includes(field))
  // What a dialog says stands in its questions and outcomes.
  return [...needed, ...early, { ...bodyField(knowledge), required: kind !== 'guides' }, ...rest]
}

function bodyField(knowledge: Knowledge): CmsField {
  const text = editorsText(knowledge)
  return {
    name: 'body',
    label: text('cms.body'),
    widget: 'markdown',
    required: true,
    hint: text('cms.body.hint'),
    buttons: ['bold', 'italic', 'link', 'heading-two', 'heading-three', 'quote', 'bulleted-list', 'numbered-list'],
    editor_components: [],
    modes: ['rich_text', 'raw'],
  }
}

/** `loose`: it lies in a group that may be left empty, so nothing in it can be demanded by the form. Undefined: no form can show it. */
function cmsField(path: readonly string[], field: z.ZodType, knowledge: Knowledge, loose: boolean): CmsField | undefined {
  const name = path.at(-1)!
  const shape = shapeOf(field)
  const hint = descriptionOf(field)
  const base = {
    name,
    label: fieldLabel(path) ?? name,
    ...(hint && { hint }),
    required: !shape.optional && !loose,
  }
  switch (shape.type) {
    case 'other':
      return undefined
    // Lines of text, by a part of our own: the CMS has none for fields whose names are free.
    case 'conditions':
      return { ...base, widget: 'bedingung', hint: editorsText(knowledge)('cms.when.hint') }
    case 'boolean': {
      const isOn = shape.optional ? field.safeParse(undefined).data === true : true
      // A switch that says nothing is shown as off: within lists one that is on by itself stays with those who edit files.
      if (isOn && shape.optional && path.length > 2) return undefined
      return { ...base, widget: 'boolean', required: false, ...(isOn && { default: true }) }
    }
    case 'number':
      return { ...base, widget: 'number', value_type: shape.whole ? 'int' : 'float' }
    case 'choice':
      return { ...base, widget: 'select', options: shape.options.map((value) => ({ label: value, value })) }
    case 'day':
      return { ...base, widget: 'datetime', format: 'YYYY-MM-DD', date_format: 'DD.MM.YYYY', time_format: false, default: '' }
    case 'moment':
      return { ...base, widget: 'string', pattern: [MOMENT, editorsText(knowledge)('cms.moment')] }
    case 'word':
    case 'id': {
      const options = optionsFor(name, shape, knowledge)
      return options ? { ...base, widget: 'select', options } : { ...base, widget: 'string' }
    }
    case 'group': {
      const isLoose = loose || shape.optional
      const fields = fieldsOf(path, shape, knowledge, isLoose)
      return { ...base, widget: 'object', collapsed: isLoose, fields }
    }
    case 'list':
      return listField(path, shape, base, knowledge, loose)
    default:
      return { ...base, widget: LONG.has(name) ? 'text' : 'string' }
  }
}
const MOMENT = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2})?$'

function listField(
  path: readonly string[],
  { element }: Shape,
  base: Pick<CmsField, 'name' | 'label' | 'required' | 'hint'>,
  knowledge: Knowledge,
  loose: boolean,
): CmsField | undefined {
  const name = path.at(-1)!
  const inner = shapeOf(element!)
  const options = inner.type === 'choice' ? inner.options.map((value) => ({ label: value, value })) : optionsFor(name, inner, knowledge)
  if (options) return { ...base, widget: 'select', multiple: true, options }
  const list = { ...base, widget: 'list', collapsed: false, label_singular: editorsText(knowledge)('cms.line') }
  if (inner.type === 'group') {
    const named = LINE_NAMES.find((field) => Object.hasOwn(inner.fields ?? {}, field))
    return { ...list, ...(named && { summary: `{{fields.${named}}}` }), fields: fieldsOf(path, inner, knowledge, loose) }
  }
  // Decap asks for it also where no line was added.
  const one = cmsField([...path, name], element!, knowledge, true)
  return one && { ...list, field: { ...one, label: base.label } }
}

function fieldsOf(path: readonly string[], { fields = {} }: Shape, knowledge: Knowledge, loose: boolean): CmsField[] {
  return Object.entries(fields).flatMap(([name, inner]) => cmsField([...path, name], inner, knowledge, loose) ?? [])
}

/** What can be chosen: words of a list, channels, or entries by their titles. */
function optionsFor(name: string, { type, kinds = KINDS }: Shape, { vocabulary, entries, routing }: Knowledge): Option[] | undefined {
  if (type === 'id') {
    const only = KIND_OF.get(name) ?? (kinds.length === 1 ? kinds[0] : undefined)
    return entryOptions({ entries }, only)
  }
  if (type !== 'word') return undefined
  const list = LISTS.get(name)
  if (list) return labelled(vocabulary[list])
  if (name === 'handOff') return labelled(routing.channels)
  const named = name === 'rule' ? rules : name === 'computed' ? computed : undefined
  return named && [...named.keys()].map((value) => ({ label: value, value }))
}

/** Entries by their titles, or those of one kind. */
export function entryOptions({ entries }: Pick<Knowledge, 'entries'>, only?: Kind): Option[] {
  return [...entries.values()]
    .filter(({ kind }) => only === undefined || kind === only)
    .map(({ id, title }) => ({ label: only ? title : `${title} (${id})`, value: id }))
    .sort((a, b) => a.label.localeCompare(b.label, 'de'))
}

function labelled(items: readonly Pick<ListItem, 'id' | 'label'>[]): Option[] | undefined {
  return items.length === 0 ? undefined : items.map(({ id, label }) => ({ label, value: id }))
}

/** Some fields take a day or a span of days, which no picker has. */
const A_SPAN = '2026-02-27 bis 2026-02-28'

/** What the schema takes tells what it is: zod does not say which pattern stands behind a text. */
function shapeOf(field: z.ZodType): Shape {
  const optional = field.safeParse(undefined).success
  const core = coreOf(field)
  const { type, entries, element, shape, format } = definitionOf(core)
  const as = (kind: Shape['type'], more: Partial<Shape> = {}): Shape => ({ type: kind, options: [], optional, ...more })
  if (type === 'enum') return as('choice', { options: Object.values(entries ?? {}) })
  if (type === 'array') return as('list', { element: element! })
  if (type === 'object') return as('group', { fields: shape! })
  if (type === 'record') return as('conditions')
  if (type === 'boolean') return as('boolean')
  if (type === 'number' || type === 'int') return as('number', { whole: format === 'safeint' })
  if (type !== 'string') return as('other')
  const takes = (value: string) => core.safeParse(value).success
  if (takes('some words') || takes(A_SPAN)) return as('text')
  if (takes('2026-02-28')) return as(takes('2026-02-28T10:00') ? 'moment' : takes('a-b') ? 'word' : takes('2026') ? 'text' : 'day')
  const kinds = KINDS.filter((kind) => takes(`${kind}/a`))
  if (kinds.length > 0) return as('id', { kinds })
  return as(takes('a-b') ? 'word' : 'text')
}

/** Inside optional, default, and "one or several". */
function coreOf(field: z.ZodType): z.ZodType {
  const { type, innerType, in: input, options } = definitionOf(field)
  const inner = innerType ?? (type === 'union' ? options?.at(-1) : type === 'pipe' ? input : undefined)
  return inner ? coreOf(inner) : field
}

/** Whether a field also takes one value alone for a list. */
export function isOneOrMore(field: z.ZodType): boolean {
  const { type, innerType, options } = definitionOf(field)
  if (innerType) return isOneOrMore(innerType)
  return type === 'union' && (options ?? []).some((option) => definitionOf(option).type === 'array')
}
