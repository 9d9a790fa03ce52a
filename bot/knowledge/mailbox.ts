/** `Erika Muster <erika@example.org>` or the bare address, as editors and settings write a mailbox. */
import { z } from 'zod'
import type { Mailbox } from './knowledge.ts'

const address = z.email()

/** Undefined for anything else. */
export function readMailbox(written: string): Mailbox | undefined {
  const named = /^([^<>]*)<([^<>]+)>$/.exec(written.trim())
  const found = address.safeParse((named ? named[2]! : written).trim().toLowerCase())
  if (!found.success) return undefined
  return { name: (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1'), address: found.data }
}
