/** The link check on a schedule: a few addresses an hour, each once a week, one at a time for each server. */
import type { Logger } from 'pino'
import { addDays, type Day, dayIn } from '../../bot/knowledge/day.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import type { MayAsk } from '../polite-request.ts'
import { isPublicAddress } from '../public-address.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { addressesIn } from './addresses.ts'
import { askLink, type LinkAnswer } from './asking-links.ts'
import { addressIssues, afterAnswer, deadLinks, type LinkMemory, readLinkMemory, writeLinkMemory } from './link-memory.ts'

const EVERY_MS = 3_600_000
/** In one run; of one server at most. */
const MAX_OF_RUN = 60
const MAX_OF_HOST = 5
/** An address that answers rests so long; one that did not is asked the next day. */
const REST_DAYS = 7
const PAUSE_MS = 1_000
/** Addresses that are asked out of turn to see whether anybody answers. */
const MAX_WITNESSES = 3

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
  const ask = (address: string) => askLink(address, `Wegweiser (+${publicUrl})`, mayAsk)
  const answers: [address: string, answer: LinkAnswer][] = []
  for (const [i, address] of due.entries()) {
    if (i > 0) await pause()
    answers.push([address, await ask(address)])
  }
  const isOnline = answers.some(([, { hasAnswered }]) => hasAnswered) || (await hasWitness(memory, new Set(due), ask))
  for (const [address, answer] of answers) {
    const known = memory.get(address)
    const isLost = answer.isGone && !answer.hasAnswered && !isOnline
    // What was dead before our own network went away stays so.
    if (isLost && known?.deadSince !== undefined) continue
    memory.set(address, afterAnswer(known, isLost ? { ...answer, isGone: false } : answer, today))
  }
  writeLinkMemory(dataDir, memory)
  const [was, is] = [deadLinks(before), deadLinks(memory)]
  return { asked: due.length, changed: was.size !== is.size || [...is].some((address) => !was.has(address)), memory }
}

/** Where nobody answers and names are not found, it may be our own network that is away: then nobody answers who did before, either. */
async function hasWitness(memory: LinkMemory, asked: ReadonlySet<string>, ask: (address: string) => Promise<LinkAnswer>): Promise<boolean> {
  const well = [...memory].filter(([address, { problem }]) => problem === undefined && !asked.has(address)).map(([address]) => address)
  const hosts = new Map(well.map((address) => [new URL(address).host, address]))
  for (const address of [...hosts.values()].slice(0, MAX_WITNESSES)) if ((await ask(address)).hasAnswered) return true
  return false
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
