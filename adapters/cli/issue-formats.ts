/** Issues as the machines of Git platforms read them, so that an editor sees each beside the changed line. */
import { createHash } from 'node:crypto'
import type { Issue } from '../../bot/knowledge/issue.ts'

export const ISSUE_FORMATS = ['github', 'gitlab'] as const
export type IssueFormat = (typeof ISSUE_FORMATS)[number]

export function issuesAs(format: IssueFormat, issues: readonly Issue[]): string {
  return format === 'github' ? issues.map(githubAnnotation).join('\n') : JSON.stringify(gitlabReport(issues), null, 2)
}

const wordsOf = ({ message, hint }: Issue): string => (hint ? `${message} → ${hint}` : message)

/** A workflow command; what would end it or one of its values is written as GitHub wants it. */
function githubAnnotation(issue: Issue): string {
  const { file, line, column, severity } = issue
  const title = severity === 'error' ? 'Fehler' : 'Hinweis'
  return `::${severity} file=${property(file)},line=${line},col=${column},title=${title}::${data(wordsOf(issue))}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** Code Quality. A fingerprint holds while lines above the issue come and go; what is wrong twice in a file has two. */
function gitlabReport(issues: readonly Issue[]) {
  const seen = new Map<string, number>()
  return issues.map((issue) => {
    const same = [issue.file, issue.code, issue.message].join('\n')
    const before = seen.get(same) ?? 0
    seen.set(same, before + 1)
    return {
      description: wordsOf(issue),
      check_name: issue.code,
      fingerprint: createHash('sha256').update(`${same}\n${before}`).digest('hex'),
      severity: issue.severity === 'error' ? 'major' : 'minor',
      location: { path: issue.file, lines: { begin: issue.line } },
    }
  })
}
