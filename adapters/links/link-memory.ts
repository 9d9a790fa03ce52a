/** What is known of outside addresses between two checks: `DATA_DIR/links.json`. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Day } from '../../bot/knowledge/day.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import { addressesIn } from './addresses.ts'
import { INSIDE_HINT, type LinkAnswer } from './asking-links.ts'

export interface KnownLink extends LinkAnswer {
  /** The day on which it was last asked. */
  on: Day
  /** Days in a row on which something was wrong. */
  failures: number
  /** Since when it counts as dead: gone on two days. */
  deadSince?: Day
}

export type LinkMemory = Map<string, KnownLink>

const DEAD_AFTER = 2
/** So often something has to be wrong before editors hear of it; servers have bad days. */
const TOLD_AFTER = 2

const fileIn = (dataDir: string): string => join(dataDir, 'links.json')

/** Nothing where no check ran here, or where the file is broken: it is asked again. */
export function readLinkMemory(dataDir: string): LinkMemory {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return new Map()
  try {
    return new Map(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return new Map()
  }
}

/** The new file whole or the old one. */
export function writeLinkMemory(dataDir: string, memory: LinkMemory): void {
  const file = fileIn(dataDir)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify([...memory], undefined, 1), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** What is known after an answer. An answer that is well forgets all that was wrong. */
export function afterAnswer(before: KnownLink | undefined, answer: LinkAnswer, on: Day): KnownLink {
  if (answer.problem === undefined) return { ...answer, on, failures: 0 }
  const failures = before?.on === on ? before.failures : (before?.failures ?? 0) + 1
  const wasGone = before?.isGone === true || before === undefined
  const deadSince = answer.isGone && wasGone && failures >= DEAD_AFTER ? (before?.deadSince ?? on) : undefined
  return { ...answer, on, failures, ...(deadSince && { deadSince }) }
}

/** Addresses that lead nowhere any more. */
export function deadLinks(memory: LinkMemory): Set<string> {
  return new Set([...memory].filter(([, { deadSince }]) => deadSince !== undefined).map(([address]) => address))
}

/** What editors should see: dead addresses, those that do not answer for days, and those that have moved. */
export function addressIssues(memory: LinkMemory, entries: Iterable<Entry>): Issue[] {
  return [...addressesIn(entries)].flatMap(([address, uses]) => {
    const known = memory.get(address)
    const told = known && tell(address, known)
    return told ? uses.map(({ file, line }): Issue => ({ file, line, column: 1, severity: 'warning', ...told })) : []
  })
}

function tell(
  address: string,
  { problem, failures, deadSince, isInside, movedTo }: KnownLink,
): Pick<Issue, 'code' | 'message' | 'hint'> | undefined {
  if (deadSince !== undefined)
    return {
      code: 'dead-address',
      message: `${address} ${problem}; die Antwort zeigt die Worte ohne den Link.`,
      hint: movedTo
        ? `Vielleicht gilt ${movedTo}. Sonst berichtigen oder löschen Sie die Adresse.`
        : 'Berichtigen oder löschen Sie die Adresse.',
    }
  if (problem !== undefined && failures >= TOLD_AFTER)
    return {
      code: 'silent-address',
      message: `${address} ${problem}, seit ${failures} Prüfungen.`,
      hint: `${isInside ? INSIDE_HINT : 'Öffnen Sie die Adresse im Browser.'} Der Link bleibt stehen.`,
    }
  if (problem === undefined && movedTo !== undefined)
    return { code: 'moved-address', message: `${address} ist dauerhaft umgezogen.`, hint: `Schreiben Sie ${movedTo}.` }
  return undefined
}
