/**
 * `check --links`: asks every outside address of the knowledge whether it still answers. The only part of the checks that needs a network.
 * It goes out only: neither an address nor a redirect may lead to this machine or the network it stands in.
 */
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import { type MayAsk, politeRequest } from '../polite-request.ts'
import { isPublicAddress, OwnAddress } from '../public-address.ts'

const AT_ONCE = 4
const TIMEOUT_MS = 15_000
/** Some servers refuse HEAD; these answers are asked again with GET. */
const HEAD_REFUSED = new Set([403, 405, 501])

/** One warning an address that does not answer with a page; addresses are asked once, however many entries name them. */
export async function checkAddresses(knowledge: Knowledge, allowed: MayAsk = isPublicAddress): Promise<Issue[]> {
  const users = new Map<string, Entry[]>()
  for (const entry of knowledge.entries.values()) {
    for (const address of new Set(addressesOf(entry))) users.set(address, [...(users.get(address) ?? []), entry])
  }
  const waiting = [...users.keys()]
  const issues: Issue[] = []
  const worker = async () => {
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      const problem = await problemOf(address, allowed)
      if (problem === undefined) continue
      for (const entry of users.get(address)!) {
        issues.push({
          file: entry.file,
          line: 1,
          column: 1,
          severity: 'warning',
          code: 'dead-address',
          message: `${address} ${problem}.`,
          hint: 'Öffnen Sie die Adresse im Browser und berichtigen oder löschen Sie sie.',
        })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return issues
}

function addressesOf(entry: Entry): string[] {
  const found = [...entry.source.map(({ url }) => url), ...entry.links.map(({ href }) => href)]
  if (entry.kind === 'funding') found.push(entry.link, entry.apply?.link)
  if (entry.kind === 'contacts') found.push(entry.web, entry.booking?.url)
  if (entry.kind === 'events') found.push(entry.booking?.url)
  return found.filter((address): address is string => address !== undefined && /^https?:/.test(address))
}

/** Undefined when the address answers. */
async function problemOf(address: string, allowed: MayAsk): Promise<string | undefined> {
  try {
    let status = await statusOf(address, 'HEAD', allowed)
    if (HEAD_REFUSED.has(status)) status = await statusOf(address, 'GET', allowed)
    return status >= 200 && status < 300 ? undefined : `antwortet mit ${status}`
  } catch (error) {
    if (error instanceof OwnAddress) return `führt ins eigene Netz (${error.message}) und wird nicht gefragt`
    // Names that are not found, refused connections, bad certificates, endless redirects and the time limit alike.
    return `ist nicht zu erreichen (${error instanceof Error ? error.message : String(error)})`
  }
}

async function statusOf(address: string, method: 'GET' | 'HEAD', mayAsk: MayAsk): Promise<number> {
  const headers = { 'User-Agent': 'Wegweiser check', Accept: '*/*' }
  return (await politeRequest(address, { method, headers, timeoutMs: TIMEOUT_MS, maxBytes: 0, mayAsk })).status
}
