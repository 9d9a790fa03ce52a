/** Entries from text, as an editor would write them, without a disk. */
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Entry, Event, Kind } from '../../bot/knowledge/schema.ts'
import { entryText } from '../fixtures/knowledge-folder.ts'

export function parsed(kind: Kind, fields: string, body = 'Die Antwort.'): Entry {
  const text = entryText('"Probe: Öffnung & Ärger"', ['Eins?', 'Zwei?', 'Drei?'], { fields, body })
  const { knowledge, issues } = parseKnowledge([{ name: `${kind}/probe.md`, path: 'probe.md', layer: 0, stamp: '', read: () => text }])
  const [entry] = knowledge.entries.values()
  if (!entry) throw new Error(JSON.stringify(issues))
  return entry
}

export const event = (fields: string, body?: string) => parsed('events', `mode: online\norganiser: Netzwerk\n${fields}`, body) as Event

/** An event that no editor's file becomes, for what must not fall over it. */
export const oddEvent = (over: Partial<Event>): Event => ({ ...event('start: 2026-12-03\n'), ...over })
