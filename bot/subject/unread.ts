/**
 * Where the talk would stop (nothing is said of it, or only what was read before), the entry's other parts are looked at: the one that the
 * sentence is likeliest put to is shown, if it is likely enough; else the likeliest are offered.
 */
import { answer } from '../answers/answer.ts'
import { answered, type Decision, type Turn } from '../decision.ts'
import type { Entry, Passage } from '../knowledge/schema.ts'
import { withoutPersonalData } from '../privacy.ts'
import { isPartRead } from '../read-so-far.ts'
import type { Suggestion } from '../reply.ts'
import { type RankedPart, rankParts } from '../search/search.ts'

/** More are noise. */
const MAX_OFFERED = 3
const MAX_BESIDE = 2
/** So likely among those not read that it is shown, and so much that speaks for it at all: its heading, or what is known to be asked of it. */
const MIN_LIKELY = 0.35
const MIN_SAID = 0.18
const MIN_ASKED = 0.09
const MIN_SHARE_OF_ASKED = 0.7

/** Parts that were not read, the likeliest first; `likely`: the first may be shown. */
function unreadOf(entry: Entry, { utterance, talk, known }: Turn): { parts: Passage[]; likely: boolean } {
  if (entry.kind !== 'articles' && entry.kind !== 'funding') return { parts: [], likely: false }
  const read = talk.read ?? []
  const passages = new Map(entry.passages.map((passage) => [passage.id, passage]))
  const all = rankParts(known.searcher, utterance, entry.id)
  const ranked = all.filter(({ id }) => !isPartRead(read, passages.get(id)!))
  const whole = ranked.reduce((sum, { probability }) => sum + probability, 0)
  const [first] = ranked
  // Who asks once more for what was read is not sent elsewhere.
  const asked = Math.max(0, ...all.map((part) => part.asked ?? 0))
  const isMeant = (part: RankedPart) =>
    (part.said >= MIN_SAID || (part.asked ?? 0) >= MIN_ASKED) && (part.asked ?? 0) >= MIN_SHARE_OF_ASKED * asked
  const likely = first !== undefined && first.probability >= MIN_LIKELY * whole && isMeant(first)
  return { parts: ranked.map(({ id }) => passages.get(id)!), likely }
}

/**
 * The part of the entry that the sentence is likeliest put to, and the next likeliest as buttons; undefined where none is unread, or none
 * likely. `isMeant`: the visitor has said that it is about this entry, so the likeliest will do.
 */
export function likelyUnread(entry: Entry, turn: Turn, isMeant = false): Decision | undefined {
  const {
    parts: [part, ...others],
    likely,
  } = unreadOf(entry, turn)
  if (!part || !(likely || isMeant)) return undefined
  const said = answer(entry, { ...turn.context, told: entry.id }, part.id)
  const next = said.suggestions.filter(({ kind }) => kind !== undefined)
  const reply = { ...said, suggestions: [...headingsOf(others, MAX_BESIDE), ...next] }
  return answered(turn, turn.utterance, entry, reply, {
    kind: 'question',
    text: withoutPersonalData(turn.utterance),
    decision: 'answer',
    entry: entry.id,
    passage: part.id,
    topics: entry.topics,
    detail: 'follow-up',
  })
}

/** Headings of the entry's parts that were not read, the likeliest first, as buttons. */
export function unreadHeadings(entry: Entry, turn: Turn): Suggestion[] {
  return headingsOf(unreadOf(entry, turn).parts, MAX_OFFERED)
}

function headingsOf(parts: readonly Passage[], most: number): Suggestion[] {
  return parts
    .filter(({ heading }) => heading.length <= MAX_HEADING)
    .slice(0, most)
    .map(({ heading }) => ({ label: heading, say: heading }))
}
const MAX_HEADING = 70
