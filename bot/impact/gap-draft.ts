/** What can be done about questions without an answer, as text for the files: a new entry, a line for questions.md, a line in an entry. */
import type { Day } from '../knowledge/day.ts'
import { template } from '../knowledge/template.ts'

const MAX_QUESTIONS = 12

/** A new article as an editor needs it, with the visitors' own questions in it. */
export function entryDraft(title: string, questions: readonly string[], today: Day): string {
  const listed = (questions.length > 0 ? questions : [title]).slice(0, MAX_QUESTIONS).map(listItem)
  return template('articles', title, today).replace(/^questions:\n(?: {2}- .*\n)+/m, () => `questions:\n${listed.join('\n')}\n`)
}

/** Lines for questions.md that say: this is not ours, and is to be refused. `far`: it is nobody's matter who asks a chamber. */
export function notOurs(questions: readonly string[], far: boolean): string {
  return [
    `## keine Antwort (${far ? 'fern' : 'nah'})`,
    '',
    ...questions.slice(0, MAX_QUESTIONS).map((question) => `- ${question}`),
    '',
  ].join('\n')
}

/** The file with more example questions at the end of its list; undefined where its head has none that can be read. */
export function withQuestionsAdded(text: string, questions: readonly string[]): { text: string; patch(path: string): string } | undefined {
  const lines = text.split('\n')
  const end = lines.indexOf('---', 1)
  const at = lines.findIndex((line, i) => i < end && /^questions:/.test(line))
  if (at < 0) return undefined
  const added = questions.slice(0, MAX_QUESTIONS)
  const inline = /^questions:\s*\[(.*)\]\s*$/.exec(lines[at]!)
  if (inline) {
    const line = `questions: [${[inline[1]!.trim(), ...added.map((question) => JSON.stringify(question))].filter(Boolean).join(', ')}]`
    return changed(lines, at, 1, [line])
  }
  if (!/^questions:\s*$/.test(lines[at]!)) return undefined
  let last = at
  while (last + 1 < end && /^(?:\s|- )/.test(lines[last + 1]!)) last++
  if (last === at) return undefined
  const indent = /^\s*/.exec(lines[at + 1]!)![0]
  return changed(
    lines,
    last + 1,
    0,
    added.map((question) => `${indent}- ${JSON.stringify(question)}`),
  )
}

const listItem = (question: string): string => `  - ${JSON.stringify(question)}`
const CONTEXT = 3

/** `removed` lines at `at` replaced; the patch is a unified diff that `git apply` takes. */
function changed(lines: readonly string[], at: number, removed: number, added: readonly string[]) {
  const [from, to] = [Math.max(0, at - CONTEXT), Math.min(lines.length, at + removed + CONTEXT)]
  const [before, after] = [lines.slice(from, at), lines.slice(at + removed, to)]
  const count = before.length + after.length
  return {
    text: [...lines.slice(0, at), ...added, ...lines.slice(at + removed)].join('\n'),
    patch: (path: string) =>
      [
        `--- a/${path}`,
        `+++ b/${path}`,
        `@@ -${from + 1},${count + removed} +${from + 1},${count + added.length} @@`,
        ...before.map((line) => ` ${line}`),
        ...lines.slice(at, at + removed).map((line) => `-${line}`),
        ...added.map((line) => `+${line}`),
        ...after.map((line) => ` ${line}`),
        '',
      ].join('\n'),
  }
}
