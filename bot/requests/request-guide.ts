/**
 * The form by which a visitor hands over a request: where and which trade, as far as it decides who gets it; the consent; then what it is
 * about, a name and a way to be reached; and a last look. It is made of the same questions as an editor's guide and run by the same
 * engine. The form follows from what is answered already, because the consent names who will get it.
 */

import { type Form, UNKNOWN } from '../guides/state/guide-state.ts'
import { sayBefore } from '../guides/views.ts'
import type { Lang } from '../knowledge/day.ts'
import type { Choice, Outcome, Step } from '../knowledge/guide-schema.ts'
import { entriesOf, type Knowledge } from '../knowledge/knowledge.ts'
import { type MessageId, message, type PlainMessageId, wordsOf } from '../messages.ts'
import type { Moment } from '../moment.ts'
import { placeOf, regionWords } from '../regions/place.ts'
import type { Consent, NewRequest } from './request.ts'
import { REQUEST_DIGEST, REQUEST_ID, type RequestState } from './request-state.ts'
import { type Route, routeOf } from './route.ts'

export interface RequestContext extends Moment {
  knowledge: Knowledge
  lang: Lang
  /** Requests untouched for so many days are deleted. */
  retentionDays: number
}

/** A question shown on a button. */
const MAX_LABEL_LENGTH = 60
/** Shorter utterances are no question to hand over. */
const MIN_QUESTION_LENGTH = 8
/** None of the trades that tell the contacts apart. */
const OTHER_TRADE = 'andere'
const AFTER_CONSENT = { consent: ['ja'] }

/** A new one; what was said before counts as an answer where it is one, so that it can be changed like any other. */
export function beginRequest(given: Pick<RequestState, 'about' | 'told' | 'asked'>, knowledge: Knowledge): RequestState {
  const { places, audiences } = given.about
  const [place = ''] = places
  const [audience = ''] = audiences
  const answers = [
    ...(places.length === 1 && placeOf(place, knowledge) ? [{ step: 'place', values: [place] }] : []),
    ...(audiences.length === 1 && tradeIds(knowledge).includes(audience) ? [{ step: 'trade', values: [audience] }] : []),
  ]
  return { kind: 'request', version: 2, ...given, answers }
}

/** Where it would go, from what was known before and what was answered here. `regions`: where the visitor is, as ids. */
export function routeOfRequest({ about, answers }: RequestState, knowledge: Knowledge, moment: Moment): Route & { regions: string[] } {
  const place = givenTo(answers, 'place')
  const trade = givenTo(answers, 'trade')
  const values = place === undefined ? about.places : [place]
  const places = values.map((value) => placeOf(value, knowledge)).filter((found) => found !== undefined)
  const audiences = trade === undefined ? about.audiences : [UNKNOWN, OTHER_TRADE].includes(trade) ? [] : [trade]
  const named = new Set(places.flatMap((found) => [...regionWords(found, knowledge.vocabulary)]))
  const regions = knowledge.vocabulary.regions.filter(({ id }) => named.has(id)).map(({ id }) => id)
  return { ...routeOf(knowledge, { ...about, places: places.filter(({ unknown }) => !unknown), audiences }, moment), regions }
}

/** The form for these answers. */
export function requestForm(request: RequestState, context: RequestContext): Form {
  const { knowledge, lang } = context
  const texts = knowledge.messages
  const say = (id: PlainMessageId) => message(texts, lang, id)
  const steps: Step[] = [
    ...routingSteps(request, context),
    {
      ...agreement('consent', context),
      intro: consentIntro(request, context),
      why: say('hand-off.consent.why'),
      reasons: wordsOf(texts, 'words.consent.about'),
    },
    ask('question', context, { input: 'text', required: true, choices: lastQuestion(request), when: AFTER_CONSENT }),
    ask('name', context, { input: 'name', unknown: say('hand-off.name.none'), when: AFTER_CONSENT }),
    ask('reach', context, { input: 'reach', required: true, when: AFTER_CONSENT }),
    { ...agreement('check', context), intro: summary(request, context), when: AFTER_CONSENT },
  ]
  return { id: REQUEST_ID, title: say('label.hand-off'), digest: REQUEST_DIGEST, steps, outcomes: OUTCOMES, groups: [], from: [] }
}

