/**
 * Lets work in so that nobody's haste is another one's wait: only some at once, fewer of one client, and those who wait take turns by
 * client, whoever has sent how much.
 */

export interface GateLimits {
  atOnce: number
  atOncePerClient: number
  waitingPerClient: number
  waitingInAll: number
}

export interface FairGate {
  /** Resolves with what ends the stay, when it is this client's turn; undefined at once when too many wait already. */
  enter(client: string): Promise<() => void> | undefined
  waiting(): number
}

/** A stay that lasts longer ends by itself: what hangs (a lock another process holds) must not keep the others out. */
const MAX_STAY_MS = 1000

export function createFairGate({ atOnce, atOncePerClient, waitingPerClient, waitingInAll }: GateLimits): FairGate {
  /** Clients who wait, in the order of their next turn. */
  const queues = new Map<string, ((leave: () => void) => void)[]>()
  const inside = new Map<string, number>()
  let busy = 0
  let waiting = 0

  const admit = (client: string): (() => void) => {
    busy += 1
    inside.set(client, (inside.get(client) ?? 0) + 1)
    let left = false
    const leave = () => {
      if (left) return
      left = true
      clearTimeout(timer)
      busy -= 1
      const others = inside.get(client)! - 1
      if (others === 0) inside.delete(client)
      else inside.set(client, others)
      next()
    }
    const timer = setTimeout(leave, MAX_STAY_MS).unref()
    return leave
  }

  const hasRoom = (client: string) => busy < atOnce && (inside.get(client) ?? 0) < atOncePerClient

  const next = () => {
    for (const [client, queue] of queues) {
      if (busy >= atOnce) return
      if (!hasRoom(client)) continue
      // To the end of the line, if it has more.
      queues.delete(client)
      const enter = queue.shift()!
      if (queue.length > 0) queues.set(client, queue)
      waiting -= 1
      enter(admit(client))
    }
  }

  return {
    enter: (client) => {
      const queue = queues.get(client) ?? []
      if (queue.length === 0 && hasRoom(client)) return Promise.resolve(admit(client))
      if (queue.length >= waitingPerClient || waiting >= waitingInAll) return undefined
      waiting += 1
      queues.set(client, queue)
      return new Promise((resolve) => queue.push(resolve))
    },
    waiting: () => waiting,
  }
}
