/** How a request stands, in a visitor's words. */
import { sentence, type Turn } from '../decision.ts'
import { nextReading } from '../hand-off/office-hours.ts'
import type { Standing } from '../hand-off/standing.ts'
import { sayDay } from '../knowledge/day.ts'
import { message } from '../messages.ts'
import { type Reply, say } from '../reply.ts'

/** The number, where it went, when somebody reads it. `made` is missing when too many are open already. */
export function createdReply(turn: Turn, made: Standing | undefined): Reply {
  const { lang } = turn.talk
  const texts = turn.known.knowledge.messages
  if (!made) return say(lang, sentence(turn, 'hand-off.too-many'))
  const { number, place } = made
  return say(
    lang,
    [message(texts, lang, 'hand-off.done', { number, place }), readingText(turn), message(texts, lang, 'hand-off.after', { number })]
      .filter(Boolean)
      .join('\n\n'),
  )
}

/** Empty when no office hours are known: then nothing is promised. */
function readingText({ today, clock, known, talk }: Turn): string {
  const { knowledge } = known
  const reading = nextReading({ today, clock }, knowledge.routing)
  if (reading === undefined) return ''
  if (reading === 'now') return message(knowledge.messages, talk.lang, 'hand-off.read.now')
  return message(knowledge.messages, talk.lang, 'hand-off.read.from', { day: sayDay(reading.day, talk.lang), clock: reading.clock })
}

/** One line each; of several, those that still move come first. */
export function standingReply(turn: Turn, requests: readonly Standing[]): Reply {
  const { lang } = turn.talk
  if (requests.length === 0) return say(lang, sentence(turn, 'hand-off.unknown'))
  const lines = [...requests]
    .sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || b.number - a.number)
    .map((request) => standingText(turn, request))
  const waiting = requests.some(({ state }) => state === 'open') ? readingText(turn) : ''
  return say(lang, [...lines, waiting].filter(Boolean).join('\n\n'))
}

function isDone({ state }: Standing): boolean {
  return state === 'closed' || state === 'withdrawn'
}

function standingText({ known, talk }: Turn, { number, state, place, outcome }: Standing): string {
  const texts = known.knowledge.messages
  if (state === 'closed' && outcome)
    return message(texts, talk.lang, 'hand-off.state.closed', { number, place, outcome: message(texts, talk.lang, `outcome.${outcome}`) })
  if (state === 'claimed') return message(texts, talk.lang, 'hand-off.state.claimed', { number, place })
  if (state === 'withdrawn') return message(texts, talk.lang, 'hand-off.state.withdrawn', { number })
  return message(texts, talk.lang, 'hand-off.state.open', { number, place })
}
