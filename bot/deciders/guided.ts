/**
 * Guided dialogs: opening one and going on with the one that is open. A side question is answered and the open question put again;
 * a second dialog lies on top of the first and gives it back when it is done.
 */
import { outcomeReply, questionReply } from '../answers/guide.ts'
import { type Decision, sentence, type Turn } from '../decision.ts'
import { queryOf } from '../guides/replay/query.ts'
import { ask, back, continueGuide, type GuideState, type GuideTurn, readGuideState, startGuide } from '../guides/talk.ts'
import { readInterruption } from '../interruption.ts'
import type { EntryId, Guide } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { UsageEvent } from '../ports.ts'
import { type Reply, say } from '../reply.ts'
import { interrupted } from './interrupted.ts'
import { offered } from './offered.ts'
import { searched } from './searched.ts'

/** Dialogs that may lie on top of each other; a deeper one pushes the oldest out. */
const MOST_OPEN = 3

export function guided(turn: Turn): Decision | undefined {
  const state = current(turn)
  if (!state) return afterwards(turn)
  const { utterance, known, talk } = turn
  const interruption = readInterruption(utterance, known.knowledge.messages)
  if (interruption === 'cancel') return cancel(turn, state)
  if (interruption === 'back') return follow(turn, state, back(known.knowledge, state, turn))
  if (interruption === 'restart') return undefined
  if (interruption && interruption !== 'why') return withOpenQuestion(turn, interrupted(turn))
  const choosing = talk.clarifying ? offered(turn) : undefined
  if (choosing) return withOpenQuestion(turn, choosing)
  const next = continueGuide(known.knowledge, state, utterance, turn)
  if (next.kind !== 'notMine') return follow(turn, state, next)
  return withOpenQuestion(turn, offered(turn) ?? searched(turn))
}

/** The question that waits for an answer, put again; undefined when no dialog is open. */
export function openGuideQuestion(turn: Turn): Reply | undefined {
  const state = current(turn)
  const open = state && ask(turn.known.knowledge, state, turn)
  return open?.kind === 'ask' ? questionReply(open.step, [], turn.context) : undefined
}

/** Opens a guide; what the sentence that led here says already is not asked again. */
export function openGuide(turn: Turn, guide: Guide, opening: string | undefined): Decision {
  const { known, talk } = turn
  const others = talk.guides.filter((state) => readGuideState(state)?.guide !== guide.id)
  const earlier = readGuideState(others.at(-1))?.answers ?? []
  const fresh: Turn = { ...turn, talk: { ...talk, guides: others, offers: [], clarifying: false, misses: 0 } }
  const next = startGuide(known.knowledge, guide.id, opening, turn, earlier)
  return follow(fresh, undefined, next)
}

function current({ talk }: Turn): GuideState | undefined {
  return readGuideState(talk.guides.at(-1))
}

/** After the outcome, "zurück" and a correction still reach the dialog that ended. */
function afterwards(turn: Turn): Decision | undefined {
  const { talk, known, utterance } = turn
  const finished = readGuideState(talk.finished)
  if (!finished) return undefined
  const next =
    readInterruption(utterance, known.knowledge.messages) === 'back'
      ? back(known.knowledge, finished, turn)
      : continueGuide(known.knowledge, finished, utterance, turn)
  return next.kind === 'notMine' ? undefined : follow(turn, undefined, next)
}

/** Puts the question or says the outcome. `replaced`: the state this turn goes on from, the last of the stack. */
function follow(turn: Turn, replaced: GuideState | undefined, next: GuideTurn): Decision {
  const { talk, context, known } = turn
  const below = replaced ? talk.guides.slice(0, -1) : talk.guides
  if (next.kind === 'notMine') return searched({ ...turn, talk: { ...talk, guides: below } })
  const guide = known.knowledge.entries.get(next.state.guide) as Guide
  const event: UsageEvent = {
    kind: 'guide',
    entry: guide.id,
    ...(next.kind === 'ask' ? { step: next.step.id } : { outcome: next.outcome.id }),
  }
  const remembered = { ...talk, offers: [], clarifying: false, misses: 0 }
  if (next.kind === 'ask') {
    return {
      reply: questionReply(next.step, next.notes, context),
      talk: { ...remembered, guides: [...below, next.state].slice(-MOST_OPEN), finished: undefined },
      event,
    }
  }
  const link = next.outcome.plan ? `/plan?${queryOf(next.state.answers)}` : undefined
  const reply = outcomeReply(guide, next.outcome, next.notes, context, link)
  return withOpenQuestion(turn, { reply, talk: { ...remembered, guides: below, finished: next.state }, event }, 'guide.continued')
}

function cancel(turn: Turn, state: GuideState): Decision {
  const { talk, known } = turn
  const title = titleOf(turn, state.guide)
  const reply = say(talk.lang, message(known.knowledge.messages, talk.lang, 'guide.cancelled', { title }))
  return withOpenQuestion(turn, {
    reply,
    talk: { ...talk, guides: talk.guides.slice(0, -1), finished: undefined },
    event: { kind: 'guide', entry: state.guide, detail: 'cancel' },
  })
}

/** Adds the open question to a decision, unless the decision itself asks something that must be answered first. */
function withOpenQuestion(turn: Turn, decision: Decision | undefined, lead: 'guide.continued' | 'guide.resume' = 'guide.resume'): Decision {
  if (!decision) return searched(turn)
  const { known, context } = turn
  const state = readGuideState(decision.talk.guides.at(-1))
  if (!state || decision.talk.clarifying || decision.talk.forgetting || decision.event.step !== undefined) return decision
  const open = ask(known.knowledge, state, turn)
  if (open.kind !== 'ask') return decision
  const before =
    lead === 'guide.resume'
      ? message(known.knowledge.messages, context.lang, lead, { title: titleOf(turn, state.guide) })
      : sentence(turn, lead)
  const question: Reply = questionReply(open.step, [before], context)
  const { reply } = decision
  return {
    ...decision,
    reply: { ...reply, texts: [...reply.texts, ...question.texts], suggestions: question.suggestions },
    talk: { ...decision.talk, offers: [] },
  }
}

function titleOf({ known }: Turn, id: EntryId): string {
  return known.knowledge.entries.get(id)?.title ?? ''
}
