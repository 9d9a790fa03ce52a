/** Words about the talk itself: help, thanks, a person, why, back. */
import { personReply } from '../answers/person.ts'
import { whyReply } from '../answers/why.ts'
import { buttons, type Decision, referred, sayPlainly, sentence, type Turn } from '../decision.ts'
import { greetingReply } from '../greeting.ts'
import { readInterruption } from '../interruption.ts'
import type { Entry } from '../knowledge/schema.ts'
import type { UsageEvent } from '../ports.ts'
import { type Reply, say } from '../reply.ts'
import { hasWord } from '../search/search.ts'
import { readAspects } from '../subject/aspects.ts'
import { newTalk } from '../talk.ts'

export function interrupted(turn: Turn): Decision | undefined {
  // A word of the content is no mistyped praise: "Kasse" is not "Klasse".
  const asks = readAspects(turn.utterance).aspects.length > 0 || hasWord(turn.known.searcher, turn.utterance)
  const interruption = readInterruption(turn.utterance, turn.known.knowledge.messages, asks)
  if (!interruption) return undefined
  const { talk } = turn
  const event: UsageEvent = { kind: 'interruption', detail: interruption }
  switch (interruption) {
    case 'person':
      return referred({ ...talk, misses: 0 }, personReply(turn, subjectOf(turn)), turn.utterance, event)
    case 'why':
      return whyOf(turn, event)
    case 'back':
      return sayPlainly(turn, 'nothing-to-go-back', event)
    case 'cancel':
      return sayPlainly(turn, 'nothing-to-cancel', event)
    case 'restart':
      return {
        reply: withText(greetingReply(talk, turn.known), sentence(turn, 'restarted')),
        talk: { ...newTalk(talk.lang), greeted: true },
        event,
      }
    case 'german':
      return sayPlainly(turn, 'language-switched', event, { ...talk, lang: 'de' })
    case 'english':
      return sayPlainly(turn, 'language-switched', event, { ...talk, lang: 'en' })
    case 'help':
      return {
        ...sayPlainly(turn, 'help', event),
        reply: { ...say(talk.lang, sentence(turn, 'help')), suggestions: greetingReply(talk, turn.known).suggestions },
      }
    case 'complaint':
      return {
        ...sayPlainly(turn, 'complaint', event),
        reply: { ...say(talk.lang, sentence(turn, 'complaint')), suggestions: buttons(turn, 'label.person', 'label.help') },
      }
    case 'forget':
      return undefined
    default:
      return sayPlainly(turn, interruption, event)
  }
}

function subjectOf({ talk, known }: Turn): Entry | undefined {
  return talk.subject && known.knowledge.entries.get(talk.subject.entry)
}

function withText(reply: Reply, text: string): Reply {
  return { ...reply, texts: [text, ...reply.texts] }
}

function whyOf(turn: Turn, event: UsageEvent): Decision {
  const reply = whyReply(turn)
  return reply ? { reply, talk: turn.talk, event } : sayPlainly(turn, 'why.nothing', event)
}