/** What decides who gets it is asked only where it is not known; once answered it stays, so that it can be changed. */
function routingSteps(request: RequestState, context: RequestContext): Step[] {
  const { missing } = routeOfRequest(request, context.knowledge, context)
  const isAnswered = (id: string) => request.answers.some(({ step }) => step === id)
  const place = isAnswered('place') || missing === 'place'
  // Without a place no trade leads to anybody in particular.
  const trade = isAnswered('trade') || missing === 'trade' || (missing === 'place' && !isAnswered('place'))
  return [
    ...(place ? [ask('place', context, { input: 'postcode' })] : []),
    ...(trade ? [ask('trade', context, { input: 'choice', choices: tradeChoices(context) })] : []),
  ]
}

/** A question of the form; its sentences are those of its id. */
function ask(id: keyof typeof NAMES, { knowledge, lang }: RequestContext, fields: Partial<Step> & Pick<Step, 'input'>): Step {
  const texts = knowledge.messages
  return {
    id,
    question: message(texts, lang, `hand-off.${id}`),
    short: message(texts, lang, `hand-off.${id}.short`),
    names: wordsOf(texts, NAMES[id]),
    why: message(texts, lang, 'hand-off.why'),
    retry: message(texts, lang, `hand-off.${id}.retry`),
    choices: [],
    from: [],
    district: false,
    unknown: message(texts, lang, 'label.unknown'),
    ...fields,
  }
}

/** Other names of the questions, by which their answers may be changed. */
const NAMES = {
  place: 'words.hand-off.place',
  trade: 'words.hand-off.trade',
  question: 'words.hand-off.question',
  name: 'words.hand-off.name',
  reach: 'words.hand-off.reach',
} as const satisfies Record<string, MessageId>

/** How the form can end. */
export type RequestOutcome = 'declined' | 'cancelled' | 'sent'
const OUTCOMES: Outcome[] = (
  [
    ['declined', { consent: ['nein'] }],
    ['cancelled', { check: ['nein'] }],
    ['sent', undefined],
  ] as const
).map(([id, when]) => ({ id, title: id, text: '', from: [], first: [], groups: [], ...(when && { when: { ...when } as never }) }))

/** An explicit yes or no: to the consent, and to sending. */
function agreement(id: 'consent' | 'check', { knowledge: { messages }, lang }: RequestContext): Step {
  const yes = choice('ja', message(messages, lang, id === 'consent' ? 'label.consent' : 'label.send'))
  const no = choice('nein', message(messages, lang, id === 'consent' ? 'label.no' : 'label.cancel'))
  const words = (...ids: MessageId[]) => ids.flatMap((list) => wordsOf(messages, list))
  return {
    id,
    question: message(messages, lang, `hand-off.${id}.question`),
    short: id,
    retry: message(messages, lang, `hand-off.${id}.retry`),
    why: message(messages, lang, 'hand-off.why'),
    input: 'consent',
    required: true,
    choices: [
      { ...yes, words: words('words.yes', `words.${id}.yes`, 'label.consent', 'label.send') },
      { ...no, words: words('words.no', `words.${id}.no`, 'label.no') },
    ],
    from: [],
    district: false,
    unknown: '',
  }
}

function choice(id: string, label: string): Choice {
  return { id, label, words: [], audience: [], topics: [], also: [] }
}

/** The trades that tell the contacts apart which take requests, and "something else" for everybody else. */
function tradeChoices({ knowledge, lang }: RequestContext): Choice[] {
  const ids = tradeIds(knowledge)
  const { audiences } = knowledge.vocabulary
  const named = audiences.filter(({ id }) => ids.includes(id))
  return [
    ...named.map(({ id, label, english: [english] }) => ({ ...choice(id, lang === 'en' ? (english ?? label) : label), audience: [id] })),
    {
      ...choice(OTHER_TRADE, message(knowledge.messages, lang, 'hand-off.trade.other')),
      audience: audiences.filter(({ id }) => !ids.includes(id)).map(({ id }) => id),
    },
  ]
}

function tradeIds(knowledge: Knowledge): string[] {
  return [...new Set(entriesOf(knowledge, 'contacts').flatMap(({ handOff, audience }) => (handOff ? audience : [])))]
}

