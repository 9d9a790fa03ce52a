/** Asks one address whether it still answers with a page. */
import { isTimeOver, type MayAsk, politeRequest } from '../polite-request.ts'
import { OwnAddress } from '../public-address.ts'

const TIMEOUT_MS = 15_000
/** Some servers refuse HEAD; these answers are asked again with GET. */
const HEAD_REFUSED = new Set([403, 404, 405, 501])
/** The page is not there; all else may be the server's mood. */
const GONE = new Set([404, 410])

export interface LinkAnswer {
  /** What is wrong, in German; missing where it answers. */
  problem?: string
  /** The page, or its whole host, is not there. */
  isGone: boolean
  /** A server answered, whatever it said. */
  hasAnswered?: true
  /** It was not asked: it leads into the network that this server stands in. */
  isInside?: true
  /** Where it has moved for good. */
  movedTo?: string
}

/** For editors; whether visitors can open it is not known here. */
export const INSIDE_HINT =
  'Öffnen Sie die Adresse von außerhalb, etwa mit dem Handy. Geht es, nennt Ihre IT den Rechner in OWN_HOSTS; sonst löschen Sie sie.'

/** Never rejects. */
export async function askLink(address: string, userAgent: string, mayAsk: MayAsk): Promise<LinkAnswer> {
  const ask = (method: 'HEAD' | 'GET') =>
    politeRequest(address, { method, headers: { 'User-Agent': userAgent, Accept: '*/*' }, timeoutMs: TIMEOUT_MS, maxBytes: 0, mayAsk })
  try {
    let answer = await ask('HEAD')
    if (HEAD_REFUSED.has(answer.status)) answer = await ask('GET')
    const moved = answer.movedTo !== undefined && answer.movedTo !== address && { movedTo: answer.movedTo }
    if (answer.status >= 200 && answer.status < 300) return { isGone: false, hasAnswered: true, ...moved }
    return { problem: `antwortet mit ${answer.status}`, isGone: GONE.has(answer.status), hasAnswered: true, ...moved }
  } catch (error) {
    if (error instanceof OwnAddress)
      return { problem: `führt ins eigene Netz (${error.message}) und wird nicht gefragt`, isGone: false, isInside: true }
    if (isTimeOver(error)) return { problem: `antwortet nicht in ${TIMEOUT_MS / 1000} Sekunden`, isGone: false }
    // Refused connections, bad certificates and endless redirects alike.
    const problem = `ist nicht zu erreichen (${error instanceof Error ? error.message : String(error)})`
    return { problem, isGone: error instanceof Error && 'code' in error && error.code === 'ENOTFOUND' }
  }
}
