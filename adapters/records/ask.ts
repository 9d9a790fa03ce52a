/** A question of a program, read and answered; what is wrong with it comes back as words, parameter by parameter. */
import { BadQuestion } from './asking.ts'
import type { FoundRecords, Operation } from './operations.ts'
import type { RecordContext } from './records.ts'

export type AskedRecords = { ok: true; found: FoundRecords } | { ok: false; errors: { name: string; reason: string }[] }

/** Never throws for anything that can be asked. */
export function askRecords(operation: Operation, given: unknown, context: RecordContext): AskedRecords {
  const read = operation.takes.safeParse(given)
  if (!read.success) return { ok: false, errors: read.error.issues.flatMap(errorsOf) }
  try {
    return { ok: true, found: operation.find(read.data as never, context) }
  } catch (error) {
    if (error instanceof BadQuestion) return { ok: false, errors: [{ name: error.parameter, reason: error.message }] }
    throw error
  }
}

function errorsOf(issue: { code?: string; path: PropertyKey[]; message: string; keys?: string[] }) {
  if (issue.keys) return issue.keys.map((name) => ({ name, reason: 'no such parameter' }))
  return [{ name: issue.path.map(String).join('.') || 'body', reason: issue.message }]
}
