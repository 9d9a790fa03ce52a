/**
 * What an editor may write into the front matter of each kind of entry: one strict zod schema a kind. Unknown keys are
 * issues, because they are nearly always typing errors. Every field carries a German `describe`, from which `npm run new`
 * writes its template and against which a test holds the editors' handbook.
 */
import { z } from 'zod'
import { isAsOf, isDay, type Lang } from './day.ts'
import { guideFields } from './guide-schema.ts'
import type { Land } from './holidays.ts'
import { hoursFields, LANGUAGE } from './hours-schema.ts'

export const KINDS = ['articles', 'funding', 'events', 'contacts', 'guides'] as const
export type Kind = (typeof KINDS)[number]
/** `kind/slug`, for example `articles/e-rechnung`. */
export type EntryId = `${Kind}/${string}`

const text = z.string().trim().min(1)
/** A year that is meant: `2206` is a slip, and calendars count `0000` in their own way. */
const isOurTime = (day: string) => day >= '1950' && day < '2101'
const day = z.string().refine(isDay, { error: 'kein Kalendertag', abort: true }).refine(isOurTime, { error: 'kein Tag unserer Zeit' })
const asOf = z.string().refine(isAsOf, { error: 'kein Stand' })
/** How ids of entries are written. */
export const ENTRY_ID = /^(articles|funding|events|contacts|guides)\/[a-z0-9-]+$/
const id = z.string().regex(ENTRY_ID, { error: 'keine Kennung' })
const listKey = z.string().regex(/^[a-z0-9-]+$/, { error: 'kein Listenwort' })
const contactId = z.string().regex(/^contacts\/[a-z0-9-]+$/, { error: 'keine Anlaufstelle' })
const address = z
  .url({ protocol: /^https?$/, error: 'keine Internetadresse', abort: true })
  // Parsers forgive a blank, a sentence's stop behind it, and take a name and a password; all are slips here.
  .refine((value) => !/\s|^https?:\/\/[^/]*[@,;]|[.,;]$/i.test(value), { error: 'keine Internetadresse' })
const moment = z
  .string()
  .refine((value) => isDay(value.slice(0, 10)) && /^(T([01]\d|2[0-3]):[0-5]\d)?$/.test(value.slice(10)), {
    error: 'kein Zeitpunkt',
    abort: true,
  })
  .refine(isOurTime, { error: 'kein Tag unserer Zeit' })
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item).min(1)])

const source = z.strictObject({
  name: text.describe('Wo die Angaben stehen, zum Beispiel „Kammer Musterland, Jahresbericht 2024“'),
  url: address.optional().describe('Adresse der Quelle'),
  date: text.optional().describe('Stand der Quelle, so genau wie bekannt: 2026-10-08, 2024, o. J.'),
})

export const PROVIDERS = ['link', 'calcom', 'calendly', 'msbookings', 'phone', 'mail'] as const
const targetFields = z.strictObject({
  title: text.describe('Was auf dem Knopf steht'),
  provider: z.enum(PROVIDERS).describe('Womit gebucht wird'),
  url: text.describe('Adresse; bei phone eine Nummer mit +49, bei mail eine E-Mail-Adresse'),
  prefill: z
    .record(z.string(), text)
    .optional()
    .describe('Antwort aus dem Dialog → Feld des Buchungswerkzeugs; nie Name, E-Mail oder Telefon'),
  utm: z
    .strictObject({
      source: text.optional().describe('Woher der Klick kommt, zum Beispiel wegweiser'),
      medium: text.optional().describe('Auf welchem Weg, zum Beispiel chat'),
      campaign: text.optional().describe('Wozu, zum Beispiel sprechtag-2027'),
    })
    .optional()
    .describe('Kennzeichen für die Auswertung beim Anbieter'),
  cost: text.optional().describe('Was der Termin kostet, wenn es belegt ist'),
})
/** With its code, or one of the short numbers that need none: 110, 115, 116 116. */
const phone = z.string().regex(/^(?:[+0][\d /()-]{4,}|11[0-58]|116 ?\d{3})$/, { error: 'keine Telefonnummer' })
const mail = z.email({ error: 'keine E-Mail-Adresse' })
/** An address that cannot be read would only be noticed when a visitor presses the button. */
export const target = targetFields.superRefine(({ provider, url }, context) => {
  const kind = provider === 'phone' ? phone : provider === 'mail' ? mail : address
  for (const { message } of kind.safeParse(url).error?.issues ?? []) context.addIssue({ code: 'custom', message, path: ['url'] })
})

/** Who vouches for what an entry says: an authority's own text, a dated publication, or what the editors know from experience. */
export const BASES = ['amtlich', 'veröffentlicht', 'Redaktionswissen'] as const
/** Letters that fit on a button of a phone, three in a row. */
export const MAX_SHORT = 28

