/** Nobody waits for a usage event, so those of a moment are written together. Whoever asks hears when theirs is kept, or that it is not. */
const GATHER_MS = 20

export function gather<T>(keep: (items: T[]) => Promise<void>): { add(items: readonly T[]): Promise<void>; flush(): Promise<void> } {
  let items: T[] = []
  let kept: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let go = () => {}
  const start = (): Promise<void> => {
    const now = new Promise<void>((resolve) => {
      go = resolve
      timer = setTimeout(resolve, GATHER_MS)
    })
    return now.then(() => {
      clearTimeout(timer)
      const together = items
      items = []
      kept = undefined
      return keep(together)
    })
  }
  return {
    add: (more) => {
      if (more.length === 0) return Promise.resolve()
      items.push(...more)
      kept ??= start()
      return kept
    },
    flush: async () => {
      const last = kept
      go()
      await last
    },
  }
}
