/** Checks across files: what one entry says of another, of the lists, and of the day. Nothing here takes an entry out. */
import type { Moment } from '../moment.ts'
import { vainCalls } from './calls.ts'
import { addDays, writeAsOf, writeDay } from './day.ts'
import { derivedFrom } from './derived.ts'
import type { Issue } from './issue.ts'
import type { Knowledge, ListItem } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { placesIn } from './place.ts'
import type { Entry, EntryId, KINDS } from './schema.ts'
import { isOfficial } from './sources.ts'
import { didYouMean, nearest } from './spelling.ts'
import { isOverdue, statusOn } from './validity.ts'

/** An issue whose place is still a path of keys. */
interface Finding {
  entry: Entry
  keys: PropertyKey[]
  /** A place in the text; else it is the place of `keys`. */
  at?: Pick<Issue, 'file' | 'line'>
  severity: Issue['severity']
  code: string
  message: string
  hint?: string
  about?: string
}

/** Pages of our own site by which a text may link to an entry. */
export const SITE_PATHS: ReadonlyMap<string, Entry['kind']> = new Map(
  Object.entries({
    wissen: 'articles',
    foerderung: 'funding',
    veranstaltungen: 'events',
    anlaufstellen: 'contacts',
    wegweiser: 'guides',
  }),
)

/** Entries that are looked at between two chances for others to have a turn. */
const SLICE = 128

/** In slices. `files` are asked for their text only where an issue was found, to name its line. */
export function* checkReferences(knowledge: Knowledge, files: readonly KnowledgeFile[], moment: Moment): Generator<void, Issue[]> {
  const findings: Finding[] = []
  let looked = 0
  for (const entry of knowledge.entries.values()) {
    if (++looked % SLICE === 0) yield
    findings.push(
      ...checkIds(entry, knowledge),
      ...checkTranslation(entry, knowledge),
      ...checkLists(entry, knowledge),
      ...checkLinks(entry, knowledge),
      ...checkDay(entry, knowledge, moment),
      ...checkBasis(entry, knowledge),
      ...checkCalls(entry, knowledge),
    )
  }
  yield
  findings.push(...(yield* checkSameQuestions(knowledge)), ...checkLacking(knowledge))
  yield
  const placeOf = placesIn(files)
  const placed = findings.map(({ entry, keys, at, ...issue }) => ({ ...(at ? { ...at, column: 1 } : placeOf(entry, keys)), ...issue }))
  return [...placed, ...checkRated(knowledge)]
}

/** Every reference an entry makes to another: where it stands, and the id. */
export function referencesOf(entry: Entry): { keys: PropertyKey[]; id: string }[] {
  const found: { keys: PropertyKey[]; id: string }[] = entry.next.map((id, i) => ({ keys: ['next', i], id }))
  if (entry.translationOf) found.push({ keys: ['translationOf'], id: entry.translationOf })
  if ((entry.kind === 'funding' || entry.kind === 'events') && entry.contact) found.push({ keys: ['contact'], id: entry.contact })
  if (entry.kind === 'articles' && entry.example?.ask) found.push({ keys: ['example', 'ask'], id: entry.example.ask })
  if (entry.kind === 'funding') found.push(...entry.successor.map((id, i) => ({ keys: ['successor', i], id })))
  return found
}

function checkIds(entry: Entry, knowledge: Knowledge): Finding[] {
  return referencesOf(entry).flatMap(({ keys, id }): Finding[] => {
    if (id === entry.id)
      return [
        {
          entry,
          keys,
          severity: 'error',
          code: 'self-reference',
          message: `Der Eintrag verweist auf sich selbst (${id}).`,
          hint: 'Löschen Sie die Zeile.',
        },
      ]
    if (knowledge.entries.has(id as EntryId)) return []
    return [
      {
        entry,
        keys,
        severity: 'error',
        code: 'unknown-id',
        about: id,
        message: `Den Eintrag „${id}“ gibt es nicht (oder er hat selbst einen Fehler).`,
        hint: meantId(id, knowledge) ?? 'Die Kennung ist Ordner und Dateiname, zum Beispiel articles/e-rechnung.',
      },
    ]
  })
}

