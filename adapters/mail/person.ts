/** How staff who work by mail are named in a request. */

/** By their mailbox, which is what a letter proves. */
export function mailPersonId(address: string): string {
  return `mail:${address}`
}
