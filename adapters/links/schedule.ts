/** The link check on a schedule: a few addresses an hour, each once a week, one at a time for each server. */
import type { Logger } from 'pino'
import { addDays, type Day, dayIn } from '../../bot/knowledge/day.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import type { MayAsk } from '../polite-request.ts'
import { isPublicAddress } from '../public-address.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { addressesIn } from './addresses.ts'
import { askLink } from './asking-links.ts'
import { addressIssues, afterAnswer, deadLinks, type LinkMemory, readLinkMemory, writeLinkMemory } from './link-memory.ts'

const EVERY_MS = 3_600_000
/** In one run; of one server at most. */
const MAX_OF_RUN = 60
const MAX_OF_HOST = 5
/** An address that answers rests so long; one that did not is asked the next day. */
const REST_DAYS = 7
const PAUSE_MS = 1_000

export interface LinkRun {
  dataDir: string
  /** As their files have them, with all their links. */
  entries: readonly Entry[]
  publicUrl: string
  today: Day
  mayAsk?: MayAsk
  pause?: () => Promise<void>
}

/** Asks what is due, and keeps what came of it. `changed`: other addresses are dead now than before. */
export async function checkDueLinks({
  dataDir,
  entries,
  publicUrl,
  today,
  mayAsk = isPublicAddress,
  pause = aMoment,
}: LinkRun): Promise<{ asked: number; changed: boolean; memory: LinkMemory }> {
  const uses = addressesIn(entries)
  const before = readLinkMemory(dataDir)
  const memory: LinkMemory = new Map([...before].filter(([address]) => uses.has(address)))
  const due = dueAddresses([...uses.keys()], memory, today)
  for (const [i, address] of due.entries()) {
    if (i > 0) await pause()
    memory.set(address, afterAnswer(memory.get(address), await askLink(address, `Wegweiser (+${publicUrl})`, mayAsk), today))
  }
  writeLinkMemory(dataDir, memory)
  const [was, is] = [deadLinks(before), deadLinks(memory)]
  return { asked: due.length, changed: was.size !== is.size || [...is].some((address) => !was.has(address)), memory }
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))

/** Those never asked first, then those asked longest ago; few of each server. */
function dueAddresses(addresses: readonly string[], memory: LinkMemory, today: Day): string[] {
  const restUntil = (address: string): Day => {
    const known = memory.get(address)
    return known === undefined ? '' : addDays(known.on, known.problem === undefined ? REST_DAYS : 1)
  }
  const hosts = new Map<string, number>()
  return addresses
    .filter((address) => restUntil(address) <= today)
    .sort((a, b) => ((memory.get(a)?.on ?? '') < (memory.get(b)?.on ?? '') ? -1 : 1))
    .filter((address) => {
      const { host } = new URL(address)
      const count = (hosts.get(host) ?? 0) + 1
      hosts.set(host, count)
      return count <= MAX_OF_HOST
    })
    .slice(0, MAX_OF_RUN)
}

export interface LinkSchedule {
  dataDir: string
  entries: () => readonly Entry[]
  /** Called when other addresses are dead now. */
  changed: () => void
  publicUrl: string
  mayAsk: MayAsk
  log: Logger
  now: () => Date
}

/** Every hour; the first time in an hour, so that a server that is started again and again asks nobody again and again. */
export function scheduleLinkCheck({ dataDir, entries, changed, publicUrl, mayAsk, log, now }: LinkSchedule): Repeating {
  const told = new Set<string>()
  return repeat({ job: 'links', everyMs: EVERY_MS, log }, async () => {
    const all = entries()
    const run = await checkDueLinks({ dataDir, entries: all, publicUrl, today: dayIn(now()), mayAsk })
    if (run.changed) changed()
    for (const issue of addressIssues(run.memory, all).map(printIssue)) {
      if (!told.has(issue)) log.warn({ event: 'link_problem', issue }, 'an address that an entry names does not answer or has moved')
      told.add(issue)
    }
  })
}
