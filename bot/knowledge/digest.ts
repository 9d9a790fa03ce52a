/** A short fingerprint of a text, the same on every machine: tells whether a file's words have changed. Not for secrets. */

/**
 * 53 bits as base 36. Two 32-bit multiplicative hashes with different seeds, mixed at the end (after the "cyrb53" idea, public domain):
 * collisions among a few thousand files are out of reach.
 */
export function digestOf(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}
