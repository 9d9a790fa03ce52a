/** "I want to talk to a person": the contacts that fit what the visitor said so far, and how to reach one. */
import { buttons, sentence, type Turn } from '../decision.ts'
import type { Entry } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { message } from '../messages.ts'
import { sayDoubt } from '../regions/doubt.ts'
import { type Card, type Reply, say } from '../reply.ts'
import { readRequestState } from '../requests/request-state.ts'
import { cardOf } from './answer.ts'
import { suggest } from './common.ts'
import { contactsFor } from './people.ts'

/**
 * With the way to hand over a request where somebody reads it, and with the guide that finds the right one.
 *
 * `topic`: what the person is wanted for; contacts that its entry names come first.
 */
export function personReply(turn: Turn, topic?: Entry): Reply {
  const { talk, known, context } = turn
  const { knowledge } = known
  const { contacts, doubt } = contactsFor(talk, known, turn, topic)
  const cards = contacts.map((contact) => cardOf(contact, context)).filter((card): card is Card => card !== undefined)
  const guide = knowledge.area.guides.person && knowledge.entries.get(knowledge.area.guides.person)
  const finder = guide && suggest(inLanguage(guide, talk.lang, knowledge), context)
  const takesRequests = turn.handOff?.open === true && !talk.dialogs.some(readRequestState)
  return {
    ...say(
      talk.lang,
      sentence(turn, cards.length > 0 ? 'person' : 'person.none'),
      ...(doubt ? [sayDoubt(doubt, knowledge, talk.lang)] : []),
      ...(takesRequests ? [sentence(turn, 'hand-off.offer')] : []),
      ...closedWords(turn),
    ),
    cards,
    suggestions: [...(takesRequests ? buttons(turn, 'label.hand-off') : []), ...(finder ? [finder] : [])],
  }
}

function closedWords({ handOff, known, talk }: Turn): string[] {
  return handOff?.closed ? [message(known.knowledge.messages, talk.lang, 'hand-off.closed', { reason: handOff.closed[talk.lang] })] : []
}
