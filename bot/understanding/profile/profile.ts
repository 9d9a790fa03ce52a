/**
 * Who and where a visitor says to be: taken out of the words that are looked up, because it is no topic. What is taken out is handed on as it
 * was said; what it means is looked up where it is needed.
 */
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { isDenying } from '../../search/words/denying.ts'
import { fold } from '../../search/words/fold.ts'
import { ASIDE, STATED } from './frames.ts'
import { type Sign, type Tagged, tag } from './tagged.ts'

export interface SaidProfile {
  /** The trade or kind of organisation, as it was said: "Friseurin". */
  who?: string
  /** The place, as it was said: "Musterstadt", "12345 Musterstadt". */
  where?: string
  /** Number of people, as guides keep it: "8", "10-20", "251-". */
  size?: string
}

export interface Taken {
  said: SaidProfile
  /** The message without what says who and where; empty where it says nothing else. */
  rest: string
  /**
   * The same with what is said in the sentence of the question left in: "als Verein" may be what is asked about, and "ich bin Dachdecker und
   * mache alles mit Zetteln" asks for what a roofer needs.
   */
  withAsides: string
}

/** Longer messages are read to here. */
const MAX_CHARS = 2_000
/** What people do is a topic, and so are those who work for them: "unsere Fertigung" and "mein Steuerberater" are not who asks. */
const ACTIVITY =
  /(?:beschaftigten?|angestellten?|arbeitnehmer(?:in|innen|n)?|auszubildenden?|berater(?:in)?|dienstleister(?:in|n)?|anwalt|anwaltin|arzt|architekt|notar|makler|agentur|handler(?:in|n)?|handwerker(?:in|n)?|elektriker|maler|pflege|fertigung|produktion|logistik|grundung|handel|tourismus|catering|werk|verarbeitung|gemeinnutzig)$/

/** Undefined where the message says nothing of the kind. */
export function takeOutProfile(message: string, vocabulary: Vocabulary): Taken | undefined {
  const text = message.slice(0, MAX_CHARS)
  const tagged = tag(text, vocabulary)
  if (!tagged.items.some(({ sign }) => sign === 'w' || sign === 'p' || sign === 's')) return undefined
  const stated = spansOf(STATED, tagged, text)
  const aside = spansOf(ASIDE, tagged, text).filter(
    (span) => !stated.some((other) => overlap(span, other)) && !isActivity(span, tagged, text),
  )
  if (stated.length + aside.length === 0) return undefined
  const spans = [...stated, ...aside].sort((a, b) => a.from - b.from)
  const said = saidIn(spans, tagged, text)
  const rest = without(text, spans)
  const apart = stated.filter((span) => isApart(span, text))
  return { said, rest, withAsides: apart.length === spans.length ? rest : without(text, apart) }
}

/** A sentence of its own, or put in between commas: not what the question is about. */
function isApart({ from, to }: Span, message: string): boolean {
  const [before, after] = [message.slice(0, from), message.slice(to)]
  const isEnd = /^\s*(?:[.!?…\n]|$)/.test(after)
  return /[,;(–—-]\s*$/.test(before) ? isEnd || /^\s*[,;)–—-]/.test(after) : isEnd && /(?:^|[.!?…:\n])\s*$/.test(before)
}

const IN_FRONT = /(?:\s|^)(?:in|im|aus|bei|nahe|von|um|für|fuer|als|im Raum|in der|at|near|from|for)\s*$/i

/** The words without the places and trades that they name, also where nobody said it of themselves: what is left is the topic. */
export function withoutNames(message: string, vocabulary: Vocabulary, signs: readonly Sign[] = ['p', 'w']): string {
  const text = message.slice(0, MAX_CHARS)
  let rest = text
  for (const { sign, from, to } of tag(text, vocabulary).items.toReversed())
    if (sign !== undefined && signs.includes(sign)) rest = `${rest.slice(0, from).replace(IN_FRONT, ' ')}${rest.slice(to)}`
  return rest.replace(/\s+/g, ' ').trim()
}

interface Span {
  from: number
  to: number
}

const overlap = (a: Span, b: Span) => a.from < b.to && b.from < a.to

