/** An entry in one line: enough to choose by. */
import type { Entry } from '../../../bot/knowledge/schema.ts'

const MIN_LENGTH = 50
const MAX_LENGTH = 180

/** The first sentence or sentences of the entry's short answer, without marks; cut between words only where a sentence is very long. */
export function teaser(entry: Entry): string {
  const lead = entry.passages[0]?.heading === '' ? entry.passages[0].plain.split('\n')[0]! : ''
  const end = sentenceEnd(lead)
  if (end <= MAX_LENGTH) return lead.slice(0, end)
  const cut = lead.slice(0, MAX_LENGTH)
  return `${cut.slice(0, cut.lastIndexOf(' '))} …`
}

/** Where a sentence ends: not after "am 31." (of a month), not after "z. B.", not after a mere opening. */
function sentenceEnd(text: string): number {
  for (const match of text.matchAll(/(?<!(?<!\d)\d{1,3}|[\s(]\p{L})[.!?](?=\s+\p{Lu})/gu))
    if (match.index >= MIN_LENGTH) return match.index + 1
  return text.length
}
