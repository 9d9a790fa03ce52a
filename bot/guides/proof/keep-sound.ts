/**
 * An edit may break a dialog whose own file is sound: a contact goes, and an outcome leads nowhere. Of what was edited, the version of
 * before is kept as far as a dialog needs it, so that nobody is led into a dead end between two saves.
 *
 * What became untrue is never kept: an entry that says of itself that it is over goes live, and the dead end is told instead.
 */
import type { Day } from '../../knowledge/day.ts'
import type { Issue } from '../../knowledge/issue.ts'
import { entriesOf, type Knowledge } from '../../knowledge/knowledge.ts'
import { entryIdOf, type KnowledgeFile } from '../../knowledge/knowledge-file.ts'
import { placesIn } from '../../knowledge/place.ts'
import type { Article, Entry, EntryId, Guide } from '../../knowledge/schema.ts'
import { momentOn } from '../../moment.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { checkGuide, type GuideFault, pathIssues, placed } from './check-guides.ts'
import { deadEndsOf, type PathProblem } from './walk.ts'

/** What stays as it was, each with the guide that needs it. */
export interface Kept {
  /** Undefined: it was not there before, and stays away. */
  entries: ReadonlyMap<EntryId, Entry | undefined>
  /** Whether topics, audiences, regions and the area stay, too. */
  lists: boolean
  /** Why, for editors; `files` are those of the edit. */
  issues(files: readonly KnowledgeFile[]): Issue[]
  /** Guides with too many ways to walk while somebody waits for an edit. */
  unproven: readonly EntryId[]
}

/** Ways walked of one guide at most; a few seconds. */
export const MAX_WAYS = 20_000
/** More entries than this are not tried one by one. */
const MAX_TRIED = 8

interface Faults {
  guide: Guide
  fields: GuideFault[]
  ends: PathProblem[]
}

interface Held extends Faults {
  part: Part
}

/** What an edit may change and a dialog needs: an entry, or the lists of `vocabulary.md` and `area.md`. */
type Part = EntryId | typeof LISTS
const LISTS = 'lists'

/** What of the step from `before` to `after` has to wait. Whoever drives the generator may pause at each step. */
export function* keepSound(before: Knowledge, after: Knowledge, today: Day, maxWays = MAX_WAYS): Generator<void, Kept> {
  const edited = editedIn(before, after)
  const moved = new Set([...edited].filter((id) => hasMoved(before.entries.get(id), after.entries.get(id))))
  const hasOtherLists = listsOf(before) !== listsOf(after)
  const held = new Map<Part, Held>()
  const unproven = new Set<EntryId>()
  for (const { id } of entriesOf(after, 'guides')) {
    if (!hasOtherLists && !reaches(id, moved, before, after)) continue
    const knowledge = withBefore(after, before, held.keys())
    const faults = yield* newFaults(id, knowledge)
    if (!faults) continue
    const needed = yield* whatMends(id, knowledge)
    for (const part of needed) held.set(part, { part, ...faults })
  }
  return {
    entries: new Map([...held.keys()].flatMap((part) => (part === LISTS ? [] : [[part, before.entries.get(part)]]))),
    lists: held.has(LISTS),
    issues: (files) => issuesOf([...held.values()], after, files),
    unproven: [...unproven],
  }

  /** What is wrong with a guide that was not before; undefined for a sound one. */
  function* newFaults(id: EntryId, knowledge: Knowledge): Generator<void, Faults | undefined> {
    const guide = guideIn(knowledge, id)
    if (!guide) return undefined
    const isEdited = edited.has(id) && guide === after.entries.get(id)
    const fields = isEdited ? checkGuide(guide, knowledge) : []
    const ends = yield* walked(guide, knowledge)
    if (fields.length + ends.length === 0) return undefined
    const old = guideIn(before, id)
    const known = new Set(old && [...checkGuide(old, before).map(({ message }) => message), ...(yield* walked(old, before)).map(endOf)])
    const fresh = {
      guide,
      fields: fields.filter(({ message }) => !known.has(message)),
      ends: ends.filter((end) => !known.has(endOf(end))),
    }
    return fresh.fields.length + fresh.ends.length === 0 ? undefined : fresh
  }

  function* walked(guide: Guide, knowledge: Knowledge): Generator<void, PathProblem[]> {
    const steps = deadEndsOf(guide, knowledge, today)
    for (let ways = 0; ways < maxWays; ways++) {
      const step = steps.next()
      if (step.done) return step.value
      yield
    }
    unproven.add(guide.id)
    return []
  }

  /** The fewest edits without which the guide is sound; none where even without all of them it is not. */
  function* whatMends(id: EntryId, knowledge: Knowledge): Generator<void, Part[]> {
    const own: Part[] = edited.has(id) ? [id] : []
    const lists: Part[] = hasOtherLists && !held.has(LISTS) ? [LISTS] : []
    const open = [...edited].filter((one) => !held.has(one) && wasOpen(one, before, after, today))
    const names = new Set([before, after].flatMap((either) => namedBy(guideIn(either, id))))
    const named = open.filter((one) => names.has(one))
    for (const some of [own, named, lists, [...own, ...named], open, [...own, ...open, ...lists]]) {
      if (some.length === 0 || (yield* newFaults(id, withBefore(knowledge, before, some)))) continue
      let needed = some
      if (some.length > 1 && some.length <= MAX_TRIED)
        for (const one of some) {
          const rest = needed.filter((other) => other !== one)
          if (!(yield* newFaults(id, withBefore(knowledge, before, rest)))) needed = rest
        }
      return needed
    }
    return []
  }
}

