/** The same entry in another language: which translations there are, and which one a talk is led to. */
import type { Lang } from './day.ts'
import { derivedFrom } from './derived.ts'
import type { Entry, EntryId } from './schema.ts'

type Entries = ReadonlyMap<EntryId, Entry>

/** Translations that may be shown, by the original's id. */
const translationsIn = derivedFrom((entries: Entries): ReadonlyMap<EntryId, readonly Entry[]> => {
  const found = new Map<EntryId, Entry[]>()
  for (const entry of entries.values()) {
    const original = entry.translationOf as EntryId | undefined
    if (original !== undefined && !entry.withdrawn) found.set(original, [...(found.get(original) ?? []), entry])
  }
  return found
})

/** The entry as it stands in a language; itself where nobody has written it there. */
export function inLanguage<E extends Entry>(entry: E, lang: Lang, { entries }: { entries: Entries }): E {
  if (entry.lang === lang) return entry
  const original = entry.translationOf === undefined ? entry : entries.get(entry.translationOf as EntryId)
  const all = original ? [original, ...(translationsIn(entries).get(original.id) ?? [])] : []
  return (all.find((one) => one.lang === lang && one.kind === entry.kind && !one.withdrawn) as E | undefined) ?? entry
}

/** Whose words visitors read: who is called, and when, is the same in every language. */
export function isInOtherLanguage({ lang, kind }: Entry, wanted: Lang): boolean {
  return lang !== wanted && (kind === 'articles' || kind === 'guides' || kind === 'funding')
}
