/**
 * Entries in the words of schema.org, for search engines. Only what the page itself says; what is not confirmed says so in its
 * description, because a machine reads that and nothing around it.
 */
import type { Occurrence } from '../../../bot/knowledge/occurrences.ts'
import { areHoursOld, openingsOf } from '../../../bot/knowledge/opening-hours.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Article, Contact, Entry, Event, Funding } from '../../../bot/knowledge/schema.ts'
import { weekRows } from '../../../bot/knowledge/week-hours.ts'
import { siteText } from '../../words/site-words.ts'
import { labelsOf, type View } from '../frame/view.ts'

/** So many headings in the form of a question make a list of questions and answers. */
const MIN_QUESTIONS = 2

/** A `FAQPage` where the headings ask, else an `Article`. */
export function articleData(entry: Article, view: View): object {
  const questions = entry.passages.filter(({ heading }) => heading.trim().endsWith('?'))
  const page = { ...common(entry, view), lastReviewed: entry.checked, dateModified: entry.asOf }
  if (questions.length < MIN_QUESTIONS)
    return {
      '@type': 'Article',
      headline: entry.title,
      articleSection: entry.example && siteText(view.knowledge, entry.lang, 'examples.title'),
      ...common(entry, view),
      about: labelsOf(entry.topics, view.knowledge.vocabulary.topics),
      mainEntityOfPage: { '@type': 'WebPage', ...page },
    }
  return {
    '@type': 'FAQPage',
    ...page,
    mainEntity: questions.map(({ heading, plain }) => ({
      '@type': 'Question',
      name: heading,
      acceptedAnswer: { '@type': 'Answer', text: plain },
    })),
  }
}

const FUNDING_TYPES: Partial<Record<Funding['type'][number], string>> = { Zuschuss: 'MonetaryGrant', Darlehen: 'LoanOrCredit' }

/** A grant, a loan or, for all else, a service. Money that is not to be had any more is a page about it, not an offer. */
export function fundingData(entry: Funding, view: View, isOver: boolean): object {
  if (isOver) return { '@type': 'WebPage', ...common(entry, view) }
  const type = FUNDING_TYPES[entry.type[0]!] ?? 'Service'
  const provider = { '@type': 'Organization', name: entry.provider }
  return {
    '@type': type,
    ...common(entry, view, type === 'MonetaryGrant'),
    ...(type === 'MonetaryGrant' ? { funder: provider } : { provider, areaServed: entry.territory }),
    sameAs: entry.link,
  }
}

const MODES: Record<Event['mode'], string> = {
  online: 'OnlineEventAttendanceMode',
  'vor Ort': 'OfflineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
}

/** One date of an event. `start` and `end` are what the page says: a day, or a day with a wall clock. */
export function eventData(entry: Event, occurrence: Occurrence, view: View): object {
  const { place } = entry
  const url = view.publicUrl + pathOf(entry.id)
  const online = { '@type': 'VirtualLocation', url }
  const onSite = place && {
    '@type': 'Place',
    name: place.name,
    address: address(place),
  }
  const location = [entry.mode !== 'vor Ort' && online, entry.mode !== 'online' && onSite].filter(Boolean)
  return {
    '@type': 'Event',
    ...common(entry, view, true),
    startDate: occurrence.start ? `${occurrence.day}T${occurrence.start}` : occurrence.day,
    endDate: occurrence.end ? `${occurrence.until}T${occurrence.end}` : occurrence.until,
    // schema.org knows no doubtful date: what is not confirmed claims no status.
    eventStatus: entry.cancelled ? 'https://schema.org/EventCancelled' : entry.tentative ? undefined : 'https://schema.org/EventScheduled',
    eventAttendanceMode: `https://schema.org/${MODES[entry.mode]}`,
    location: location.length > 0 ? location : undefined,
    organizer: { '@type': 'Organization', name: entry.organiser },
  }
}

export function contactData(entry: Contact, view: View): object {
  const { districts } = entry
  const hours = hoursData(entry, view)
  // Hours of a hotline are not those of the house.
  const isOfHouse = hours && entry.address?.street && entry.hours?.of === undefined
  return {
    '@type': 'Organization',
    name: entry.organisation,
    description: describe(entry, entry.role, view),
    url: entry.web ?? view.publicUrl + pathOf(entry.id),
    address: entry.address && address(entry.address),
    areaServed: districts.length > 0 ? labelsOf(districts, view.knowledge.vocabulary.regions) : undefined,
    contactPoint: {
      '@type': 'ContactPoint',
      contactType: entry.role,
      telephone: entry.phone,
      email: entry.mail,
      availableLanguage: entry.languages.length > 0 ? entry.languages : undefined,
      hoursAvailable: hours,
    },
    location: isOfHouse
      ? {
          '@type': 'Place',
          name: entry.organisation,
          address: address(entry.address!),
          openingHoursSpecification: hours,
          specialOpeningHoursSpecification: openingsOf(entry)?.closed.map(({ from, until }) => ({
            '@type': 'OpeningHoursSpecification',
            validFrom: from,
            validThrough: until,
            opens: '00:00',
            closes: '00:00',
          })),
        }
      : undefined,
  }
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A row for each group of days; nothing for hours that are too old to be relied on. schema.org writes the end of a day as its last minute. */
function hoursData(entry: Contact, view: View): object[] | undefined {
  if (areHoursOld(entry, view)) return undefined
  const rows = weekRows(openingsOf(entry)?.hours ?? []).flatMap(({ weekdays, spans }) =>
    spans.map(({ from, to }) => ({
      '@type': 'OpeningHoursSpecification',
      dayOfWeek: weekdays.map((weekday) => `https://schema.org/${DAYS[weekday - 1]}`),
      opens: from,
      closes: to === '24:00' ? '23:59' : to,
    })),
  )
  return rows.length > 0 ? rows : undefined
}

function common(entry: Entry, view: View, isThing = false): object {
  return {
    name: entry.title,
    url: view.publicUrl + pathOf(entry.id),
    description: describe(entry, entry.lead.replaceAll('**', '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'), view),
    // Things of the world have no language and cite nothing; pages do.
    inLanguage: isThing ? undefined : entry.lang,
    citation: isThing || entry.kind !== 'articles' || entry.source.length === 0 ? undefined : citations(entry),
  }
}

function citations({ source }: Article): object[] {
  return source.map(({ name, url }) => ({ '@type': 'CreativeWork', name, url }))
}

function describe(entry: Entry, text: string, { knowledge }: View): string {
  if (entry.kind !== 'events' || !entry.tentative) return text
  return `${text} ${siteText(knowledge, entry.lang, 'entry.tentative')}: ${entry.tentative}`
}

function address({ street, postcode, city }: { street?: string | undefined; postcode?: string | undefined; city?: string | undefined }) {
  return {
    '@type': 'PostalAddress',
    streetAddress: street,
    postalCode: postcode,
    addressLocality: city,
    addressCountry: 'DE',
  }
}