/** Ten years: what is checked more seldom is not checked. */
const MAX_REVIEW_DAYS = 3650

const common = {
  title: text.describe('Überschrift des Eintrags'),
  short: text.max(MAX_SHORT).optional().describe('Kurzer Titel für Knöpfe, höchstens 28 Zeichen; ohne ihn steht dort title'),
  easy: text.optional().describe('Die kurze Antwort noch einmal, leichter: höchstens zehn Sätze mit höchstens zwölf Wörtern'),
  questions: z.array(text).default([]).describe('So fragen Menschen danach; mindestens drei, besser fünf verschiedene'),
  not: z.array(text).default([]).describe('Klingt ähnlich, gehört aber woanders hin'),
  topics: z.array(listKey).default([]).describe('Themen aus vocabulary.md'),
  audience: z.array(listKey).default([]).describe('Für wen, aus vocabulary.md; leer heißt: für alle'),
  region: z.array(listKey).default([]).describe('Wo es gilt, aus vocabulary.md; leer heißt: überall'),
  basis: z.enum(BASES).optional().describe('Worauf die Angaben beruhen: amtlicher Text, Veröffentlichung oder Wissen der Redaktion'),
  asOf: asOf.optional().describe('Stand der Angaben, so genau wie bekannt: 2026-11-22, 2026-11 oder 2026'),
  checked: day.optional().describe('Tag, an dem jemand aus Ihrem Haus alle Angaben nachgesehen hat; bis dahin leer'),
  checkedBy: text.optional().describe('Rolle, die nachgesehen hat; keine Namen'),
  confirm: oneOrMore(text).default([]).describe('Was Ihr Haus noch bestätigen soll, ein Satz je Punkt; sieht nur die Redaktion'),
  source: oneOrMore(source).default([]).describe('Woher die Angaben stammen'),
  reviewEvery: z.int().min(1).max(MAX_REVIEW_DAYS).default(180).describe('Nach so vielen Tagen ist eine neue Prüfung fällig'),
  valid: z
    .strictObject({ from: day.optional().describe('Erster Tag'), until: day.optional().describe('Letzter Tag') })
    .default({})
    .describe('Zeitraum, in dem der Eintrag angeboten wird'),
  status: z.enum(['draft', 'published']).default('published').describe('draft: Entwurf, wird nie gezeigt'),
  elsewhere: z
    .boolean()
    .default(false)
    .describe('true: sagt nur, wer sonst zuständig ist; der Bot nennt es, zählt es aber nicht als Antwort'),
  next: z.array(id).default([]).describe('Kennungen, die als nächster Schritt angeboten werden'),
  lang: z.enum(['de', 'en']).default('de').describe('Sprache des Eintrags'),
  translationOf: id.optional().describe('Kennung des deutschen Eintrags, wenn dies eine Übersetzung ist'),
}

export const FUNDING_TYPES = ['Zuschuss', 'Darlehen', 'Beratung', 'Bürgschaft', 'steuerlich'] as const
/** How a contact can be reached. */
export const ACCESS_WAYS = ['vor Ort', 'nach Vereinbarung', 'Telefon', 'Video', 'E-Mail', 'Formular'] as const
export const EVENT_MODES = ['online', 'vor Ort', 'hybrid'] as const
/** `unklar`: no dated source says whether applications are taken today. */
export const FUNDING_STATES = ['offen', 'angekündigt', 'unklar', 'Antragsstopp', 'ausgeschöpft', 'ausgelaufen'] as const
const euros = z.number().nonnegative()

const eligible = z.strictObject({
  who: text.describe('Förderberechtigte in einem Satz'),
  sectors: z.array(listKey).default([]).describe('Zielgruppen aus vocabulary.md; leer heißt: alle'),
  excluded: z.array(listKey).default([]).describe('Zielgruppen, die ausgeschlossen sind'),
  regions: z.array(listKey).default([]).describe('Regionen aus vocabulary.md, in denen der Sitz liegen muss; leer heißt: bundesweit'),
  employees: z
    .strictObject({
      min: z.int().nonnegative().optional().describe('Mindestens so viele'),
      max: z.int().nonnegative().optional().describe('Höchstens so viele'),
    })
    .default({})
    .describe('Zahl der Beschäftigten'),
  turnover: z
    .strictObject({ max: euros.optional().describe('Höchstens so viel') })
    .default({})
    .describe('Jahresumsatz in Euro'),
  years: z
    .strictObject({
      min: z.int().nonnegative().optional().describe('Mindestens so viele'),
      max: z.int().nonnegative().optional().describe('Höchstens so viele'),
    })
    .default({})
    .describe('Jahre seit der Gründung, wenn das Programm danach fragt'),
  codes: z
    .array(z.string().regex(/^([A-V]|\d{2}(\.\d{1,2}){0,2})$/, { error: 'kein Wirtschaftszweig' }))
    .default([])
    .describe('Wirtschaftszweige (WZ), wenn das Programm sie nennt: A bis V oder Nummern in Anführungszeichen'),
  legalForms: z.array(text).default([]).describe('Rechtsformen, wenn nur bestimmte gefördert werden'),
  purposes: z.array(listKey).default([]).describe('Wofür das Geld gedacht ist, Themen aus vocabulary.md; leer heißt: offen'),
  started: z.boolean().default(false).describe('true: auch schon begonnene Vorhaben'),
})

