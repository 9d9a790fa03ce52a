/**
 * A file as a form shows it, and what is written for what a form sent: entries by their head, the lists of `follow-ups/` with the entry that
 * they belong to as a field of its own.
 */
import { stringify } from 'yaml'
import { ENTRY_ID, type Kind } from '../../../bot/knowledge/schema.ts'
import { CMS_KINDS } from './config.ts'
import { dataOf, forForm, fromForm, splitHead } from './head.ts'

export const FOLLOW_UPS = 'follow-ups'
/** Folders of the content that have forms. */
export type CmsPart = Kind | typeof FOLLOW_UPS
export const CMS_PARTS: readonly CmsPart[] = [...CMS_KINDS, FOLLOW_UPS]

/** Of a file below the content folder; undefined for every other. */
export function cmsPartOf(name: string): CmsPart | undefined {
  return CMS_PARTS.find((part) => name.startsWith(`${part}/`))
}

export function toForm(part: CmsPart, text: string): string {
  if (part !== FOLLOW_UPS) return forForm(part, text)
  const { entry, body } = splitFollowUps(text)
  return `---\n${stringify({ entry })}---\n\n${body}`
}

/** `before`: the file as it is, where there is one. */
export function toFile(part: CmsPart, sent: string, before: string | undefined): string {
  if (part !== FOLLOW_UPS) return fromForm(part, sent, before)
  const parts = splitHead(sent)
  const said = parts && dataOf(parts.head)?.entry
  const entry = typeof said === 'string' ? said.trim() : ''
  const body = (parts?.body ?? sent).trim()
  const was = before === undefined ? undefined : splitFollowUps(before)
  if (was?.entry === entry && was.body.trim() === body) return before!
  return entry === '' ? `${body}\n` : `# ${entry}\n\n${body}\n`
}

/** The entry at the head of a list; empty where the file begins otherwise or has lists of several entries, which then stand in its text. */
function splitFollowUps(text: string): { entry: string; body: string } {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const [, entry, body = ''] = /^# *(\S+) *\n([\s\S]*)$/.exec(plain) ?? []
  const isOne = entry !== undefined && ENTRY_ID.test(entry) && !/^# /m.test(body)
  return isOne ? { entry, body: body.replace(/^\n+/, '') } : { entry: '', body: plain }
}
