/** What somebody has written in an answering mail: without the letter it answers, without signature, without the programs' own words. */
import EmailReplyParser from 'email-reply-parser'
import type { Email } from 'postal-mime'
import TurndownService from 'turndown'

/** Nobody writes more in an answer, and the parsers' patterns are not made for more. */
const MAX_LENGTH = 20_000
const MAX_HTML = 200_000
/** With all that it quotes. */
const MAX_QUOTING = 500_000
/** No program's line about who wrote is longer. */
const MAX_HEAD_LINE = 300

/** `marker`: the line of our letters above which answers stand. Empty when nothing is left. */
export function replyText({ text, html }: Pick<Email, 'text' | 'html'>, marker: string): string {
  const plain = text?.trim() ? text : plainOf(html ?? '')
  // Long runs of empty lines cost the patterns seconds.
  const tidy = plain
    .slice(0, MAX_QUOTING)
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
  const above = aboveQuote(aboveMarker(tidy, marker)).slice(0, MAX_LENGTH)
  return new EmailReplyParser().parseReply(above).trim()
}

/** A quoted line begins with `>`, and a mail program may break it. */
function aboveMarker(text: string, marker: string): string {
  const words = marker.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const at = text.search(new RegExp(`^[>\\s*]*${words.join('[>\\s*]+')}`, 'm'))
  return at < 0 ? text : text.slice(0, at)
}

/** "Am 23.11.2026 um 10:05 schrieb …:", which programs break where a line is full. */
const SAYS_WHO = /^[>\s*]*(?:(?:Am|On)\s.*\d.*\s(?:schrieb|wrote)\b.*|.*@.*\s(?:schrieb am|wrote on)\s.*\d.*)$/
/** A line of the head of the mail that is quoted, as some programs put it in front. */
const HEAD = /^[>\s*]*(?:Von|Gesendet|Datum|An|Cc|Betreff|From|Sent|Date|To|Subject):\*?\s/
/** Fewer such lines in a row may be somebody's own words. */
const HEAD_LINES = 3

/** Without what a program puts above the mail it quotes; only where that mail, or nothing, comes after it. */
function aboveQuote(text: string): string {
  const lines = text.split('\n')
  const at = lines.findIndex((line, from) => {
    if (line.length > MAX_HEAD_LINE) return false
    if (HEAD.test(line)) return lines.slice(from, from + HEAD_LINES).filter((next) => HEAD.test(next)).length === HEAD_LINES
    if (!SAYS_WHO.test(line)) return false
    const end = [from, from + 1].find((last) => /:[*\s]*$/.test(lines[last] ?? ''))
    return end !== undefined && /^\s*(?:>|$)/.test(lines.slice(end + 1).find((next) => next.trim() !== '') ?? '')
  })
  return at < 0 ? text : lines.slice(0, at).join('\n')
}

/** Quoted parts become lines with `>`, which the parser cuts. */
function plainOf(html: string): string {
  if (html === '') return ''
  const turndown = new TurndownService()
  turndown.remove(['style', 'script', 'title', 'head'])
  turndown.addRule('plain', { filter: ['strong', 'b', 'em', 'i', 'a', 'img'], replacement: (content) => content })
  turndown.escape = (text) => text
  return turndown.turndown(html.slice(0, MAX_HTML))
}
