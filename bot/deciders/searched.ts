/** The question goes to the search: one answer, two to four to choose from, or an honest no with a way on. */
import { answer } from '../answers/answer.ts'
import { suggest } from '../answers/common.ts'
import { personReply } from '../answers/person.ts'
import { answered, buttons, type Decision, type Move, sentence, type Turn } from '../decision.ts'
import { readFirstSentence } from '../guides/first-sentence.ts'
import type { Entry } from '../knowledge/schema.ts'
import { aboutAfter, visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { impersonalWords, withoutPersonalData } from '../privacy.ts'
import { say } from '../reply.ts'
import { type SearchResult, search } from '../search/search.ts'
import type { Talk } from '../talk.ts'

const MAX_CHOICES = 4
/** How sure the runner-up must be to stand beside the first choice in "Meinten Sie …?". */
const MIN_SHARE = 0.25
/** From here on the visitor is told who else is responsible instead of a plain no. */
const SURE_ELSEWHERE = 0.5

export function searched(said: Turn): Move {
  const { utterance, talk, known } = said
  const result = search(known.searcher, {
    utterance,
    moment: said,
    lang: talk.lang,
    audience: talk.about.audiences,
    region: talk.about.regions,
    ...(talk.last && { subject: { words: talk.last.utterance, ...(talk.last.entry && { entry: talk.last.entry }) } }),
  })
  // What the question named is known from here on; a follow-up stands for the whole question it was understood as.
  const about = aboutAfter(talk.about, utterance, result.slots, known.knowledge)
  const turn: Turn = { ...said, utterance: result.utterance, talk: { ...talk, about } }
  const best = result.hits[0]
  const entry = best && known.knowledge.entries.get(best.id)
  const event: UsageEvent = {
    kind: 'question',
    text: withoutPersonalData(utterance),
    decision: result.decision,
    ...(best && { entry: best.id, confidence: best.score }),
    ...(entry && { topics: entry.topics }),
  }
  if (result.decision === 'answer' && entry) {
    if (entry.kind === 'guides') return { open: entry, opening: utterance, talk: turn.talk }
    const reply = answer(entry, turn.context, best.passage, visitorOf(turn.talk, known.knowledge, turn))
    const shown = hasPassages(entry) && best.passage !== undefined ? { ...event, passage: best.passage } : event
    return withGuide(turn, result, answered(turn, turn.utterance, entry, reply, shown))
  }
  if (result.decision === 'clarify' && entry) return clarify(turn, result, event)
  if (entry?.elsewhere && best!.score >= SURE_ELSEWHERE)
    return answered(turn, turn.utterance, entry, answer(entry, turn.context, best!.passage), event)
  return noAnswer(turn, event)
}

/** Events and contacts are answered by their fields, whichever part of their text met the question. */
function hasPassages({ kind }: Entry): boolean {
  return kind === 'articles' || kind === 'funding'
}

/** A sentence that answers this many steps of a guide is worth going on from. */
const STEPS_ANSWERED = 3

/** Who has said who they are, where and what for is also offered the guide to begin with. */
function withGuide(turn: Turn, { slots }: SearchResult, decision: Decision): Decision {
  if (slots.audiences.length === 0 || slots.regions.length === 0) return decision
  const { knowledge } = turn.known
  const guide = knowledge.area.guides.start && knowledge.entries.get(knowledge.area.guides.start)
  if (guide?.kind !== 'guides' || readFirstSentence(guide, turn.utterance, knowledge).length < STEPS_ANSWERED) return decision
  const { reply, talk } = decision
  return {
    ...decision,
    reply: { ...reply, suggestions: [suggest(guide), ...reply.suggestions.filter(({ label }) => label !== guide.title)] },
    talk: { ...talk, offers: [{ label: guide.title, entry: guide.id }, ...talk.offers.filter(({ label }) => label !== guide.title)] },
  }
}

function clarify(turn: Turn, result: SearchResult, event: UsageEvent): Decision {
  const { talk, known } = turn
  const first = result.hits[0]!.score
  const choices = result.hits
    .filter((hit, rank) => rank < 2 || hit.score >= first * MIN_SHARE)
    .slice(0, MAX_CHOICES)
    .map((hit) => known.knowledge.entries.get(hit.id))
    .filter((entry): entry is Entry => entry !== undefined)
  const list = choices.map((entry, i) => `${i + 1}. ${entry.title}`).join('\n')
  const reply = {
    ...say(talk.lang, `${sentence(turn, 'clarify')}\n\n${list}`),
    suggestions: [...choices.map(suggest), ...buttons(turn, 'label.none-of-these')],
  }
  const next: Talk = {
    ...talk,
    last: { utterance: impersonalWords(turn.utterance) },
    offers: choices.map((entry) => ({ label: entry.title, entry: entry.id })),
    clarifying: true,
    misses: 0,
  }
  return { reply, talk: next, event }
}

/** Says so, and offers a person; the second time in a row the people come at once. */
function noAnswer(turn: Turn, event: UsageEvent): Decision {
  const { talk } = turn
  const next: Talk = { ...talk, offers: [], clarifying: false, misses: talk.misses + 1 }
  if (talk.misses > 0) {
    const people = personReply(turn)
    return { reply: { ...people, texts: [sentence(turn, 'none.again'), ...people.texts] }, talk: next, event }
  }
  return {
    reply: { ...say(talk.lang, sentence(turn, 'none')), suggestions: buttons(turn, 'label.person', 'label.help') },
    talk: next,
    event,
  }
}