/** A translation is of an entry in the other language that is itself none; no next step is named twice. */
function checkTranslation(entry: Entry, knowledge: Knowledge): Finding[] {
  const findings: Finding[] = []
  const original = entry.translationOf && knowledge.entries.get(entry.translationOf as EntryId)
  if (original && original.id !== entry.id && (original.lang === entry.lang || original.translationOf !== undefined))
    findings.push({
      entry,
      keys: ['translationOf'],
      severity: 'error',
      code: 'no-translation',
      message:
        original.lang === entry.lang
          ? `„${original.id}“ ist in derselben Sprache; das ist keine Übersetzung davon.`
          : `„${original.id}“ ist selbst eine Übersetzung.`,
      hint:
        original.lang === entry.lang
          ? 'Löschen Sie die Zeile, oder berichtigen Sie lang.'
          : `Schreiben Sie translationOf: ${original.translationOf}.`,
    })
  entry.next.forEach((id, i) => {
    if (entry.next.indexOf(id) === i) return
    findings.push({
      entry,
      keys: ['next', i],
      severity: 'warning',
      code: 'named-twice',
      message: `„${id}“ steht zweimal unter next.`,
      hint: 'Löschen Sie eine der beiden Angaben.',
    })
  })
  return findings
}

function checkLists(entry: Entry, knowledge: Knowledge): Finding[] {
  const { topics, audiences, regions } = knowledge.vocabulary
  const findings: Finding[] = []
  const check = (path: PropertyKey[], used: readonly string[], list: readonly ListItem[], name: string) => {
    // Told once for all entries.
    if (list.length === 0) return
    used.forEach((id, i) => {
      if (list.some((item) => item.id === id)) return
      findings.push({
        entry,
        keys: [...path, i],
        severity: 'error',
        code: 'unknown-list-word',
        message: `„${id}“ steht nicht in der Liste ${name}.`,
        hint:
          didYouMean(
            id,
            list.map((item) => item.id),
          ) ?? 'Ergänzen Sie die Liste in vocabulary.md oder nehmen Sie eine Kennung daraus.',
      })
    })
  }
  check(['topics'], entry.topics, topics, 'Themen')
  check(['audience'], entry.audience, audiences, 'Zielgruppen')
  check(['region'], entry.region, regions, 'Regionen')
  if (entry.kind === 'contacts') check(['districts'], entry.districts, regions, 'Regionen')
  if (entry.kind === 'funding') {
    check(['eligible', 'sectors'], entry.eligible.sectors, audiences, 'Zielgruppen')
    check(['eligible', 'excluded'], entry.eligible.excluded, audiences, 'Zielgruppen')
    check(['eligible', 'regions'], entry.eligible.regions, regions, 'Regionen')
    check(['eligible', 'purposes'], entry.eligible.purposes, topics, 'Themen')
  }
  return findings
}

/** A list of which entries name words, and that nobody has written: told at the first of them. */
function checkLacking({ entries, vocabulary }: Knowledge): Finding[] {
  const lists = [
    ['topics', vocabulary.topics, 'Themen'],
    ['audience', vocabulary.audiences, 'Zielgruppen'],
    ['region', vocabulary.regions, 'Regionen'],
  ] as const
  return lists.flatMap(([field, list, name]): Finding[] => {
    const using = list.length > 0 ? [] : [...entries.values()].filter((entry) => entry[field].length > 0)
    const [entry] = using
    if (!entry) return []
    return [
      {
        entry,
        keys: [field, 0],
        severity: 'error',
        code: 'no-list',
        message: `Die Liste ${name} gibt es nicht, und ${using.length === 1 ? 'ein Eintrag nennt' : `${using.length} Einträge nennen`} Wörter daraus.`,
        hint: `Schreiben Sie in vocabulary.md die Liste ## ${name}, oder löschen Sie das Feld ${field}.`,
      },
    ]
  })
}

