/**
 * The form by which a mail is ordered in a talk: the consent, for the monthly mail topics and a place, the address. It is made of the same
 * questions as an editor's guide and run by the same engine. What it ends in is only a letter that asks for a yes.
 */
import { type Form, UNKNOWN } from '../guides/state/guide-state.ts'
import type { Lang } from '../knowledge/day.ts'
import type { Choice, Outcome, Step } from '../knowledge/guide-schema.ts'
import { entriesOf, type Knowledge } from '../knowledge/knowledge.ts'
import { type MessageId, message, type PlainMessageId, wordsOf } from '../messages.ts'
import { placeOf } from '../regions/place.ts'
import { type MailOrderState, ORDER_DIGEST, ORDER_ID, SURVEY_WEEKS } from './order-state.ts'

export interface OrderContext {
  knowledge: Knowledge
  lang: Lang
}

/** What the world is asked to do: to send the letter that asks for a yes. */
export interface NewMailOrder {
  lang: Lang
  address: string
  topics: string[]
  /** As `placeOf` reads it. */
  place?: string
  /** All that was read before the yes. */
  consent: string
  /** With it the order is one question some weeks later, about this: id of an entry, `request` or `talk`. */
  about?: string
}

const AFTER_CONSENT = { consent: ['ja'] }

/** How the form can end. */
export type OrderOutcome = 'declined' | 'ordered'
const OUTCOMES: Outcome[] = (
  [
    ['declined', { consent: ['nein'] }],
    ['ordered', undefined],
  ] as const
).map(([id, when]) => ({ id, title: id, text: '', from: [], first: [], groups: [], ...(when && { when: { ...when } as never }) }))

/** Nothing is answered yet. */
export function beginOrder(about?: string): MailOrderState {
  return { kind: 'mail-order', version: 1, answers: [], ...(about !== undefined && { about }) }
}

/** The questions; which topics are offered follows from the dates that are known. */
export function orderForm({ knowledge, lang }: OrderContext, about: string | undefined): Form {
  const texts = knowledge.messages
  const say = (id: PlainMessageId) => message(texts, lang, id as 'monthly.why')
  const topics = topicChoices(knowledge, lang)
  const ask = (id: 'consent' | 'topics' | 'place' | 'mail', fields: Partial<Step> & Pick<Step, 'input'>): Step => ({
    id,
    question: say(`monthly.${id}`),
    short: say(`monthly.${id}.short`),
    why: say(about === undefined ? 'monthly.why' : 'survey.why'),
    retry: say(`monthly.${id}.retry`),
    choices: [],
    from: [],
    district: false,
    unknown: say('label.unknown'),
    ...fields,
  })
  const words = (...ids: MessageId[]) => ids.flatMap((list) => wordsOf(texts, list))
  const yes: Choice = { ...choice('ja', say('label.consent')), words: words('words.yes', 'words.consent.yes', 'label.consent') }
  const no: Choice = { ...choice('nein', say('label.no')), words: words('words.no', 'words.consent.no', 'label.no') }
  const steps: Step[] = [
    ask('consent', {
      input: 'consent',
      required: true,
      intro: introOf(about, knowledge, lang),
      choices: [yes, no],
      reasons: words('words.consent.about'),
    }),
    ...(about === undefined && topics.length > 1
      ? [ask('topics', { input: 'multi', choices: topics, unknown: say('monthly.topics.all'), when: AFTER_CONSENT })]
      : []),
    ...(about === undefined ? [ask('place', { input: 'postcode', unknown: say('monthly.place.everywhere'), when: AFTER_CONSENT })] : []),
    ask('mail', { input: 'mail', required: true, when: AFTER_CONSENT }),
  ]
  return {
    id: ORDER_ID,
    title: say(about === undefined ? 'label.monthly' : 'label.survey'),
    digest: ORDER_DIGEST,
    steps,
    outcomes: OUTCOMES,
    groups: [],
    from: [],
  }
}

/** Those of the dates; the page offers all. */
function topicChoices(knowledge: Knowledge, lang: Lang): Choice[] {
  const used = new Set(entriesOf(knowledge, 'events').flatMap(({ topics }) => topics))
  return knowledge.vocabulary.topics
    .filter(({ id }) => used.has(id))
    .map(({ id, label, english: [english] }) => ({ ...choice(id, lang === 'en' ? (english ?? label) : label), topics: [id] }))
}

function choice(id: string, label: string): Choice {
  return { id, label, words: [], audience: [], topics: [], also: [] }
}

/** The order with its new answers; a consent is noted as it was read when it is given. */
export function withOrderAnswers(
  order: MailOrderState,
  answers: MailOrderState['answers'],
  { knowledge, lang }: OrderContext,
): MailOrderState {
  const { consent: before, ...rest } = order
  const agreed = answers.some(({ step, values, aside }) => step === 'consent' && values[0] === 'ja' && !aside)
  const text = `${introOf(order.about, knowledge, lang)}\n\n${message(knowledge.messages, lang, 'monthly.consent')}`
  return { ...rest, answers, ...(agreed && { consent: before ?? text }) }
}

/** All that is agreed to, before the yes. */
function introOf(about: string | undefined, { messages }: Knowledge, lang: Lang): string {
  return about === undefined ? message(messages, lang, 'monthly.intro') : message(messages, lang, 'survey.intro', { weeks: SURVEY_WEEKS })
}

/** What goes out. The form has ended with `ordered`, so all of it is there. A place outside leaves nothing out. */
export function newOrderOf({ answers, about, consent = '' }: MailOrderState, { knowledge, lang }: OrderContext): NewMailOrder {
  const given = (id: string) => answers.find(({ step, aside }) => step === id && !aside)?.values ?? []
  const [said] = given('place')
  const place = said === undefined ? undefined : placeOf(said, knowledge)
  return {
    lang,
    address: given('mail')[0] ?? '',
    topics: given('topics').filter((id) => id !== UNKNOWN),
    ...(place && !place.unknown && !place.outside && { place: place.value }),
    consent,
    ...(about !== undefined && { about }),
  }
}