/** Where the patterns hold, the longest first, without overlaps. */
function spansOf(patterns: readonly RegExp[], { text, items }: Tagged, message: string): Span[] {
  const matches = patterns.flatMap((pattern) => [...text.matchAll(pattern)]).sort((a, b) => b[0].length - a[0].length)
  const spans: Span[] = []
  for (const { 0: matched, index } of matches) {
    const inside = items.filter(({ at }) => at >= index && at < index + matched.length)
    const [first, last] = [inside[0], inside.at(-1)]
    if (!first || !last || !inside.some(({ sign }) => sign && sign !== 'n')) continue
    const span = { from: first.from, to: endOf(message, last.to) }
    if (!spans.some((other) => overlap(span, other))) spans.push(span)
  }
  return spans
}

function endOf(message: string, to: number): number {
  return message[to] === ')' ? to + 1 : to
}

function isActivity(span: Span, { items }: Tagged, message: string): boolean {
  return items.some(
    ({ sign, from, to }) => sign === 'w' && from >= span.from && to <= span.to && ACTIVITY.test(fold(message.slice(from, to))),
  )
}

/** Words that any business is called by. */
const GENERAL =
  /^(?:betrieb|firma|unternehmen|laden|geschaft|werkstatt|sitz|firmensitz|standort|buro|team|plz|ort|wohnort|jahr\w*|monat\w*|.*inhaber(?:in)?|chef(?:in)?|raum|landkreis|kreis|stadt|nahe|frau|mann|hallo|moin|guten|tag)$/

/** "Tischlerin, keine Bäuerin": whether the last word in front, but for an article, denies what comes. */
function isDeniedAfter(before: string): boolean {
  return isDenying(/(\S+)\s+(?:an?\s+)?$/iu.exec(before.slice(-MAX_DENIAL_CHARS))?.[1] ?? '')
}
/** A denial and its article; longer words deny nothing. */
const MAX_DENIAL_CHARS = 16

/** The last that was said of each counts: people correct themselves. */
function saidIn(spans: readonly Span[], { items }: Tagged, message: string): SaidProfile {
  const said: SaidProfile = {}
  for (const span of spans) {
    const inside = items.filter(({ from, to }) => from >= span.from && to <= span.to)
    const places = inside.filter(({ sign }) => sign === 'p')
    for (const { sign, from, to, size } of inside) {
      const word = message.slice(from, to)
      if (isDeniedAfter(message.slice(0, from))) continue
      if (sign === 'w' || (sign === 'n' && !GENERAL.test(fold(word)) && !inside.some((other) => other.sign === 'w'))) said.who = word
      if (size !== undefined) said.size = size
    }
    if (places.length > 0) said.where = message.slice(places[0]!.from, places.at(-1)!.to)
  }
  return said
}

const BEFORE = /(?:^|(?<=[.!?…]))[\s,;:–—-]*(?:(?:und|aber|also|and|but)\s+)?$/u
const JOINT = /^(?:\s*[,;:–—-]+)?\s*(?:(?:und|and|aber|but)(?=\s)\s*)?/u

/** The message without these spans, and without the commas and the "und" that joined them to the rest. */
function without(message: string, spans: readonly Span[]): string {
  let text = message
  for (const { from, to } of spans.toReversed()) {
    let before = text.slice(0, from)
    let after = text.slice(to)
    const isStart = /(?:^|[.!?…\n])\s*$/.test(before)
    if (isStart) after = after.replace(/^\s*[.!…]+/, '').replace(JOINT, '')
    else if (/[,;:(–—-]\s*$/.test(before)) {
      before = before.replace(/\s*[,;:(–—-]+\s*$/, ' ')
      after = after.replace(/^\s*[,;)–—-]+/, '')
    } else before = before.replace(/\s+(?:und|and)\s*$/i, ' ')
    text = `${before.trimEnd()} ${after.trimStart()}`.replace(BEFORE, '')
  }
  text = text
    .replace(/\s+([.,!?…])/gu, '$1')
    .replace(/^[\s.,;:!–—-]+/u, '')
    .trim()
  return /[\p{L}\p{N}]/u.test(text) ? text : ''
}
