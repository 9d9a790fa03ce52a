/** `questions.md` → real questions and the entries that should answer them. */
import type { Issue } from './issue.ts'
import type { RatedQuestion } from './knowledge.ts'
import { commaList, readSections } from './list-file.ts'
import type { EntryId } from './schema.ts'

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
  for (const section of readSections(text)) {
    if (section.level === 1) {
      part = PARTS.get(section.heading.toLowerCase())
      continue
    }
    const none = NONE.exec(section.heading)
    const expected = none ? [] : commaList(section.heading)
    if (!part || expected.some((id) => !/^(articles|funding|events|contacts|guides)\/[a-z0-9-]+$/.test(id))) {
      issues.push({
        file: path,
        line: section.line,
        column: 1,
        severity: 'error',
        code: 'question-heading',
        message: `Die Überschrift „${section.heading}“ sagt nicht, welcher Eintrag antworten soll.`,
        hint: 'Unter # Kalibrierung oder # Messung: ## articles/e-rechnung oder ## keine Antwort (nah).',
      })
      continue
    }
    for (const item of section.items) {
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
