/**
 * `follow-ups/*.md` → how people go on asking once an entry has answered, by the part that answers them: `# articles/e-rechnung`, below it
 * the part's heading as it stands in the entry, below that a list. What names nothing ("und ab wann?") stands here and not among the entry's
 * own questions, by which it is found in the first place.
 */
import type { Issue } from './issue.ts'
import type { FollowUps, Knowledge } from './knowledge.ts'
import { readSections } from './list-file.ts'
import { anchor } from './passages.ts'
import type { EntryId } from './schema.ts'
import { didYouMean } from './spelling.ts'

/** Reads one file into `into`, by the ids of passages. Returns its issues. */
export function readFollowUps(file: string, source: string, into: Map<string, FollowUps>): Issue[] {
  const issues: Issue[] = []
  const tell = (line: number, message: string, hint: string) =>
    issues.push({ file, line, column: 1, severity: 'error', code: 'follow-up-heading', message, hint })
  let entry: EntryId | undefined
  /** Below a heading that has been told already. */
  let isTold = false
  for (const { level, heading, line, items } of readSections(source)) {
    if (level === 1) {
      entry = /^(articles|funding|events|contacts|guides)\/[a-z0-9-]+$/.test(heading) ? (heading as EntryId) : undefined
      isTold = entry === undefined
      if (isTold) tell(line, `Die Überschrift „${heading}“ nennt keinen Eintrag.`, NAME_ENTRY)
      continue
    }
    if (isTold) continue
    const questions = items.map(({ text }) => text).filter((text) => text !== '')
    if (!entry) {
      tell(line, `Über „${heading}“ steht nicht, zu welchem Eintrag die Nachfragen gehören.`, NAME_ENTRY)
      isTold = true
    } else if (questions.length === 0) {
      tell(
        line,
        `Unter „${heading}“ steht keine Nachfrage.`,
        'Schreiben Sie je Zeile - und die Nachfrage, oder löschen Sie die Überschrift.',
      )
    } else {
      const passage = `${entry}#${anchor(heading)}`
      into.set(passage, { entry, heading, file, line, questions: [...(into.get(passage)?.questions ?? []), ...questions] })
    }
  }
  return issues
}
const NAME_ENTRY = 'Schreiben Sie eine Raute und die Kennung, zum Beispiel # articles/e-rechnung.'

/** Lists for entries and parts that are not there: their heading was changed, or mistyped. */
export function followUpIssues({ followUps, entries }: Knowledge): Issue[] {
  return [...followUps].flatMap(([passage, { entry: id, heading, file, line }]): Issue[] => {
    const entry = entries.get(id)
    if (entry?.passages.some((one) => one.id === passage) || entry?.withdrawn) return []
    const [message, hint] = entry
      ? [
          `„${entry.title}“ hat keinen Abschnitt „${heading}“; die Nachfragen darunter gelten nichts.`,
          didYouMean(
            heading,
            entry.passages.map((one) => one.heading),
          ) ?? 'Schreiben Sie die Überschrift so, wie sie im Eintrag steht.',
        ]
      : [
          `Den Eintrag „${id}“ gibt es nicht; die Nachfragen darunter gelten nichts.`,
          didYouMean(id, entries.keys()) ?? 'Löschen Sie die Nachfragen, oder legen Sie den Eintrag an.',
        ]
    return [{ file, line, column: 1, severity: 'warning', code: 'follow-up-nowhere', message, hint }]
  })
}
