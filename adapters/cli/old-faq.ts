/** A page with several questions → one part for each: visitors ask one of them at a time. */
import type { OldPage } from './old-page.ts'

/** Fewer are a page with a question in it. */
const MIN_QUESTIONS_OF_A_LIST = 2
const HEADING = /^(#{2,6}) (.*)$/

/** The page itself where it is none of questions; else its questions with their answers, and what stands beside them as the page. */
export function questionsIn(page: OldPage): OldPage[] {
  const lines = page.markdown.split('\n')
  const isQuestion = (line: string) => HEADING.test(line) && line.trimEnd().endsWith('?')
  if (lines.filter(isQuestion).length < MIN_QUESTIONS_OF_A_LIST) return [page]
  const parts: { title: string; level: number; lines: string[] }[] = []
  const beside: string[] = []
  let open: (typeof parts)[number] | undefined
  for (const line of lines) {
    const [, marks, words = ''] = HEADING.exec(line) ?? []
    const level = marks?.length ?? 0
    if (isQuestion(line)) {
      open = { title: words.trim(), level, lines: [] }
      parts.push(open)
      continue
    }
    // A heading of the same height is about something else.
    if (open && level > 0 && level <= open.level) open = undefined
    ;(open?.lines ?? beside).push(line)
  }
  const day = page.day === undefined ? {} : { day: page.day }
  const answered = parts.map(({ title, lines: answer }) => ({ title, markdown: answer.join('\n').trim(), ...day }))
  const rest = withoutEmpty(beside).join('\n').trim()
  const hasText = rest.replaceAll(/^#+ .*$/gm, '').trim() !== ''
  return [...(hasText ? [{ title: page.title, markdown: rest, ...day }] : []), ...answered]
}

/** Headings of groups of questions have nothing under them any more. */
function withoutEmpty(lines: readonly string[]): string[] {
  const levels = lines.map((line) => HEADING.exec(line)?.[1]?.length ?? 0)
  return lines.filter((_, i) => {
    if (levels[i] === 0) return true
    const next = lines.findIndex((line, n) => n > i && line.trim() !== '')
    return next >= 0 && (levels[next] === 0 || levels[next]! > levels[i]!)
  })
}