/** The known id whose slug is spelled most alike; the kind does not count, because it is often the kind that is wrong. */
function nearId(id: string, knowledge: Knowledge): EntryId | undefined {
  const slug = id.slice(id.indexOf('/') + 1)
  const slugs = new Map([...knowledge.entries.values()].map((entry) => [entry.slug, entry.id]))
  return slugs.get(slug) ?? slugs.get(nearest(slug, slugs.keys()) ?? '')
}

function meantId(id: string, knowledge: Knowledge): string | undefined {
  const near = nearId(id, knowledge)
  return near && `Meinten Sie „${near}“?`
}

/** Links of the text to our own pages must lead somewhere; http without s is a hint. */
function checkLinks(entry: Entry, knowledge: Knowledge): Finding[] {
  return entry.links.flatMap(({ href, file, line }): Finding[] => {
    const own = /^\/([a-z]+)\/([a-z0-9-]+)(?:[#?].*)?$/.exec(href)
    if (!own) return []
    const kind = SITE_PATHS.get(own[1]!)
    const target = kind && knowledge.entries.get(`${kind}/${own[2]!}`)
    const anchor = /#(.+)$/.exec(href)?.[1]
    const broken = (message: string, hint: string): Finding[] => [
      { entry, keys: [], at: { file, line }, severity: 'error', code: 'broken-link', message, hint },
    ]
    if (target && anchor !== undefined && !target.passages.some(({ id }) => id === `${target.id}#${anchor}`))
      return broken(`Eine Überschrift „#${anchor}“ hat ${pathOf(target.id)} nicht.`, `Schreiben Sie ${pathOf(target.id)}.`)
    if (target) return []
    const near = nearId(`${kind ?? own[1]}/${own[2]}`, knowledge)
    return broken(
      `Der Link ${href} führt zu keinem Eintrag.`,
      near
        ? `Meinten Sie „${pathOf(near)}“?`
        : 'Unsere Seiten heißen /wissen/…, /foerderung/…, /veranstaltungen/…, /anlaufstellen/…, /wegweiser/….',
    )
  })
}

/** An entry's page on our site: `/wissen/e-rechnung`. */
export function pathOf(id: EntryId): string {
  const [kind, slug] = id.split('/') as [(typeof KINDS)[number], string]
  const folder = [...SITE_PATHS].find(([, shows]) => shows === kind)![0]
  return `/${folder}/${slug}`
}

/** Nobody is told to call where no number is known. */
function checkCalls(entry: Entry, knowledge: Knowledge): Finding[] {
  return vainCalls(entry, knowledge).map(({ keys, line, contact }) => ({
    entry,
    keys,
    ...(line !== undefined && { at: { file: entry.file, line } }),
    severity: 'warning',
    code: 'call-without-number',
    message: `Der Text schickt ans Telefon, aber „${contact.title}“ hat keine Nummer.`,
    hint: `Ergänzen Sie phone in ${contact.file}, oder schreiben Sie „über die Website“.`,
  }))
}

/** "amtlich" is a claim that somebody can look up. */
function checkBasis(entry: Entry, knowledge: Knowledge): Finding[] {
  if (entry.basis !== 'amtlich' || entry.source.some((source) => isOfficial(source, knowledge))) return []
  return [
    {
      entry,
      keys: ['basis'],
      severity: 'warning',
      code: 'basis-unproved',
      message: 'Der Eintrag nennt sich amtlich, aber keine Quelle führt auf eine amtliche Adresse.',
      hint: 'Ergänzen Sie bei source die url der Behörde, nehmen Sie die Adresse in vocabulary.md unter „Amtliche Adressen“ auf, oder schreiben Sie basis: veröffentlicht.',
    },
  ]
}

function checkDay(entry: Entry, knowledge: Knowledge, moment: Moment): Finding[] {
  const { today } = moment
  const findings: Finding[] = []
  if (entry.asOf !== undefined && entry.asOf > today)
    findings.push({
      entry,
      keys: ['asOf'],
      severity: 'error',
      code: 'as-of-in-future',
      message: `Angaben mit dem Stand ${writeAsOf(entry.asOf)} kann es noch nicht geben.`,
      hint: `Schreiben Sie den Tag der Quelle, höchstens asOf: ${today}.`,
    })
  if (entry.checked !== undefined && entry.checked > today)
    findings.push({
      entry,
      keys: ['checked'],
      severity: 'error',
      code: 'checked-in-future',
      message: `Eine Prüfung am ${writeDay(entry.checked)} kann es noch nicht gegeben haben.`,
      hint: `Schreiben Sie den Tag der Prüfung, höchstens checked: ${today}.`,
    })
  if (statusOn(entry, moment) !== 'over' && isOverdue(entry, moment) && entry.checked !== undefined) {
    findings.push({
      entry,
      keys: ['checked'],
      severity: 'warning',
      code: 'overdue',
      message: `Die Prüfung ist seit dem ${writeDay(addDays(entry.checked, entry.reviewEvery))} fällig.`,
      hint: 'Prüfen Sie die Angaben und tragen Sie den Tag bei checked ein.',
    })
  }
  if (statusOn(entry, moment) === 'over') return findings
  entry.next.forEach((id, i) => {
    const other = knowledge.entries.get(id as EntryId)
    if (other && statusOn(other, moment) === 'over') {
      findings.push({
        entry,
        keys: ['next', i],
        severity: 'warning',
        code: 'recommends-ended',
        message: `Empfohlen wird „${other.title}“, das am ${writeDay(today)} nicht mehr läuft; der Bot bietet es nicht an.`,
        hint: 'Nehmen Sie einen anderen nächsten Schritt.',
      })
    }
  })
  return findings
}

/** Two entries must not claim the same question: the bot could not know which one is meant. */
function* checkSameQuestions(knowledge: Knowledge): Generator<void, Finding[]> {
  const owners = new Map<string, Entry>()
  const findings: Finding[] = []
  let looked = 0
  for (const entry of knowledge.entries.values()) {
    if (++looked % SLICE === 0) yield
    entry.questions.forEach((question, i) => {
      const key = keysOf(entry)[i]!
      const owner = owners.get(key)
      if (owner && owner.id !== entry.id)
        findings.push({
          entry,
          keys: ['questions', i],
          severity: 'error',
          code: 'same-question',
          message: `Die Frage „${question}“ beansprucht auch ${owner.id} (${owner.file}).`,
          hint: 'Lassen Sie die Frage nur bei dem Eintrag, der sie besser beantwortet.',
        })
      else owners.set(key, entry)
    })
  }
  return findings
}

/** An entry's questions by their letters alone. */
const keysOf = derivedFrom(({ questions }: Entry): readonly string[] =>
  questions.map((question) =>
    question
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  ),
)

/** `questions.md` must expect entries that exist, and keep its two parts apart. */
function checkRated(knowledge: Knowledge): Issue[] {
  const issues: Issue[] = []
  const parts = new Map<string, string>()
  for (const rated of knowledge.questions) {
    const at = { file: rated.file, line: rated.line, column: 1, severity: 'error' as const }
    for (const id of rated.expected) {
      if (!knowledge.entries.has(id))
        issues.push({
          ...at,
          code: 'unknown-id',
          about: id,
          message: `Den Eintrag „${id}“ gibt es nicht.`,
          hint: meantId(id, knowledge) ?? 'Berichtigen Sie die Überschrift.',
        })
    }
    const key = rated.question.toLowerCase()
    const part = parts.get(key)
    if (part !== undefined && part !== rated.part)
      issues.push({
        ...at,
        code: 'question-in-both-parts',
        message: `Die Frage „${rated.question}“ steht in Kalibrierung und Messung.`,
        hint: 'Lassen Sie sie nur in einem Teil, sonst misst die Messung nichts.',
      })
    if (part === rated.part)
      issues.push({
        ...at,
        severity: 'warning',
        code: 'question-twice',
        message: `Die Frage „${rated.question}“ steht zweimal in diesem Teil und zählt doppelt.`,
        hint: 'Löschen Sie eine der beiden Zeilen.',
      })
    parts.set(key, rated.part)
  }
  return issues
}
