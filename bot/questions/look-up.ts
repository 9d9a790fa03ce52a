/** What a question finds: asked whole, without who asks, and by its clauses, where that is surer of the same. */
import type { Turn } from '../decision.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { type Hit, type SearchDecision, type SearchResult, search } from '../search/search.ts'
import { stem } from '../search/words/stem.ts'
import { tokens } from '../search/words/tokens.ts'
import { clausesOf, opensAQuestion } from '../understanding/parts.ts'
import { withoutNames } from '../understanding/profile/profile.ts'

/**
 * The best for what is asked. Who asks is no topic, unless an entry is about just them ("als Verein"), or nothing is asked without it. A place
 * or trade that is only named does not make a chamber the answer.
 */
export function lookUp(turn: Turn): SearchResult {
  const { utterance, heard, known } = turn
  const plain = find(utterance, turn)
  const whole = heard.withAsides === undefined ? plain : surer(plain, find(heard.withAsides, turn), turn)
  const best = whole.decision === 'answer' ? whole : (plainer(whole, turn) ?? whole)
  const [first] = best.hits
  if (best.decision === 'none' || !isContact(first)) return best
  const topic = withoutNames(utterance, known.knowledge.vocabulary)
  if (topic === '' || topic === utterance) return best
  const unnamed = find(topic, turn)
  return unnamed.decision !== 'none' && !isContact(unnamed.hits[0]) ? { ...unnamed, slots: best.slots, utterance: best.utterance } : best
}

/** What a plainer question finds must be among the first that the whole of it found: it is the same question. */
const MAX_RANK_OF_SAME = 4
/** Longer stories are not asked piece by piece. */
const MAX_CLAUSES = 4
const DECISIONS: readonly SearchDecision[] = ['none', 'clarify', 'answer']

/**
 * "Steuerbüro in Musterstadt, 7 Arbeitsplätze: wie sichern wir unsere Daten?": asked again without who, where and how many, and by its clauses
 * alone, where the whole of it leaves a doubt. Undefined where none of them is surer of the same.
 */
function plainer(whole: SearchResult, turn: Turn): SearchResult | undefined {
  const { vocabulary } = turn.known.knowledge
  const same = new Set(whole.hits.slice(0, MAX_RANK_OF_SAME).map(({ id }) => id))
  const without = withoutNames(turn.utterance, vocabulary, ['p', 'w', 's'])
  // Of several clauses those that ask, if one does; what is told beside them is who asks.
  const clauses = clausesOf(turn.utterance)
  const asking = clauses.filter(opensAQuestion)
  const alone = clauses.length > 1 && whole.decision !== 'none' ? (asking.length > 0 ? asking : clauses).slice(0, MAX_CLAUSES) : []
  const tries = new Set([
    ...(asking.length > 0 && alone.length > 0 ? [] : [without]),
    ...alone,
    ...alone.map((clause) => withoutNames(clause, vocabulary, ['p', 'w', 's'])),
    without,
  ])
  let found: SearchResult | undefined
  for (const text of tries) {
    if (text === turn.utterance || !/\p{L}{2}/u.test(text)) continue
    const result = find(text, turn)
    const [best] = result.hits
    const before = found ?? whole
    if (!best || !same.has(best.id) || DECISIONS.indexOf(result.decision) <= DECISIONS.indexOf(before.decision)) continue
    found = { ...result, slots: whole.slots, utterance: whole.utterance }
  }
  return found
}

const isContact = (hit: Hit | undefined) => hit?.id.startsWith('contacts/') === true

function find(utterance: string, { talk, known, ...moment }: Turn): SearchResult {
  return search(known.searcher, {
    utterance,
    moment,
    lang: talk.lang,
    audience: talk.about.audiences,
    region: talk.about.regions,
    ...(talk.last && { subject: { words: talk.last.utterance, ...(talk.last.entry && { entry: talk.last.entry }) } }),
  })
}

/** The result with who asks, where its answer is about them, or the question has none without. */
function surer(plain: SearchResult, aside: SearchResult, turn: Turn): SearchResult {
  const [found] = aside.hits
  const score = plain.hits[0]?.score ?? 0
  if (!found || aside.decision === 'none') return plain
  if (plain.decision !== 'answer') {
    const isChamber = isContact(found) && !isContact(plain.hits[0])
    return isChamber || (aside.decision === 'clarify' && plain.decision === 'clarify' && found.score < score) ? plain : aside
  }
  return aside.decision === 'answer' && isAboutVisitor(found.id, turn) && found.score >= score ? aside : plain
}

/** Title or an example question name the trade or kind of organisation. */
function isAboutVisitor(id: EntryId, { known, heard }: Turn): boolean {
  const entry = known.knowledge.entries.get(id)
  if (!entry || entry.kind === 'contacts' || heard.profile?.who === undefined) return false
  const words = new Set(tokens(heard.profile.who).map(({ word }) => stem(word)))
  return [entry.title, ...entry.questions].some((text) => tokens(text).some(({ word }) => words.has(stem(word))))
}
