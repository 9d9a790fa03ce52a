/** Entries without the links that lead nowhere any more: the words stay, and what is the only way to somebody stays as it is. */
import MarkdownIt from 'markdown-it'
import type { Entry, EntryId } from './schema.ts'

const markdown = new MarkdownIt()
/** `[words](address "title")` and `<address>`, as editors write them. */
const LINK = /\[((?:\\.|[^[\]\\])*)\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)|<(https?:\/\/[^\s<>]+)>/g

/** Text without the links to `dead` addresses, which are written as the entry's own `links` have them. */
export function withoutLinks(text: string, dead: ReadonlySet<string>): string {
  return text.replace(LINK, (whole, words: string | undefined, href: string | undefined, bare: string | undefined) => {
    const address = markdown.normalizeLink(href ?? bare ?? '')
    return dead.has(address) ? (words ?? bare ?? '') : whole
  })
}

/** The same map where nothing in it is dead. */
export function withoutDeadLinks(entries: ReadonlyMap<EntryId, Entry>, dead: ReadonlySet<string>): ReadonlyMap<EntryId, Entry> {
  if (dead.size === 0) return entries
  return new Map([...entries].map(([id, entry]) => [id, cleared(entry, dead)]))
}

function cleared(entry: Entry, dead: ReadonlySet<string>): Entry {
  const isDead = (address: string | undefined) => address !== undefined && dead.has(address)
  const inText = entry.links.some(({ href }) => isDead(href))
  const inSource = entry.source.some(({ url }) => isDead(url))
  const common = {
    ...(inText && {
      lead: withoutLinks(entry.lead, dead),
      passages: entry.passages.map((passage) => ({ ...passage, markdown: withoutLinks(passage.markdown, dead) })),
    }),
    ...(inSource && {
      source: entry.source.map(({ url, ...source }) => (isDead(url) ? source : { ...source, ...(url !== undefined && { url }) })),
    }),
  }
  if (entry.kind === 'funding' && isDead(entry.link)) {
    const { link: _, ...rest } = entry
    return { ...rest, ...common }
  }
  // Whoever has a phone number or a mail address is reached without a website.
  if (entry.kind === 'contacts' && isDead(entry.web) && (entry.phone ?? entry.mail)) {
    const { web: _, ...rest } = entry
    return { ...rest, ...common }
  }
  return inText || inSource ? ({ ...entry, ...common } as Entry) : entry
}
