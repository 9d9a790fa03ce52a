/**
 * `/wegweiser/<slug>?…`: a guide as plain pages. The address holds the answers and nothing else; each form leads to a clean
 * address by redirect, so that what somebody typed stays neither in the history nor in a log. Same engine, same outcomes as
 * in the chat.
 */

import { isAnswer } from '../../../bot/guides/reading/read-answer.ts'
import { give } from '../../../bot/guides/replay/moves.ts'
import { answersFrom } from '../../../bot/guides/replay/query.ts'
import { replay } from '../../../bot/guides/replay/replay.ts'
import { STATE_VERSION } from '../../../bot/guides/state/guide-state.ts'
import { ask, continueGuide, type GuideState } from '../../../bot/guides/talk.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { guideAddress, QUERY_FIELDS } from './guide-address.ts'
import { outcomePage } from './guide-outcome.ts'
import { type Complaint, questionPage } from './guide-question.ts'

const MAX_TYPED_LENGTH = 500

export type GuideAnswer = { redirect: string } | { content: PageContent }

/** A page, or the address of the next one after a form was sent. */
export function guideAnswer(guide: Guide, query: URLSearchParams, view: View): GuideAnswer {
  const state = stateFrom(guide, query)
  const asked = query.get(QUERY_FIELDS.step)
  if (asked !== null) return answered(guide, state, asked, query, view)
  const fresh = (query.get(QUERY_FIELDS.fresh) ?? '').split(' ').filter((step) => step !== '')
  return { content: show(guide, state, view, { fresh }) }
}

/** The page before the first answer. */
export function guideStart(guide: Guide, view: View): PageContent {
  return show(guide, stateFrom(guide, new URLSearchParams()), view, {})
}

function stateFrom(guide: Guide, query: URLSearchParams): GuideState {
  return { version: STATE_VERSION, guide: guide.id, digest: guide.digest, answers: answersFrom(query, guide) }
}

/** What the form of one question brought: words in its field count before a choice. */
function answered(guide: Guide, state: GuideState, asked: string, query: URLSearchParams, view: View): GuideAnswer {
  const { knowledge } = view
  const ground = view
  const here = replay(guide, state.answers, ground)
  const typed = (query.get(QUERY_FIELDS.typed) ?? '').trim().slice(0, MAX_TYPED_LENGTH)
  // The form of a question that is no longer open (an old tab): its answers stand in the address; nothing else is taken.
  if (!here.step || here.step.id !== asked) return { redirect: guideAddress(guide, state) }
  if (typed !== '') {
    const turn = continueGuide(knowledge, state, typed, view)
    if (turn.kind === 'notMine')
      return { content: show(guide, state, view, { complaint: { retry: here.step.retry, typed, elsewhere: true } }) }
    const changed = turn.state.answers.filter((answer) => !answer.aside && !state.answers.some((before) => sameAnswer(before, answer)))
    if (changed.length === 0)
      return { content: show(guide, state, view, { complaint: { retry: turn.notes.join(' ') || here.step.retry, typed } }) }
    return {
      redirect: guideAddress(
        guide,
        turn.state,
        changed.map(({ step }) => step).filter((step) => step !== asked || changed.length > 1),
      ),
    }
  }
  const chosen = query.getAll(QUERY_FIELDS.choice)
  if (!isAnswer(here.step, chosen, knowledge))
    return { content: show(guide, state, view, { complaint: { retry: here.step.retry, typed } }) }
  return { redirect: guideAddress(guide, { ...state, answers: give(guide, state.answers, asked, chosen, ground) }) }
}

function sameAnswer(a: GuideState['answers'][number], b: GuideState['answers'][number]): boolean {
  return a.step === b.step && a.aside === b.aside && a.values.join() === b.values.join()
}

function show(
  guide: Guide,
  state: GuideState,
  view: View,
  { fresh = [], complaint }: { fresh?: readonly string[]; complaint?: Complaint | undefined },
): PageContent {
  const turn = ask(view.knowledge, state, view)
  if (turn.kind === 'notMine') throw new Error(`${guide.id} vanished while its page was made`)
  return turn.kind === 'ask' ? questionPage(guide, turn, view, { fresh, complaint }) : outcomePage(guide, turn, view)
}