/** A firm or an association that has done it. What its source does not say stays empty, and is said to be unknown. */
const example = z.strictObject({
  who: text.describe('Wer es gemacht hat, so genau wie belegt; keine Namen von Privatpersonen'),
  when: text.describe('Wann, in Worten der Quelle, zum Beispiel „2023“ oder „um 2018“'),
  did: text.describe('Was gemacht wurde, in einem Satz'),
  cost: text.optional().describe('Was es gekostet hat, nur wenn belegt'),
  result: text.optional().describe('Was dabei herauskam, nur wenn belegt'),
  ask: contactId.optional().describe('Kennung der Anlaufstelle, die mehr dazu weiß'),
})

const street = text.optional().describe('Straße und Hausnummer')
const postcode = z
  .string()
  .regex(/^\d{5}$/, { error: 'keine Postleitzahl' })
  .optional()
  .describe('Postleitzahl, in Anführungszeichen')
const city = text.describe('Ort')
const place = z.strictObject({ name: text.describe('Name des Hauses oder Raums'), street, postcode, city: city.optional() })

export const schemas = {
  articles: z.strictObject({
    ...common,
    example: example.optional().describe('Macht den Artikel zu einem Praxisbeispiel'),
  }),
  funding: z.strictObject({
    ...common,
    provider: text.describe('Fördergeber'),
    type: oneOrMore(z.enum(FUNDING_TYPES)).describe('Förderart'),
    area: z.array(text).min(1).describe('Förderbereich'),
    territory: text.describe('Fördergebiet'),
    eligible: eligible.describe('Förderberechtigte; der Förder-Check liest das'),
    funds: z.array(text).min(1).describe('Was gefördert wird'),
    notFunds: z.array(text).default([]).describe('Was ausdrücklich nicht gefördert wird'),
    rate: text.optional().describe('Fördersatz in Worten, nur wenn belegt'),
    amount: z
      .strictObject({
        min: euros.optional().describe('Mindestens, ohne Punkt: 3000'),
        max: euros.optional().describe('Höchstens, ohne Punkt: 70000'),
        note: text.optional().describe('Was dazu gesagt werden muss'),
      })
      .default({})
      .describe('Höhe in Euro, nur wenn belegt'),
    duration: text.optional().describe('Wie lange das Vorhaben oder die Förderung dauert, nur wenn belegt'),
    loan: z
      .strictObject({
        years: z.int().positive().optional().describe('Laufzeit, höchstens so viele Jahre'),
        free: z.int().positive().optional().describe('Davon höchstens so viele Jahre ohne Tilgung'),
        note: text.optional().describe('Was dazu gesagt werden muss, etwa der Stand'),
      })
      .optional()
      .describe('Bei Darlehen: die Laufzeit; die Summe steht in amount'),
    tax: text.optional().describe('Steuervorteil in einem Satz, nur wenn belegt'),
    apply: z
      .strictObject({
        link: address.optional().describe('Wo der Antrag gestellt wird, wenn das eine andere Seite ist als link'),
        steps: z.array(text).default([]).describe('Die nächsten Schritte bis zum Antrag, der Reihe nach'),
      })
      .optional()
      .describe('So wird beantragt'),
    applyBeforeStart: z.boolean().describe('true: Antrag vor Beginn'),
    state: z.enum(FUNDING_STATES).describe('Stand des Programms; unklar, wo keine datierte Quelle sagt, ob gerade Anträge möglich sind'),
    calls: z
      .array(
        z.strictObject({
          from: day.optional().describe('Erster Tag des Fensters'),
          until: day.optional().describe('Letzter Tag des Fensters'),
          note: text.optional().describe('Was dazu gesagt werden muss'),
        }),
      )
      .default([])
      .describe('Antragsfenster'),
    link: address.optional().describe('Amtliche Seite'),
    contact: contactId.optional().describe('Kennung der Anlaufstelle'),
    successor: z.array(id).default([]).describe('Was man stattdessen nehmen kann, wenn das Programm endet'),
  }),
  events: z.strictObject({
    ...common,
    start: moment.describe('Beginn: 2026-12-03 oder 2026-12-03T14:00 (Ortszeit)'),
    end: moment.optional().describe('Ende, wie start'),
    recurrence: z
      .strictObject({
        rule: z
          .string()
          .regex(/^FREQ=/, { error: 'keine Wiederholungsregel' })
          .describe('RRULE nach RFC 5545, zum Beispiel FREQ=MONTHLY;BYDAY=1TH'),
        until: day.optional().describe('Letzter möglicher Tag'),
        except: z.array(day).default([]).describe('Einzelne Tage, die ausfallen'),
        holidays: z.enum(['entfällt', 'eine Woche später', 'findet statt']).default('entfällt').describe('Was an Feiertagen gilt'),
      })
      .optional()
      .describe('Wiederholung'),
    place: place.optional().describe('Ort'),
    mode: z.enum(EVENT_MODES).describe('Wie man teilnimmt'),
    organiser: text.describe('Wer einlädt'),
    contact: contactId.optional().describe('Kennung der Anlaufstelle'),
    cost: text.optional().describe('Kosten, nur wenn belegt'),
    booking: target.optional().describe('Anmeldung'),
    tentative: text.optional().describe('Was am Termin noch nicht bestätigt ist; er steht dann überall „unter Vorbehalt“'),
    cancelled: z.boolean().default(false).describe('true: abgesagt'),
  }),
  contacts: z.strictObject({
    ...common,
    organisation: text.describe('Name der Stelle'),
    role: text.describe('Wofür sie da ist; Rollen, keine Namen von Personen'),
    address: z.strictObject({ street, postcode, city }).optional().describe('Anschrift'),
    phone: phone.optional().describe('Telefonnummer der Stelle, in Anführungszeichen'),
    mail: mail.optional().describe('E-Mail-Adresse der Stelle'),
    web: address.optional().describe('Internetadresse'),
    hours: hoursFields.optional().describe('Öffnungs- oder Sprechzeiten'),
    languages: z.array(LANGUAGE).default([]).describe('Sprachen, in denen man dort beraten wird, als Kürzel: de, en, uk'),
    access: z.array(z.enum(ACCESS_WAYS)).default([]).describe('Wie man dort beraten wird'),
    pages: z
      .array(z.strictObject({ title: text.describe('Was auf dem Knopf steht'), url: address.describe('Adresse der Seite') }))
      .default([])
      .describe('Weitere Seiten der Stelle, zum Beispiel Ansprechpersonen oder ein Fachbereich'),
    districts: z.array(listKey).default([]).describe('Landkreise und kreisfreie Städte aus vocabulary.md; leer heißt: überall'),
    booking: target.optional().describe('Terminbuchung'),
    handOff: listKey.optional().describe('Teams-Kanal für Übergaben'),
  }),
  guides: z.strictObject({ ...common, ...guideFields }),
}

