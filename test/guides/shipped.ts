/** The knowledge that ships, read once for the tests of the guides, and the small world of the probe guide. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { EntryId, Guide } from '../../bot/knowledge/schema.ts'

export const loaded = loadKnowledge(SHIPPED_KNOWLEDGE)
export const shipped: Knowledge = loaded.knowledge
export const TODAY = '2026-11-22'

export function guideOf(knowledge: Knowledge, id: EntryId): Guide {
  const entry = knowledge.entries.get(id)
  if (entry?.kind !== 'guides') throw new Error(`no guide ${id}`)
  return entry
}

export const PROBE = readFileSync(join(import.meta.dirname, 'fixtures/probe.md'), 'utf8')
const CONTACT = (until: string) => `---
title: Stelle
questions: [Stelle eins, Stelle zwei, Stelle drei]
organisation: Stelle
role: Hilft
phone: "0391 12345"
checked: 2026-11-22
source: { name: Test }
${until}
---
Die Stelle hilft.
`

/** A few files as knowledge, with the shipped lists and sentences; `files` by name below the knowledge folder. */
export function knowledgeOf(files: Record<string, string>): { knowledge: Knowledge; files: KnowledgeFile[]; problems: string[] } {
  const all = Object.entries(files).map(([name, text]): KnowledgeFile => ({ name, path: name, layer: 0, stamp: text, read: () => text }))
  const { knowledge, issues } = parseKnowledge(all)
  const problems = issues.filter((issue) => issue.severity === 'error').map((issue) => `${issue.file}:${issue.line} ${issue.message}`)
  return {
    knowledge: { ...knowledge, vocabulary: shipped.vocabulary, area: shipped.area, messages: shipped.messages },
    files: all,
    problems,
  }
}

/** The probe guide, possibly edited, with one open contact and one whose term ended. */
export function probeWorld(text = PROBE) {
  return knowledgeOf({
    'guides/probe.md': text,
    'contacts/stelle.md': CONTACT(''),
    'contacts/alt.md': CONTACT('valid: { until: 2026-06-30 }'),
  })
}
