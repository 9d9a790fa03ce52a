/** "I want to talk to a person": the contacts that fit what the visitor said so far, and how to reach one. */
import { buttons, sentence, type Turn } from '../decision.ts'
import type { Entry } from '../knowledge/schema.ts'
import { visitorOf } from '../person.ts'
import { sayDoubt } from '../regions/doubt.ts'
import { firstOf, namedBy, responsibleFor } from '../regions/responsible.ts'
import { type Card, type Reply, say } from '../reply.ts'
import { readRequestState } from '../requests/request-state.ts'
import { cardOf } from './answer.ts'

/** Of those who know the topic; those who are responsible at the visitor's place come after them. */
const MAX_KNOWING = 2

/**
 * With the way to hand over a request where somebody reads it, and with the guide that finds the right one.
 *
 * `topic`: what the person is wanted for; contacts that its entry names come first.
 */
export function personReply(turn: Turn, topic?: Entry): Reply {
  const { talk, known, context } = turn
  const { knowledge } = known
  const visitor = visitorOf(talk, knowledge, turn)
  const { referrals, doubt } = firstOf(responsibleFor(visitor, knowledge, turn))
  const responsible = referrals.map(({ contact }) => contact)
  // Those who are responsible stand in the rule's order, whichever of them an entry names.
  const knowing = (topic ? namedBy(topic, visitor, knowledge, turn) : []).filter((contact) => !responsible.includes(contact))
  const contacts = [...knowing.slice(0, MAX_KNOWING), ...responsible]
  const cards = contacts.map((contact) => cardOf(contact, context)).filter((card): card is Card => card !== undefined)
  const finder = knowledge.area.guides.person && knowledge.entries.get(knowledge.area.guides.person)
  const takesRequests = turn.handOff?.open === true && !talk.dialogs.some(readRequestState)
  return {
    ...say(
      talk.lang,
      sentence(turn, cards.length > 0 ? 'person' : 'person.none'),
      ...(doubt ? [sayDoubt(doubt, knowledge, talk.lang)] : []),
      ...(takesRequests ? [sentence(turn, 'hand-off.offer')] : []),
    ),
    cards,
    suggestions: [
      ...(takesRequests ? buttons(turn, 'label.hand-off') : []),
      ...(finder ? [{ label: finder.title, say: finder.title }] : []),
    ],
  }
}