/** Entries that are new, gone or say something else. */
function editedIn(before: Knowledge, after: Knowledge): Set<EntryId> {
  const ids = new Set([...before.entries.keys(), ...after.entries.keys()])
  return new Set([...ids].filter((id) => before.entries.get(id)?.digest !== after.entries.get(id)?.digest))
}

/** What is only read and looked up: no dialog asks or leads otherwise for it. */
const WORDS: ReadonlySet<string> = new Set([
  'title',
  'short',
  'easy',
  'questions',
  'not',
  'basis',
  'asOf',
  'checked',
  'checkedBy',
  'confirm',
  'source',
  'reviewEvery',
  'lead',
  'passages',
  'links',
  'file',
  'digest',
] satisfies (keyof Article)[])

/** Whether an edit changed more of an entry than its words. A dialog is walked again whatever was changed in it. */
function hasMoved(before: Entry | undefined, after: Entry | undefined): boolean {
  if (!before || !after || after.kind === 'guides') return true
  return fieldsOf(before) !== fieldsOf(after)
}

function fieldsOf(entry: Entry): string {
  return JSON.stringify(entry, (key, value: unknown) => (WORDS.has(key) ? undefined : value))
}

/** Whether an edit can change where the guide leads: it is the guide's own, or one of somewhere to go that it names or its rules find. */
function reaches(id: EntryId, edited: ReadonlySet<EntryId>, before: Knowledge, after: Knowledge): boolean {
  if (edited.has(id)) return true
  const guide = guideIn(after, id)!
  const places = [...edited].filter(isPlaceToGo)
  const hasRule = guide.outcomes.some(({ rule }) => rule !== undefined) || guide.steps.some(({ computed }) => computed !== undefined)
  if (hasRule && places.length > 0) return true
  const names = namedBy(guide).flatMap((name) => [name, ...successorsOf(name, before), ...successorsOf(name, after)])
  return names.some((name) => edited.has(name as EntryId))
}

const isPlaceToGo = (id: EntryId): boolean => /^(contacts|events|funding)\//.test(id)

function namedBy(guide: Guide | undefined): string[] {
  if (!guide) return []
  const { from, groups, outcomes, steps } = guide
  const all = [...groups, ...outcomes.flatMap((outcome) => outcome.groups)]
  return [...from, ...[...outcomes, ...steps].flatMap((part) => part.from), ...all.flatMap(({ targets }) => targets)]
}

function successorsOf(id: string, { entries }: Knowledge): string[] {
  const entry = entries.get(id as EntryId)
  return entry?.kind === 'funding' ? entry.successor : []
}

/** Somewhere to go until the edit, which does not say that this is over. */
function wasOpen(id: EntryId, before: Knowledge, after: Knowledge, today: Day): boolean {
  const [old, fresh] = [before.entries.get(id), after.entries.get(id)]
  const moment = momentOn(today)
  return isPlaceToGo(id) && old !== undefined && isOpenOn(old, moment) && (fresh === undefined || isOpenOn(fresh, moment))
}

function withBefore(knowledge: Knowledge, before: Knowledge, parts: Iterable<Part>): Knowledge {
  const entries = new Map(knowledge.entries)
  let { vocabulary, area } = knowledge
  for (const part of parts) {
    const old = part === LISTS ? undefined : before.entries.get(part)
    if (part === LISTS) ({ vocabulary, area } = before)
    else if (old) entries.set(part, old)
    else entries.delete(part)
  }
  return { ...knowledge, entries, vocabulary, area }
}

/** What guides read of the lists, to be compared; all but what is only shown. */
function listsOf({ vocabulary: { topics, audiences, regions }, area }: Knowledge): string {
  const { name: _name, subtitle: _subtitle, subject: _subject, examples: _examples, ...read } = area
  return JSON.stringify([topics, audiences, regions, read], (key, value: unknown) => (key === 'label' ? undefined : value))
}

function guideIn({ entries }: Knowledge, id: EntryId): Guide | undefined {
  const entry = entries.get(id)
  return entry?.kind === 'guides' ? entry : undefined
}

/** The same end before and after an edit, however many ways lead there. */
const endOf = ({ detail }: PathProblem): string => detail

/** A guide's own mistakes where they stand; for an entry that a guide needs, one issue at its file, or at the outcome when that is gone. */
function issuesOf(held: readonly Held[], after: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const placeOf = placesIn(files)
  return held.flatMap(({ part, guide, fields, ends }): Issue[] => {
    if (part === guide.id) return [...fields.map((fault) => placed(fault, guide, placeOf)), ...pathIssues(ends, after, files)]
    const [end] = ends
    // A draft is in no knowledge, but has its file.
    const file = files.findLast((one) => (part === LISTS ? one.name === 'vocabulary.md' : entryIdOf(one) === part))
    const without = part === LISTS ? 'die Listen von vorher' : file ? 'die Fassung von vorher' : part
    const on = part === LISTS ? 'Sie gelten' : file ? 'Sie antwortet' : 'Der Eintrag antwortet'
    const way = end ? `, Weg: ${end.path}` : ''
    return [
      {
        ...(!file
          ? placeOf(guide, end?.keys ?? [])
          : part === LISTS
            ? { file: file.path, line: 1, column: 1 }
            : placeOf({ id: part, file: file.path }, ['status'])),
        severity: 'error',
        code: 'needed-by-guide',
        message: `Ohne ${without} endete der Dialog „${guide.title}“ (${guide.id}) ohne Ziel${way}. ${on} vorerst weiter.`,
        hint: 'Nennen Sie in diesem Dialog ein anderes Ziel; dann gilt die Änderung von selbst.',
      },
    ]
  })
}
