/** Words about the talk itself: help, thanks, a person, why, back. */
import { cardOf } from '../answers/answer.ts'
import { buttons, type Decision, sayPlainly, sentence, type Turn } from '../decision.ts'
import { greetingReply } from '../greeting.ts'
import { readInterruption } from '../interruption.ts'
import { message } from '../messages.ts'
import { visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { sayDoubt } from '../regions/doubt.ts'
import { firstOf, responsibleFor } from '../regions/responsible.ts'
import { type Card, type Reply, say } from '../reply.ts'
import { explainInGerman, search } from '../search/search.ts'
import { newTalk } from '../talk.ts'

export function interrupted(turn: Turn): Decision | undefined {
  const interruption = readInterruption(turn.utterance, turn.known.knowledge.messages)
  if (!interruption) return undefined
  const { talk } = turn
  const event: UsageEvent = { kind: 'interruption', detail: interruption }
  switch (interruption) {
    case 'person':
      return { reply: personReply(turn), talk: { ...talk, misses: 0 }, event }
    case 'why':
      return why(turn, event)
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

function withText(reply: Reply, text: string): Reply {
  return { ...reply, texts: [text, ...reply.texts] }
}

/** The contacts that fit what the visitor said so far, and the guide that finds the right one. */
export function personReply(turn: Turn): Reply {
  const { talk, known, context } = turn
  const { knowledge } = known
  const { referrals, doubt } = firstOf(responsibleFor(visitorOf(talk, knowledge, turn), knowledge, turn))
  const cards = referrals.map(({ contact }) => cardOf(contact, context)).filter((card): card is Card => card !== undefined)
  const finder = knowledge.entries.get('guides/ansprechperson-finden')
  const offer = turn.handOff?.open ? [sentence(turn, 'hand-off.offer')] : []
  return {
    ...say(
      talk.lang,
      sentence(turn, cards.length > 0 ? 'person' : 'person.none'),
      ...(doubt ? [sayDoubt(doubt, knowledge, talk.lang)] : []),
      ...offer,
    ),
    cards,
    suggestions: [
      ...(turn.handOff?.open ? buttons(turn, 'label.hand-off') : []),
      ...(finder ? [{ label: finder.title, say: finder.title }] : []),
    ],
  }
}

/** The last question is searched again, because an explanation is computed and never stored. */
function why(turn: Turn, event: UsageEvent): Decision {
  const { talk, known } = turn
  if (!talk.last) return sayPlainly(turn, 'why.nothing', event)
  const result = search(known.searcher, { utterance: talk.last.utterance, moment: turn, lang: talk.lang })
  const explanation = explainInGerman(result.explain())
  return { reply: say(talk.lang, message(known.knowledge.messages, talk.lang, 'why', { explanation })), talk, event }
}
