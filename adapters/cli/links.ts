/** `check --links`: asks every outside address of the knowledge whether it still answers. The only part of the checks that needs a network. */
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'

const AT_ONCE = 4
const TIMEOUT_MS = 15_000
/** Some servers refuse HEAD; these answers are asked again with GET. */
const HEAD_REFUSED = new Set([403, 405, 501])

/** One warning an address that does not answer with a page; addresses are asked once, however many entries name them. */
export async function checkAddresses(knowledge: Knowledge): Promise<Issue[]> {
  const users = new Map<string, Entry[]>()
  for (const entry of knowledge.entries.values()) {
    for (const address of new Set(addressesOf(entry))) users.set(address, [...(users.get(address) ?? []), entry])
  }
  const waiting = [...users.keys()]
  const issues: Issue[] = []
  const worker = async () => {
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      const problem = await problemOf(address)
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
  if (entry.kind === 'funding') found.push(entry.link)
  if (entry.kind === 'contacts') found.push(entry.web, entry.booking?.url)
  if (entry.kind === 'events') found.push(entry.booking?.url)
  return found.filter((address): address is string => address !== undefined && /^https?:/.test(address))
}

/** Undefined when the address answers. */
async function problemOf(address: string): Promise<string | undefined> {
  try {
    const ask = (method: string) => fetch(address, { method, redirect: 'follow', signal: AbortSignal.timeout(TIMEOUT_MS) })
    let answer = await ask('HEAD')
    if (HEAD_REFUSED.has(answer.status)) answer = await ask('GET')
    await answer.body?.cancel()
    return answer.ok ? undefined : `antwortet mit ${answer.status}`
  } catch (error) {
    // fetch rejects for names that are not found, refused connections, bad certificates and the time limit alike.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return `ist nicht zu erreichen (${cause})`
  }
}
