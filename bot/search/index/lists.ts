/**
 * Lists of numbers of different lengths, laid one behind the other in one typed array: `items[start[k]] … items[start[k+1] - 1]`
 * is list k. Ten thousand lists are two objects, and reading one allocates nothing.
 */
export interface Lists {
  start: Uint32Array
  items: Uint32Array
}

/** `pairs` calls its argument once for each (list, item), in the same order both times it is run. */
export function listsFrom(count: number, pairs: (put: (list: number, item: number) => void) => void): Lists {
  const start = new Uint32Array(count + 1)
  pairs((list) => {
    start[list + 1]!++
  })
  for (let list = 0; list < count; list++) start[list + 1]! += start[list]!
  const items = new Uint32Array(start[count]!)
  const next = start.slice(0, count)
  pairs((list, item) => {
    items[next[list]!++] = item
  })
  return { start, items }
}

/** A typed array that grows, for as long as an index is being built. */
export class Growing<T extends Uint32Array | Float32Array> {
  items: T
  length = 0
  readonly #make: (length: number) => T
  constructor(make: (length: number) => T) {
    this.#make = make
    this.items = make(1024)
  }
  push(item: number): void {
    if (this.length === this.items.length) {
      const larger = this.#make(this.length * 2)
      larger.set(this.items)
      this.items = larger
    }
    this.items[this.length++] = item
  }
  done(): T {
    return this.items.slice(0, this.length) as T
  }
}
