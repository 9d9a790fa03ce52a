/**
 * A booking target and what the visitor answered → the address to open. Tools that document how fields are filled from the
 * address (Cal.com, Calendly) get the topic and the day; Microsoft Bookings documents nothing, so the visitor gets a summary
 * to copy instead. Names, mail addresses and phone numbers never go into an address: addresses end up in logs and histories.
 *
 * Sources: cal.com/help "Prefill booking form", developer.calendly.com, learn.microsoft.com (Bookings, read 2026-11-22).
 */
import { isDay } from '../../knowledge/day.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Target } from '../../knowledge/schema.ts'
import { targetHref } from '../../knowledge/targets.ts'

/** Hosts of the booking tools themselves. */
const PROVIDER_HOSTS: Partial<Record<Target['provider'], readonly string[]>> = {
  calcom: ['cal.com'],
  calendly: ['calendly.com'],
  msbookings: ['outlook.office365.com', 'outlook.office.com', 'book.ms'],
}
/** Fields that hold a person in any of the tools. */
const PERSONAL_FIELD = /name|mail|phone|tel|guest|attendee|location|address|geburt|birth/i
const PERSONAL_VALUE = /@|\d[\d\s/()-]{6,}\d/
const MAX_VALUE_LENGTH = 200

/** Key of the day the visitor chose (`YYYY-MM-DD`) among the facts, which otherwise are answers in words by step id. */
export const CHOSEN_DAY = 'termin.tag'

/** Cal.com gives back what stands in the address as `metadata[…]`: by it we know which bookings came from us, and by which entry. */
export const BOOKING_MARK = 'wegweiser'

export interface Address {
  href: string
  /** True when the tool takes nothing over, so that a summary to copy helps. */
  copy: boolean
}

/**
 * Undefined when the target's address cannot be read or its host is not on the list: then it is not offered. `entry`: whose target it is, for
 * tools that tell of a booking where it came from.
 */
export function addressOf(
  target: Target,
  facts: ReadonlyMap<string, string>,
  hosts: ReadonlySet<string>,
  entry?: string,
): Address | undefined {
  if (target.provider === 'phone' || target.provider === 'mail') return { href: targetHref(target), copy: false }
  if (!URL.canParse(target.url) || !isAllowed(target, hosts)) return undefined
  const url = new URL(targetHref(target))
  if (target.provider === 'msbookings') return { href: url.href, copy: true }
  if (target.provider === 'calcom' && entry !== undefined) url.searchParams.set(`metadata[${BOOKING_MARK}]`, entry)
  const day = facts.get(CHOSEN_DAY) ?? ''
  if (target.provider === 'calendly' && isDay(day)) {
    url.searchParams.set('month', day.slice(0, 7))
    url.searchParams.set('date', day)
  }
  let filled = false
  for (const [step, field] of Object.entries(target.prefill ?? {})) {
    const value = facts.get(step)?.replace(/\s+/g, ' ').trim().slice(0, MAX_VALUE_LENGTH)
    if (!value || PERSONAL_FIELD.test(field) || PERSONAL_VALUE.test(value)) continue
    url.searchParams.set(field, value)
    filled = true
  }
  return { href: url.href, copy: !filled }
}

/** Why a target of an entry is not offered, for the editor; undefined when all is well. */
export function targetProblem(target: Target, hosts: ReadonlySet<string>): string | undefined {
  if (target.provider === 'phone') return /^\+?[\d /()-]{5,}$/.test(target.url) ? undefined : `„${target.url}“ ist keine Telefonnummer.`
  if (target.provider === 'mail')
    return /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(target.url) ? undefined : `„${target.url}“ ist keine E-Mail-Adresse.`
  if (!URL.canParse(target.url)) return `„${target.url}“ ist keine Internetadresse.`
  if (!isAllowed(target, hosts)) return `„${new URL(target.url).host}“ ist als Buchungsadresse nicht vorgesehen.`
  const personal = Object.values(target.prefill ?? {}).find((field) => PERSONAL_FIELD.test(field))
  return personal === undefined ? undefined : `„${personal}“ darf nicht vorbelegt werden; Persönliches kommt nie in eine Adresse.`
}

function isAllowed(target: Target, hosts: ReadonlySet<string>): boolean {
  const { protocol, hostname } = new URL(target.url)
  if (protocol !== 'https:') return false
  return [...(PROVIDER_HOSTS[target.provider] ?? []), ...hosts].some((host) => hostname === host || hostname.endsWith(`.${host}`))
}

/**
 * The allow-list: the sites that the editors name as a contact's or programme's own, and those of the calendars that they name. A booking
 * page of a new host becomes possible by naming the host there, or by using one of the known tools.
 */
export const allowedHosts: (knowledge: Knowledge) => ReadonlySet<string> = derivedFrom((knowledge: Knowledge) => {
  const hosts = new Set<string>()
  const sites = [...knowledge.entries.values()].map((entry) =>
    entry.kind === 'contacts' ? entry.web : entry.kind === 'funding' ? entry.link : undefined,
  )
  for (const site of [...sites, ...knowledge.feeds.map(({ address }) => address)]) {
    if (site && URL.canParse(site)) hosts.add(new URL(site).hostname.replace(/^www\./, ''))
  }
  return hosts
})