/** The question that was asked last can be handed over as it is. */
function lastQuestion({ asked }: RequestState): Choice[] {
  if (asked === undefined || asked.length < MIN_QUESTION_LENGTH) return []
  return [choice(asked, asked.length > MAX_LABEL_LENGTH ? `${asked.slice(0, MAX_LABEL_LENGTH - 1)}…` : asked)]
}

/** Name of the channel it will go to, as visitors may read it. */
export function recipientOf(request: RequestState, context: Pick<RequestContext, 'knowledge' | keyof Moment>): string {
  const { knowledge } = context
  const [first] = routeOfRequest(request, knowledge, context).channels
  return knowledge.routing.channels.find(({ id }) => id === first)?.label ?? ''
}

function consentIntro(request: RequestState, context: RequestContext): string {
  const place = recipientOf(request, context)
  return message(context.knowledge.messages, context.lang, 'hand-off.consent', { place, days: context.retentionDays })
}

/** All that the visitor reads before they agree, word for word: who gets it, what is stored, what for, and for how long. */
function consentText(request: RequestState, context: RequestContext): string {
  return `${consentIntro(request, context)}\n\n${message(context.knowledge.messages, context.lang, 'hand-off.consent.question')}`
}

function summary(request: RequestState, context: RequestContext): string {
  const { knowledge, lang } = context
  const { name, reach, question } = personalOf(request, context)
  const told = toldOf(request, context).map(({ label, value }) => `- ${label}: ${value}`)
  return message(knowledge.messages, lang, 'hand-off.check', {
    place: recipientOf(request, context),
    name,
    reach,
    question,
    answers: told.join('\n'),
  }).trim()
}

function personalOf({ answers }: RequestState, { knowledge, lang }: Pick<RequestContext, 'knowledge' | 'lang'>) {
  const name = givenTo(answers, 'name') ?? ''
  return {
    name: name === UNKNOWN ? message(knowledge.messages, lang, 'hand-off.name.none') : name,
    reach: givenTo(answers, 'reach') ?? '',
    question: givenTo(answers, 'question') ?? '',
  }
}

/** What was answered in a guide before and what was asked here for the way, in words; the same thing once. */
function toldOf(request: RequestState, context: RequestContext): RequestState['told'] {
  const here = routingSteps(request, context).flatMap((step) => {
    const value = givenTo(request.answers, step.id)
    if (value === undefined || [UNKNOWN, OTHER_TRADE].includes(value)) return []
    return [
      {
        label: step.short.replace(/^\p{L}/u, (first) => first.toUpperCase()),
        value: sayBefore(step, { step: step.id, values: [value] }, context),
      },
    ]
  })
  return [...request.told, ...here.filter(({ value }) => !request.told.some((told) => told.value === value))]
}

/** Answers that count; one that was gone back over waits. */
function givenTo(answers: RequestState['answers'], id: string): string | undefined {
  return answers.find(({ step, aside }) => step === id && !aside)?.values[0]
}

/**
 * The request with its new answers. A consent is noted when it is given; when the answers now lead to somebody else than it named, it is
 * asked for anew (`renewed`), because nobody has agreed to that.
 */
export function withAnswers(
  request: RequestState,
  answers: RequestState['answers'],
  context: RequestContext,
  now: Date,
): { request: RequestState; renewed: boolean } {
  const next = { ...request, answers }
  if (givenTo(answers, 'consent') !== 'ja') return { request: next, renewed: false }
  if (!request.consent) {
    const consent: Consent = { text: consentText(next, context), at: now.toISOString(), lang: context.lang }
    return { request: { ...next, consent }, renewed: false }
  }
  const isRouted = routingSteps(next, context).every(({ id }) => givenTo(answers, id) !== undefined)
  const agreed = request.consent.text === consentText(next, { ...context, lang: request.consent.lang })
  if (agreed || !isRouted) return { request: next, renewed: false }
  const { consent: _old, ...rest } = next
  return { request: { ...rest, answers: answers.filter(({ step }) => step !== 'consent') }, renewed: true }
}

/** What goes to the people. The form has ended with `sent`, so all of it is there. */
export function newRequestOf(request: RequestState, context: RequestContext): NewRequest {
  const { knowledge, lang } = context
  const { channels, regions } = routeOfRequest(request, knowledge, context)
  return {
    lang,
    consent: request.consent!,
    ...personalOf(request, context),
    answers: toldOf(request, context),
    topics: request.about.topics,
    regions,
    route: channels,
  }
}
