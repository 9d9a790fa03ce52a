/**
 * E-mail addresses, also those that were written so that a machine should not read them. Found from the sign in the middle, which is rare,
 * outwards, and never farther than an address is long; so the time grows with the text.
 */
import type { Span } from './spans.ts'

/** Lengths of RFC 5321. */
const MAX_LOCAL_CHARS = 64
const MAX_LABELS = 10
const MAX_BLANKS = 2

const SIGN = /[([{<] ?@ ?[)\]}>]|@|&#64;|%40|[([{<] ?(?:at|ät|aet|a) ?[)\]}>]|[-_](?:at|ät)[-_]|(?<= )(?:at|ät|aet)(?= )/giu
const LOCAL = /[\p{L}\p{M}\p{N}._%+'’&#~\u00ad-]/u
const LABEL = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_\u00ad]|-(?!(?:dot|punkt)-)){0,62}/iuy
const POINT = /\.| ?[([{<] ?(?:dot|punkt|\.) ?[)\]}>] ?| ?[ _-](?:dot|punkt)[ _-] ?/iuy
/** Endings that make words around "at" and "dot" an address. */
const ENDING = /^(?:de|com|net|org|eu|info|biz|io|app|dev|at|ch|uk|fr|nl|be|lu|pl|cz|it|es|dk|se|online|shop|berlin|email)$/i
/** What people say before they give an address. */
const ANNOUNCED = /(?:mail|adresse|address|schreib\p{L}*|erreich\p{L}*|write|reach)(?!\p{L})[^@\n]{0,24}$/iu

/** Mail addresses, also with the sign written in words or with blanks around it. */
export function mailsIn(text: string): Span[] {
  const found: Span[] = []
  let free = 0
  for (const sign of text.matchAll(SIGN)) {
    const span = around(text, sign[0], sign.index, free)
    if (!span) continue
    found.push(span)
    free = span.to
  }
  return found
}

function around(text: string, sign: string, at: number, free: number): Span | undefined {
  const from = localFrom(text, at, free)
  if (from === undefined) return undefined
  const glued = sign === '@' && text[at - 1] !== ' ' && text[at + 1] !== ' '
  let start = at + sign.length
  for (let i = 0; i < MAX_BLANKS && text[start] === ' '; i++) start++
  const domain = domainFrom(text, start)
  if (!domain) return undefined
  const whole = { from, to: domain.to, what: 'mail' as const }
  if (glued) return whole
  if (domain.labels < 2 || !/^\p{L}{2,24}$/u.test(domain.last)) return undefined
  if (!/^[-_]?\p{L}+[-_]?$/u.test(sign)) return whole
  // "at" alone is an English word: "look at ihk.de" is no address.
  if (!ENDING.test(domain.last)) return undefined
  const surely = domain.worded || sign.toLowerCase() !== 'at' || /[._\d]/.test(text.slice(from, at))
  return surely || ANNOUNCED.test(text.slice(Math.max(0, from - 40), from)) ? whole : undefined
}

/** Where the part before the sign begins; undefined when there is none. */
function localFrom(text: string, at: number, free: number): number | undefined {
  let end = at
  for (let i = 0; i < MAX_BLANKS && text[end - 1] === ' '; i++) end--
  const least = Math.max(free, end - MAX_LOCAL_CHARS)
  if (text[end - 1] === '"') {
    const open = text.slice(least, end - 1).lastIndexOf('"')
    return open < 0 ? undefined : least + open
  }
  let from = end
  while (from > least && LOCAL.test(text[from - 1]!)) from--
  while (from < end && /[.'&#-]/.test(text[from]!)) from++
  return from < end ? from : undefined
}

function domainFrom(text: string, start: number): { to: number; labels: number; last: string; worded: boolean } | undefined {
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  let last = match(LABEL, start)
  if (last === undefined) return undefined
  let to = start + last.length
  let labels = 1
  let worded = false
  while (labels < MAX_LABELS) {
    const point = match(POINT, to)
    const next = point === undefined ? undefined : match(LABEL, to + point.length)
    if (point === undefined || next === undefined) break
    to += point.length + next.length
    last = next
    labels++
    worded ||= point !== '.'
  }
  return { to, labels, last, worded }
}
