/** What somebody has written in an answering mail: without the letter it answers, without signature, without the programs' own words. */
import EmailReplyParser from 'email-reply-parser'
import type { Email } from 'postal-mime'
import TurndownService from 'turndown'

/** Nobody writes more in an answer, and the parsers' patterns are not made for more. */
const MAX_LENGTH = 20_000
const MAX_HTML = 200_000

/** `marker`: the line of our letters above which answers stand. Empty when nothing is left. */
export function replyText({ text, html }: Pick<Email, 'text' | 'html'>, marker: string): string {
  const plain = text?.trim() ? text : plainOf(html ?? '')
  const above = aboveMarker(plain.replace(/\r\n?/g, '\n').replace(/\u00a0/g, ' '), marker)
  // Long runs of empty lines cost the parser seconds.
  const tidy = above
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .slice(0, MAX_LENGTH)
  return new EmailReplyParser().parseReply(tidy).trim()
}

/** A quoted line begins with `>`, and a mail program may break it. */
function aboveMarker(text: string, marker: string): string {
  const words = marker.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const at = text.search(new RegExp(`^[>\\s*]*${words.join('[>\\s*]+')}`, 'm'))
  return at < 0 ? text : text.slice(0, at)
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
