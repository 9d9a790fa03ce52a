/** `questions.md` → real questions and the entries that should answer them. */
import type { Issue } from './issue.ts'
import type { RatedQuestion } from './knowledge.ts'
import { commaList, readSections } from './list-file.ts'
import type { EntryId } from './schema.ts'
import { didYouMean } from './spelling.ts'

const PARTS: ReadonlyMap<string, RatedQuestion['part']> = new Map(Object.entries({ kalibrierung: 'calibration', messung: 'measuring' }))
const NONE = /^keine antwort \((nah|fern)\)$/i

/** Questions by part and heading, so that it does not matter in which folder they stand. */
export function inOrder(questions: readonly RatedQuestion[]): RatedQuestion[] {
  const key = ({ part, outOfScope, expected }: RatedQuestion) =>
    `${part} ${outOfScope ? `keine Antwort (${outOfScope})` : expected.join(', ')}`
  return [...questions].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** `# Kalibrierung` and `# Messung`; below them `## id[, id]` or `## keine Antwort (nah|fern)`; below these a list. */
export function readQuestions(path: string, text: string): { questions: RatedQuestion[]; issues: Issue[] } {
  const questions: RatedQuestion[] = []
  const issues: Issue[] = []
  let part: RatedQuestion['part'] | undefined
  /** Whether what follows is below a heading that is told already. */
  let isTold = false
  const tell = (line: number, code: string, message: string, hint: string) =>
    issues.push({ file: path, line, column: 1, severity: 'error', code, message, hint })
  for (const section of readSections(text)) {
    if (section.level === 1) {
      part = PARTS.get(section.heading.toLowerCase())
      const meant = part ? undefined : didYouMean(section.heading, ['Kalibrierung', 'Messung'])
      isTold = meant !== undefined
      if (meant) tell(section.line, 'question-heading', `Einen Teil „${section.heading}“ gibt es nicht.`, meant)
      continue
    }
    if (isTold) continue
    const none = NONE.exec(section.heading)
    const expected = none ? [] : commaList(section.heading)
    if (!part || expected.some((id) => !/^(articles|funding|events|contacts|guides)\/[a-z0-9-]+$/.test(id))) {
      tell(
        section.line,
        'question-heading',
        `Die Überschrift „${section.heading}“ sagt nicht, welcher Eintrag antworten soll.`,
        'Unter # Kalibrierung oder # Messung: ## articles/e-rechnung oder ## keine Antwort (nah).',
      )
      continue
    }
    if (section.items.length === 0)
      tell(
        section.line,
        'question-list',
        `Unter „${section.heading}“ steht keine Frage.`,
        'Schreiben Sie je Zeile - und die Frage, oder löschen Sie die Überschrift.',
      )
    for (const item of section.items) {
      if (item.text === '') {
        tell(
          item.line,
          'question-list',
          'Hier steht ein Strich ohne Frage.',
          'Schreiben Sie die Frage dahinter, oder löschen Sie die Zeile.',
        )
        continue
      }
      questions.push({
        question: item.text,
        expected: expected as EntryId[],
        part,
        file: path,
        line: item.line,
        ...(none && { outOfScope: none[1]!.toLowerCase() === 'nah' ? ('near' as const) : ('far' as const) }),
      })
    }
  }
  return { questions, issues }
}
