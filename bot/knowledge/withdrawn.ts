/**
 * Entries that somebody has withdrawn: they keep their name and their questions, so that whoever asks is told the reason instead of what
 * comes next to it, and lose all that they say and offer.
 */
import type { Knowledge } from './knowledge.ts'
import type { Entry, PublicWords } from './schema.ts'

/** The knowledge as it is, with each withdrawn entry as what is left of it. */
export function withWithdrawn(knowledge: Knowledge): Knowledge {
  const { withdrawn } = knowledge.switches
  if (withdrawn.length === 0) return knowledge
  const entries = new Map(knowledge.entries)
  for (const { entry: id, words } of withdrawn) {
    const entry = entries.get(id)
    if (entry && !entry.withdrawn) entries.set(id, emptied(entry, words))
  }
  return { ...knowledge, entries }
}

function emptied(entry: Entry, words: PublicWords): Entry {
  const { easy: _easy, ...rest } = withoutFacts(entry)
  const reason = words[entry.lang]
  return {
    ...rest,
    withdrawn: words,
    // Of dialogs and lists that are made from entries, and of the index: this is another text.
    digest: `${entry.digest} ${reason}`,
    lead: reason,
    passages: [{ id: entry.id, heading: '', markdown: reason, plain: reason, line: 1 }],
    links: [],
    source: [],
    next: [],
    confirm: [],
  } as Entry
}

/** Without numbers, addresses, dates and sums, where a kind has them. */
function withoutFacts(entry: Entry): Entry {
  switch (entry.kind) {
    case 'contacts': {
      const { address: _a, phone: _p, mail: _m, web: _w, hours: _h, booking: _b, handOff: _o, ...rest } = entry
      return { ...rest, pages: [], access: [], languages: [] }
    }
    case 'events': {
      const { end: _e, recurrence: _r, place: _p, contact: _c, cost: _k, booking: _b, tentative: _t, ...rest } = entry
      return { ...rest, start: LONG_AGO }
    }
    case 'funding': {
      const { rate: _r, duration: _d, loan: _l, tax: _t, apply: _a, link: _i, contact: _c, ...rest } = entry
      return { ...rest, amount: {}, calls: [], successor: [], notFunds: [], funds: [] }
    }
    case 'articles': {
      const { example: _e, ...rest } = entry
      return rest
    }
    default:
      return entry
  }
}

/** No date of it is still to come. */
const LONG_AGO = '1970-01-01'
