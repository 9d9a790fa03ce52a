/** What is said to an act: the editors' sentences, with what is known of this service put in. */
import type { Turn } from '../decision.ts'
import type { ActId, ForeignLanguage } from '../knowledge/acts-file.ts'
import { areaWords } from '../knowledge/area-words.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { ownValue } from '../knowledge/own-value.ts'
import type { Contact, EntryId, Guide } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'

/** The reply's paragraphs. One whose placeholder nobody can fill is left out. German where the talk's language has none. */
export function actText(turn: Pick<Turn, 'talk' | 'known'>, id: ActId): string {
  const { talk, known } = turn
  const { acts } = known.knowledge
  const reply = acts[talk.lang].acts.get(id)?.reply || acts.de.acts.get(id)?.reply || ''
  const values = valuesOf(turn, id)
  return reply
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\{(\w+)\}/g, (whole, name: string) => ownValue(values, name) ?? whole))
    .filter((paragraph) => !/\{\w+\}/.test(paragraph))
    .join('\n\n')
}

/** One line in front of an answer; undefined where the act has none. */
export function actColour({ talk, known }: Pick<Turn, 'talk' | 'known'>, id: ActId): string | undefined {
  return known.knowledge.acts[talk.lang].acts.get(id)?.short
}

export function languageText({ talk, known }: Pick<Turn, 'talk' | 'known'>, language: ForeignLanguage): string | undefined {
  const { acts } = known.knowledge
  return acts[talk.lang].languages.get(language) ?? acts.de.languages.get(language)
}

/** The guide that is opened where an attack is under way. */
export function emergencyGuide({ known, talk }: Pick<Turn, 'talk' | 'known'>): Guide | undefined {
  const { acts, entries } = known.knowledge
  const id = acts[talk.lang].acts.get('emergency')?.entry ?? acts.de.acts.get('emergency')?.entry
  const entry = id && entries.get(id)
  return entry?.kind === 'guides' && !entry.withdrawn ? inLanguage(entry, talk.lang, known.knowledge) : undefined
}

/** What the talk is about once that guide is open ("müssen wir das melden?"): the article that goes with it. Undefined for any other guide. */
export function emergencyArticle(turn: Pick<Turn, 'known' | 'talk'>, guide: Guide): EntryId | undefined {
  return emergencyGuide(turn)?.id === guide.id ? (guide.next.find((id) => id.startsWith('articles/')) as EntryId | undefined) : undefined
}

/** Whom the guide that goes with the act sends to in any case, with a number to call: the first of them. */
export function actContact({ acts, entries }: Pick<Knowledge, 'acts' | 'entries'>, id: ActId): Contact | undefined {
  const named = acts.de.acts.get(id)?.entry
  const guide = named && entries.get(named)
  if (guide?.kind !== 'guides') return undefined
  const always = guide.groups.filter(({ when }) => Object.keys(when ?? {}).length === 0).flatMap(({ targets }) => targets)
  return always
    .map((target) => entries.get(target as EntryId))
    .find((entry): entry is Contact => entry?.kind === 'contacts' && entry.phone !== undefined)
}

function contactLine(knowledge: Knowledge, id: ActId): string | undefined {
  const contact = actContact(knowledge, id)
  return contact && `${contact.title}, **${contact.phone}**`
}

function valuesOf({ talk, known }: Pick<Turn, 'talk' | 'known'>, id: ActId): Record<string, string | undefined> {
  const { operator } = known.knowledge.area
  const { service } = known
  return {
    ...areaWords(known.knowledge.area, talk.lang),
    operator: operator?.name,
    reach: operator && ([operator.phone, operator.mail].filter((way) => way !== undefined).join(', ') || undefined),
    contact: contactLine(known.knowledge, id),
    days: service && String(service.retentionDays),
    usageDays: service && String(service.usageRetentionDays),
    imprint: service?.imprint,
    privacy: service?.privacy,
  }
}
