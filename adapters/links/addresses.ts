/** The outside addresses that entries name, and where an editor finds each. */
import type { Entry } from '../../bot/knowledge/schema.ts'

export interface AddressUse {
  entry: Entry
  file: string
  /** 1 where it stands in a field. */
  line: number
}

/** Address → everywhere it stands, each entry once. */
export function addressesIn(entries: Iterable<Entry>): Map<string, AddressUse[]> {
  const uses = new Map<string, AddressUse[]>()
  for (const entry of entries) {
    const lines = new Map(entry.links.map(({ href, file, line }) => [href, { file, line }]))
    for (const address of new Set(addressesOf(entry))) {
      const { file, line } = lines.get(address) ?? { file: entry.file, line: 1 }
      uses.set(address, [...(uses.get(address) ?? []), { entry, file, line }])
    }
  }
  return uses
}

function addressesOf(entry: Entry): string[] {
  const found = [...entry.source.map(({ url }) => url), ...entry.links.map(({ href }) => href)]
  if (entry.kind === 'funding') found.push(entry.link, entry.apply?.link)
  if (entry.kind === 'contacts') found.push(entry.web, entry.booking?.url)
  if (entry.kind === 'events') found.push(entry.booking?.url)
  return found.filter((address): address is string => address !== undefined && /^https?:/.test(address))
}
