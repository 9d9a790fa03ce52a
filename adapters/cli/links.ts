/**
 * `check --links`: asks every outside address of the knowledge whether it still answers. The only part of the checks that needs a network.
 * It goes out only: neither an address nor a redirect may lead to this machine or the network it stands in, but to what `allowed` lets.
 */
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { addressesIn } from '../links/addresses.ts'
import { askLink, INSIDE_HINT } from '../links/asking-links.ts'
import type { MayAsk } from '../polite-request.ts'
import { isPublicAddress } from '../public-address.ts'

const AT_ONCE = 4

/** One warning an address that does not answer with a page or has moved for good; addresses are asked once, however many entries name them. */
export async function checkAddresses(knowledge: Knowledge, allowed: MayAsk = isPublicAddress): Promise<Issue[]> {
  const users = addressesIn(knowledge.entries.values())
  const waiting = [...users.keys()]
  const issues: Issue[] = []
  const worker = async () => {
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      const { problem, isInside, movedTo } = await askLink(address, 'Wegweiser check', allowed)
      for (const { file, line } of users.get(address)!) {
        if (problem !== undefined)
          issues.push({
            file,
            line,
            column: 1,
            severity: 'warning',
            code: 'dead-address',
            message: `${address} ${problem}.`,
            hint: isInside ? INSIDE_HINT : 'Öffnen Sie die Adresse im Browser und berichtigen oder löschen Sie sie.',
          })
        else if (movedTo !== undefined)
          issues.push({
            file,
            line,
            column: 1,
            severity: 'warning',
            code: 'moved-address',
            message: `${address} ist dauerhaft umgezogen.`,
            hint: `Schreiben Sie ${movedTo}.`,
          })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return issues
}
