/** Reply → text for a terminal. */
import type { Reply } from '../bot/reply.ts'
import { plainCard, plainTarget } from './cards/plain-card.ts'

export function plainText(reply: Reply): string {
  const parts = [
    ...reply.texts.map(stripMarkdown),
    ...reply.cards.map((card) => [plainCard(card), ...card.targets.map((target) => `  ${plainTarget(target)}`)].join('\n')),
  ]
  for (const target of reply.targets) parts.push(`  ${plainTarget(target)}`)
  for (const citation of reply.citations)
    parts.push(
      `Quelle: ${citation.title} (${citation.path})${citation.sources.map(({ name, date }) => `\n  ${name}${date ? `, ${date}` : ''}`).join('')}`,
    )
  if (reply.profile && !reply.profile.unsaid) parts.push(reply.profile.text)
  if (reply.suggestions.length > 0) parts.push(reply.suggestions.map(({ label }) => `[${label}]`).join(' '))
  return parts.join('\n\n')
}

/** Bold marks and link brackets go; the words and addresses stay. */
export function stripMarkdown(markdown: string): string {
  return markdown.replaceAll('**', '').replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)')
}
