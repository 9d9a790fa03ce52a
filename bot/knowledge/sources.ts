/** Which sources are an authority's own pages, by the list of hosts that the editors keep. */
import type { Knowledge } from './knowledge.ts'
import type { Entry } from './schema.ts'

type Source = Entry['source'][number]

/** True when the address lies under one of the vocabulary's official hosts. */
export function isOfficial({ url }: Source, { vocabulary }: Knowledge): boolean {
  const host = url === undefined ? '' : (URL.parse(url)?.hostname ?? '')
  return vocabulary.officialHosts.some((official) => host === official || host.endsWith(`.${official}`))
}

/** How many different sources the entries name, and how many of them are official. */
export function countSources(knowledge: Knowledge): { official: number; other: number } {
  const sources = [...knowledge.entries.values()].flatMap(({ source }) => source)
  const named = new Map(sources.map((source) => [source.url ?? source.name, source]))
  const official = [...named.values()].filter((source) => isOfficial(source, knowledge)).length
  return { official, other: named.size - official }
}
