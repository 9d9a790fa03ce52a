/** Events that stand in the knowledge already because editors wrote them down: theirs is what is shown. */
import type { Issue } from '../../bot/knowledge/issue.ts'
import { entriesOf, type Knowledge } from '../../bot/knowledge/knowledge.ts'
import { leading } from './ledger.ts'
import type { Memory } from './memory.ts'
import { statusOf } from './placing.ts'
import { sameEvent } from './same-event.ts'

/** Brings `memory.own` up to date, and tells where the feed now says something else. `live`: the folder of entries that are none of theirs. */
export function findOwn(memory: Memory, knowledge: Knowledge, live: string): Issue[] {
  const slugs = new Set(memory.ledger.events.filter((event) => statusOf(event, knowledge.feeds) === 'published').map(({ slug }) => slug))
  const own = entriesOf(knowledge, 'events').filter(({ file, slug }) => !isBelow(file, live) && !slugs.has(slug))
  const issues: Issue[] = []
  const found = new Map<string, string>()
  for (const event of memory.ledger.events) {
    const { event: said } = leading(event, knowledge.feeds)
    const before = memory.own.get(event.slug)
    const entry =
      own.find(({ id, slug }) => id === before || slug === event.slug) ??
      own.find((one) => sameEvent(said, { ...one, link: one.booking?.url }))
    if (!entry) continue
    found.set(event.slug, entry.id)
    if (said.cancelled && !entry.cancelled)
      issues.push(differs(entry.file, `Der Veranstalter hat „${entry.title}“ abgesagt.`, 'Ist das so, schreiben Sie cancelled: true.'))
    else if (said.start.length === entry.start.length && said.start !== entry.start && !said.recurrence && !entry.recurrence)
      issues.push(
        differs(
          entry.file,
          `Der Veranstalter nennt für „${entry.title}“ jetzt ${said.start}.`,
          `Ist das so, schreiben Sie start: ${said.start}.`,
        ),
      )
  }
  memory.own = found
  return issues
}

const isBelow = (file: string, folder: string): boolean => file.startsWith(folder) || file.includes('feeds/live/')

/** Something at a file that an editor should compare with its feed. */
export function differs(file: string, message: string, hint: string): Issue {
  return { file, line: 1, column: 1, severity: 'warning', code: 'feed-differs', message, hint }
}