type Fields = { [K in Kind]: z.output<(typeof schemas)[K]> }

/** A headed part of an entry's text that can be found on its own. `heading` is empty for the part before the first heading. */
export interface Passage {
  /** `articles/e-rechnung#ausnahmen`; the lead has no `#`. */
  id: string
  heading: string
  /** Markdown as the editor wrote it, without the heading line. */
  markdown: string
  /** Plain words of `markdown`, for searching and for speech. */
  plain: string
  line: number
}

export interface Link {
  href: string
  /** Path of the file it stands in, as editors know it. */
  file: string
  line: number
}

/** Where the value under a path of keys stands, or with `key` the key itself; the nearest known parent if the path is missing. */
export type Locate = (path: readonly PropertyKey[], part?: 'key') => Position
export interface Position {
  file: string
  /** Both counted from 1. */
  line: number
  column: number
}

/** One published, checked Markdown file as plain data. */
/** What an entry has besides its fields by kind. `land`: whose public holidays it heeds, from `area.md`. */
type Own<K extends Kind> = K extends 'events' | 'contacts' ? { land: Land } : unknown

/** What visitors are told; English where somebody wrote it, else German in both. */
export type PublicWords = Readonly<Record<Lang, string>>

export type EntryOf<K extends Kind> = Fields[K] &
  Own<K> & {
    kind: K
    id: EntryId
    slug: string
    /** The first paragraph: the short answer a chat shows. */
    lead: string
    passages: Passage[]
    /** Links in the text, for `npm run check`. */
    links: Link[]
    /** Path of its file (of the last overlay), as editors know it. */
    file: string
    /** Fingerprint of the text it was read from. */
    digest: string
    /** Why it was withdrawn, where it was: nothing else of it is shown. */
    withdrawn?: PublicWords
  }
export type Article = EntryOf<'articles'>
export type Funding = EntryOf<'funding'>
export type Event = EntryOf<'events'>
export type Contact = EntryOf<'contacts'>
export type Guide = EntryOf<'guides'>
export type Entry = Article | Funding | Event | Contact | Guide
export type Target = z.output<typeof target>
