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

/** (left, right) → a number, in three typed arrays: a `Map` would keep an object for each of hundreds of thousands of keys. */
export class Pairs {
  /** How many pairs are known. */
  size = 0
  #lefts = new Uint32Array(1024)
  #rights = new Uint32Array(1024)
  /** The number with 1 added; 0 is a free place. */
  #numbers = new Uint32Array(1024)

  get(left: number, right: number): number | undefined {
    const at = this.#place(left, right)
    return this.#numbers[at] === 0 ? undefined : this.#numbers[at]! - 1
  }

  set(left: number, right: number, number: number): void {
    const at = this.#place(left, right)
    if (this.#numbers[at] === 0) this.size++
    this.#lefts[at] = left
    this.#rights[at] = right
    this.#numbers[at] = number + 1
    if (this.size * 2 > this.#numbers.length) this.#grow()
  }

  /** Where the pair is, or would be: the first free place behind the one that its numbers make. */
  #place(left: number, right: number): number {
    const mask = this.#numbers.length - 1
    let at = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> 0
    at = (at ^ (at >>> 15)) & mask
    while (this.#numbers[at] !== 0 && (this.#lefts[at] !== left || this.#rights[at] !== right)) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const [lefts, rights, numbers] = [this.#lefts, this.#rights, this.#numbers]
    this.#lefts = new Uint32Array(numbers.length * 2)
    this.#rights = new Uint32Array(numbers.length * 2)
    this.#numbers = new Uint32Array(numbers.length * 2)
    for (let k = 0; k < numbers.length; k++) {
      if (numbers[k] === 0) continue
      const at = this.#place(lefts[k]!, rights[k]!)
      this.#lefts[at] = lefts[k]!
      this.#rights[at] = rights[k]!
      this.#numbers[at] = numbers[k]!
    }
  }
}

/** A typed array that grows, for as long as an index is being built. */
export class Growing<T extends Uint32Array | Float32Array> {
  items: T
  length = 0
  readonly #make: (length: number) => T
  /** `room`: how many it will be, where that is known. */
  constructor(make: (length: number) => T, room = 1024) {
    this.#make = make
    this.items = make(Math.max(1, room))
  }
  push(item: number): void {
    if (this.length === this.items.length) this.#grow(this.length * 2)
    this.items[this.length++] = item
  }
  append(items: T): void {
    const length = this.length + items.length
    if (length > this.items.length) this.#grow(Math.max(length, this.items.length * 2))
    this.items.set(items, this.length)
    this.length = length
  }
  /** Without the room that was not needed, where that is worth a copy. */
  done(): T {
    const isTight = this.length * 8 > this.items.length * 7
    return (isTight ? this.items.subarray(0, this.length) : this.items.slice(0, this.length)) as T
  }
  #grow(length: number): void {
    const larger = this.#make(length)
    larger.set(this.items)
    this.items = larger
  }
}
