/** Questions about requests that were made: how they stand, more words to one, away with one. */
import { buttons, type Decision, sayPlainly, type Turn } from '../decision.ts'
import type { Standing } from '../hand-off/standing.ts'
import { plainWords } from '../interruption.ts'
import { message, wordsOf } from '../messages.ts'
import { type Reply, say } from '../reply.ts'
import type { Saying } from './request-sayings.ts'
import { standingReply } from './request-words.ts'

export function asked(turn: Turn, saying: Exclude<Saying, { kind: 'begin' }>): Decision {
  const { talk } = turn
  const event = { kind: 'hand-off' as const, detail: saying.kind }
  const about = (requests: readonly Standing[]) =>
    saying.number === undefined ? requests : requests.filter(({ number }) => number === saying.number)
  const asking = (reply: (requests: readonly Standing[]) => Reply): Decision => ({
    reply: say(talk.lang),
    talk,
    event,
    effect: { handOff: { do: 'list' }, reply: (requests) => reply(about(requests)) },
  })
  switch (saying.kind) {
    case 'state':
      return asking((requests) => standingReply(turn, requests))
    case 'add': {
      const { number, text } = saying
      return {
        reply: say(talk.lang),
        talk,
        event,
        effect: {
          handOff: { do: 'add', number, text },
          reply: (requests) => (requests.length === 0 ? standingReply(turn, []) : said(turn, 'hand-off.added', number)),
        },
      }
    }
    case 'withdraw': {
      const { number } = saying
      if (number === undefined) return asking((requests) => (requests.length === 0 ? standingReply(turn, []) : which(turn)))
      return {
        reply: { ...said(turn, 'hand-off.withdraw.confirm', number), suggestions: buttons(turn, 'label.yes', 'label.no') },
        talk: { ...talk, handOff: { withdraw: number } },
        event,
      }
    }
  }
}

/** The yes or no after "delete request 12?"; any other sentence keeps it and is answered as usual. */
export function withdrawing(turn: Turn): Decision | undefined {
  const { talk, known, utterance } = turn
  const number = (talk.handOff as { withdraw?: unknown } | undefined)?.withdraw
  if (typeof number !== 'number') return undefined
  const words = plainWords(utterance)
  turn.talk = { ...talk, handOff: undefined }
  if (wordsOf(known.knowledge.messages, 'words.no').includes(words)) return sayPlainly(turn, 'hello', { kind: 'hand-off', detail: 'kept' })
  if (!wordsOf(known.knowledge.messages, 'words.yes').includes(words)) return undefined
  return {
    reply: say(talk.lang),
    talk: turn.talk,
    event: { kind: 'hand-off', detail: 'withdrawn' },
    effect: {
      handOff: { do: 'withdraw', number },
      reply: (requests) => (requests.length === 0 ? standingReply(turn, []) : said(turn, 'hand-off.withdrawn', number)),
    },
  }
}

function said({ known, talk }: Turn, id: 'hand-off.added' | 'hand-off.withdrawn' | 'hand-off.withdraw.confirm', number: number): Reply {
  return say(talk.lang, message(known.knowledge.messages, talk.lang, id, { number }))
}

function which({ known, talk }: Turn): Reply {
  return say(talk.lang, message(known.knowledge.messages, talk.lang, 'hand-off.withdraw.which'))
}
