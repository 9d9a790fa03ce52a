/** Our cards in words. Knows nothing of Bot Framework, whose import takes half a second that commands need not wait for. */
import type { Card, ReplyTarget } from '../../bot/reply.ts'

/** The card in words, for channels without cards and for screen readers. */
export function plainCard(card: Card): string {
  return [card.title, card.subtitle, card.text, ...card.facts.map(({ label, value }) => `${label}: ${value}`)].filter(Boolean).join('. ')
}

/** Reads like a person would say it: what the button does and where it goes. */
export function plainTarget(target: ReplyTarget): string {
  return `${target.title}: ${target.href}`
}
