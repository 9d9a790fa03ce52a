/**
 * The head of a file on its way into a form and back. Into the form: lists where the schema also takes one alone. Back: what nobody filled
 * in is left out, and what nobody changed stays as it was written, with its comments and its order.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isScalar, parseDocument, stringify } from 'yaml'
import type { z } from 'zod'
import { ownValue } from '../../../bot/knowledge/own-value.ts'
import { type Kind, schemas } from '../../../bot/knowledge/schema.ts'
import { isOneOrMore } from './fields.ts'

interface Parts {
  head: string
  /** Empty lines between the two. */
  gap: string
  body: string
}

/** Undefined for a text without a head, which no form can show. */
export function splitHead(text: string): Parts | undefined {
  const [, head, body] = /^\uFEFF?---[ \t]*\n([\s\S]*?)\n?---[ \t]*(?:\n([\s\S]*))?$/.exec(text.replace(/\r\n?/g, '\n')) ?? []
  const gap = /^\n*/.exec(body ?? '')![0]
  return head === undefined ? undefined : { head, gap, body: (body ?? '').slice(gap.length) }
}

/** The text as the form reads it; as it is where its head cannot be read. */
export function forForm(kind: Kind, text: string): string {
  const parts = splitHead(text)
  const data = parts && dataOf(parts.head)
  if (!parts || !data) return text
  return `---\n${stringify(withLists(kind, data))}---\n\n${parts.body}`
}

/** What is written for a text that the form sent; `before`: the file as it is, where there is one. */
export function fromForm(kind: Kind, sent: string, before: string | undefined): string {
  const parts = splitHead(sent)
  const data = parts && dataOf(parts.head)
  if (!parts || !data) return sent
  const filled = (withoutEmpty(data) ?? {}) as Record<string, unknown>
  const old = before === undefined ? undefined : splitHead(before)
  const document = old && documentOf(old.head)
  const body = old && parts.body.trim() === old.body.trim() ? old.body : `${parts.body.trim()}\n`
  if (!document) return `---\n${stringify(withoutDefaults(kind, filled, {}), { lineWidth: 0 })}---\n\n${body}`
  const was = document.toJS() as Record<string, unknown>
  const now = withoutDefaults(kind, filled, was)
  const asForm = withLists(kind, was)
  const { before: start, fields } = slicesOf(old.head, document)
  const kept = fields.map(({ name, source, notes }) => {
    // What the form cannot show it does not send either, where it is empty.
    const value = ownValue(now, name)
    if (value === undefined) return isEmpty(ownValue(was, name)) ? source : notes
    return isDeepStrictEqual(withoutEmpty(ownValue(asForm, name)), value) ? source : written(name, value) + notes
  })
  const added = Object.entries(now).flatMap(([name, value]) => (Object.hasOwn(was, name) ? [] : [written(name, value)]))
  return `---\n${start}${[...kept, ...added].join('')}---\n${old.gap}${body}`
}

const written = (name: string, value: unknown): string => stringify({ [name]: value }, { lineWidth: 0 })

/** One field as it stands there, to the beginning of the next; `notes` are the whole lines of comments behind it. */
interface Slice {
  name: string
  source: string
  notes: string
}

function slicesOf(head: string, document: Document): { before: string; fields: Slice[] } {
  const text = head.endsWith('\n') ? head : `${head}\n`
  const keys = isMap(document.contents) ? document.contents.items.flatMap(({ key }) => (isScalar(key) ? [key] : [])) : []
  const starts = keys.map((key) => key.range![0])
  const fields = keys.map((key, i) => {
    const source = text.slice(starts[i], starts[i + 1] ?? text.length)
    return { name: String(key.value), source, notes: /(?:^#.*\n|^\n)*$/m.exec(source.slice(source.indexOf('\n') + 1))?.[0] ?? '' }
  })
  return { before: text.slice(0, starts[0] ?? 0), fields }
}

/** The fields of a head; undefined where it cannot be read. */
export function dataOf(head: string): Record<string, unknown> | undefined {
  return documentOf(head)?.toJS() as Record<string, unknown> | undefined
}

/** Undefined where it is no YAML, or no list of fields. Days stay text, as everywhere here. */
function documentOf(head: string): Document | undefined {
  const document = parseDocument(head, { prettyErrors: false })
  const data: unknown = document.errors.length === 0 ? document.toJS() : undefined
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (document as unknown as Document) : undefined
}

/** "One or several" is several in a form. */
function withLists(kind: Kind, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isOneOfSeveral(kind, name) && !Array.isArray(value) ? [value] : value]),
  )
}

function isOneOfSeveral(kind: Kind, name: string): boolean {
  const field = fieldOf(kind, name)
  return field !== undefined && isOneOrMore(field)
}

/** What the schema fills in by itself need not be written, unless somebody wrote it before. */
function withoutDefaults(
  kind: Kind,
  data: Readonly<Record<string, unknown>>,
  was: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const isSaid = ([name, value]: [string, unknown]) => {
    const field = fieldOf(kind, name)
    return Object.hasOwn(was, name) || !field || !isDeepStrictEqual(field.safeParse(undefined).data, value)
  }
  return Object.fromEntries(Object.entries(data).filter(isSaid))
}

function fieldOf(kind: Kind, name: string): z.ZodType | undefined {
  return new Map(Object.entries(schemas[kind].shape as Record<string, z.ZodType>)).get(name)
}

/** Forms send empty texts, lists and groups for what was only looked at; a switch in a group that was not used says nothing either. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const kept = withoutEmpty(inner)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}

const isEmpty = (value: unknown): boolean => withoutEmpty(value) === undefined
