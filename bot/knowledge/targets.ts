/** A booking target → the address behind its button. Built with the URL API, never by joining strings; nothing personal goes in. */
import type { Target } from './schema.ts'

/** `tel:` and `mailto:` for phone and mail, otherwise the address with its campaign marks. */
export function targetHref(target: Target): string {
  if (target.provider === 'phone') return `tel:${target.url.replace(/[^+\d]/g, '')}`
  if (target.provider === 'mail') return `mailto:${target.url}`
  const url = new URL(target.url)
  for (const [name, value] of Object.entries(target.utm ?? {})) if (value) url.searchParams.set(`utm_${name}`, value)
  return url.href
}
