/** A stored request as everybody sees it who works with it: read and checked, or nothing. */
import { type Request, readDetails } from '../../bot/requests/request.ts'
import type { StaffRequest } from '../storage/storage.ts'

export interface Filed {
  id: string
  /** Of the stored row; what is done is checked against the version that was seen. */
  version: number
  /** Undefined when the talk it came from is no longer kept. */
  conversation: string | undefined
  created: Date
  request: Request
}

/** Undefined for a row written by another version of the program. */
export function filedOf(row: StaffRequest | undefined): Filed | undefined {
  const details = row && readDetails(row.body)
  if (!row || !details) return undefined
  const request = { number: row.number, state: row.state as Request['state'], channel: row.channel, details }
  return { id: row.id, version: row.version, conversation: row.conversation, created: row.created, request }
}

/** All rows that can be read, in their order. */
export function allFiled(rows: readonly StaffRequest[]): Filed[] {
  return rows.map(filedOf).filter((filed) => filed !== undefined)
}

/** Only one at a time changes what stands of a request with its people, in all processes: name of the lock. */
export function requestTurn(id: string): string {
  return `request ${id}`
}
