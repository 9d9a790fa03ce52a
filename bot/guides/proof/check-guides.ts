/**
 * What a guide's fields must say of each other, told to editors with file and line: steps and answers that `when:` tables name,
 * rules, entries, lists. A guide with such a mistake would still run (a table that names nothing never holds), but not as meant: its last good version does.
 */

import { type Interruption, plainWords, readInterruption } from '../../interruption.ts'
import type { Step } from '../../knowledge/guide-schema.ts'
import type { Issue } from '../../knowledge/issue.ts'
import { entriesOf, type Knowledge } from '../../knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../knowledge/knowledge-file.ts'
import { placesIn } from '../../knowledge/place.ts'
import type { Entry, EntryId, Guide, Target } from '../../knowledge/schema.ts'
import { didYouMean } from '../../knowledge/spelling.ts'
import { OUTSIDE, UNCLEAR } from '../../regions/place.ts'
import { allowedHosts, targetProblem } from '../outcomes/targets.ts'
import { rangeOf } from '../reading/read-answer.ts'
import { stepsOf } from '../replay/steps.ts'
import { computed } from '../rules/computed.ts'
import { decides } from '../rules/deciding.ts'
import { rules } from '../rules/rules.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import type { PathProblem } from './walk.ts'

export interface GuideFault {
  keys: PropertyKey[]
  code: string
  message: string
  hint?: string
  about?: string
}

/** Files by the path that issues name, so that a place can be looked up where there is an issue. */
export function checkGuides(knowledge: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const placeOf = placesIn(files)
  const issues: Issue[] = []
  for (const guide of entriesOf(knowledge, 'guides'))
    for (const finding of checkGuide(guide, knowledge)) issues.push(placed(finding, guide, placeOf))
  for (const entry of [...entriesOf(knowledge, 'contacts'), ...entriesOf(knowledge, 'events')])
    for (const finding of checkBooking(entry.booking, knowledge)) issues.push(placed(finding, entry, placeOf))
  return issues
}

/** The walk's problems as issues at the line of the outcome or step. */
export function pathIssues(problems: readonly PathProblem[], knowledge: Knowledge, files: readonly KnowledgeFile[]): Issue[] {
  const placeOf = placesIn(files)
  return problems.map((problem) => {
    const guide = knowledge.entries.get(problem.guide)!
    const { detail, day, path, others } = problem
    const message = `${detail}${day ? ` (am ${day})` : ''}${path ? `. Weg: ${path}` : ''}${others > 0 ? `, und ${others} weitere` : ''}.`
    return placed({ keys: problem.keys, code: problem.kind, message, hint: PATH_HINTS[problem.kind] }, guide, placeOf)
  })
}

const PATH_HINTS: Record<PathProblem['kind'], string> = {
  'dead-end': 'Nennen Sie in den Gruppen eine Anlaufstelle, einen Termin oder ein Programm, das an diesem Tag offen ist.',
  'too-long': 'Streichen Sie eine Frage oder erhöhen Sie limit.',
  'unreachable-step': 'Prüfen Sie „when“; keine Antwort führt hierher.',
  'unreachable-outcome': 'Prüfen Sie „when“ und die Reihenfolge; ein früheres Ergebnis passt immer zuerst.',
}

/** A fault as an issue at its line of the entry that has it. */
export function placed({ keys, ...finding }: GuideFault, entry: Entry, placeOf: ReturnType<typeof placesIn>): Issue {
  return { ...placeOf(entry, keys), severity: 'error', ...finding }
}

/** Only a rule knows what a question would settle. */
function checkAdaptive({ adaptive, outcomes }: Guide): GuideFault[] {
  if (!adaptive || outcomes.every(({ rule }) => rule !== undefined && decides.has(rule))) return []
  const message = `adaptive geht nur, wenn jedes Ergebnis eine dieser Regeln hat: ${[...decides.keys()].join(', ')}.`
  return [{ keys: ['adaptive'], code: 'not-adaptive', message, hint: 'Löschen Sie die Zeile.' }]
}

/** What is wrong in the fields of one guide. */
export function checkGuide(guide: Guide, knowledge: Knowledge): GuideFault[] {
  return [
    ...twice(
      guide.steps.map(({ id }) => id),
      'steps',
      'Frage',
    ),
    ...twice(
      guide.outcomes.map(({ id }) => id),
      'outcomes',
      'Ergebnis',
    ),
    ...guide.steps.flatMap((step, i) => [
      ...checkStep(step, ['steps', i], knowledge),
      ...checkWhen(guide, step.when, ['steps', i, 'when'], i, knowledge),
    ]),
    ...guide.outcomes.flatMap((_, i) => checkOutcome(guide, i, knowledge)),
    ...guide.groups.flatMap((group, i) => [
      ...checkIds(group.targets, ['groups', i, 'targets'], knowledge),
      ...checkWhen(guide, group.when, ['groups', i, 'when'], guide.steps.length, knowledge),
    ]),
    ...checkIds(guide.from, ['from'], knowledge),
    ...checkAdaptive(guide),
    ...(guide.outcomes.at(-1)?.when
      ? [
          {
            keys: ['outcomes', guide.outcomes.length - 1, 'when'],
            code: 'no-catch-all',
            message: 'Das letzte Ergebnis hat ein „when“; passt keines, gäbe es kein Ergebnis.',
            hint: 'Löschen Sie dieses „when“ oder fügen Sie ein Ergebnis ohne „when“ an.',
          },
        ]
      : []),
  ]
}

function checkOutcome(guide: Guide, i: number, knowledge: Knowledge): GuideFault[] {
  const outcome = guide.outcomes[i]!
  const rule = outcome.rule === undefined ? undefined : rules.get(outcome.rule)
  const missing = rule?.needs.filter((step) => !guide.steps.some(({ id }) => id === step)) ?? []
  return [
    ...checkWhen(guide, outcome.when, ['outcomes', i, 'when'], guide.steps.length, knowledge),
    ...checkIds(outcome.from, ['outcomes', i, 'from'], knowledge),
    ...outcome.groups.flatMap((group, g) => [
      ...checkIds(group.targets, ['outcomes', i, 'groups', g, 'targets'], knowledge),
      ...checkWhen(guide, group.when, ['outcomes', i, 'groups', g, 'when'], guide.steps.length, knowledge),
    ]),
    ...(outcome.rule !== undefined && !rule
      ? [unknown(['outcomes', i, 'rule'], 'unknown-rule', `Die Regel „${outcome.rule}“ gibt es nicht.`, outcome.rule, rules.keys())]
      : []),
    ...missing.map((step) => ({
      keys: ['outcomes', i, 'rule'],
      code: 'rule-needs-step',
      message: `Die Regel „${outcome.rule}“ braucht die Frage „${step}“.`,
      hint: `Ergänzen Sie unter steps eine Frage mit id: ${step}.`,
    })),
  ]
}

function checkStep(step: Step, keys: PropertyKey[], knowledge: Knowledge): GuideFault[] {
  const { audiences, topics } = knowledge.vocabulary
  const findings = twice(
    step.choices.map(({ id }) => id),
    'choices',
    'Antwort',
  ).map((finding) => ({ ...finding, keys: [...keys, ...finding.keys] }))
  findings.push(...checkLabels(step, keys, knowledge))
  if ((step.input === 'choice' || step.input === 'multi') && step.choices.length === 0 && step.computed === undefined)
    findings.push({
      keys: [...keys, 'choices'],
      code: 'no-choices',
      message: `Die Frage „${step.id}“ hat keine Antworten.`,
      hint: 'Schreiben Sie unter choices mindestens zwei Antworten.',
    })
  if (step.computed !== undefined && !computed.has(step.computed))
    findings.push(
      unknown([...keys, 'computed'], 'unknown-rule', `Die Regel „${step.computed}“ gibt es nicht.`, step.computed, computed.keys()),
    )
  findings.push(...checkIds(step.from, [...keys, 'from'], knowledge))
  step.choices.forEach((choice, c) => {
    const at = [...keys, 'choices', c]
    if (step.input === 'number' && !rangeOf(choice.id))
      findings.push({
        keys: [...at, 'id'],
        code: 'not-a-number',
        message: `„${choice.id}“ ist keine Zahl und kein Bereich.`,
        hint: "Schreiben Sie '12', 1-9 oder '500-'.",
      })
    if (step.input === 'yesno' && choice.id !== 'ja' && choice.id !== 'nein')
      findings.push({
        keys: [...at, 'id'],
        code: 'not-yes-no',
        message: `„${choice.id}“ ist weder ja noch nein.`,
        hint: 'Bei yesno heißen die Antworten ja und nein.',
      })
    for (const id of choice.audience)
      if (!audiences.some((item) => item.id === id))
        findings.push(
          unknown(
            [...at, 'audience'],
            'unknown-list-word',
            `„${id}“ steht nicht in der Liste Zielgruppen.`,
            id,
            audiences.map((item) => item.id),
          ),
        )
    for (const id of [...choice.topics, ...choice.also])
      if (!topics.some((item) => item.id === id))
        findings.push(
          unknown(
            [...at, 'topics'],
            'unknown-list-word',
            `„${id}“ steht nicht in der Liste Themen.`,
            id,
            topics.map((item) => item.id),
          ),
        )
  })
  return findings
}

/** `before`: how many steps come earlier; only those may be named. */
function checkWhen(guide: Guide, when: Step['when'], keys: PropertyKey[], before: number, knowledge: Knowledge): GuideFault[] {
  return Object.entries(when ?? {}).flatMap(([id, values]): GuideFault[] => {
    const index = guide.steps.findIndex((step) => step.id === id)
    if (index < 0)
      return [
        unknown(
          [...keys, id],
          'unknown-step',
          `Die Frage „${id}“ gibt es in diesem Dialog nicht.`,
          id,
          guide.steps.map((step) => step.id),
        ),
      ]
    if (index >= before)
      return [
        {
          keys: [...keys, id],
          code: 'later-step',
          message: `„${id}“ wird erst später gefragt.`,
          hint: 'Ein „when“ darf nur frühere Fragen nennen.',
        },
      ]
    const possible = valuesOf(stepsOf(guide).find((step) => step.id === id)!, knowledge)
    return values.flatMap((value) =>
      possible.includes(value)
        ? []
        : [unknown([...keys, id], 'unknown-answer', `„${value}“ ist keine Antwort auf „${id}“.`, value, possible)],
    )
  })
}

function valuesOf(step: Step, { vocabulary, area }: Knowledge): string[] {
  const places =
    step.input === 'postcode' ? [...vocabulary.regions.map(({ id }) => id), ...area.borders.map(({ id }) => id), OUTSIDE, UNCLEAR] : []
  return [...step.choices.map(({ id }) => id), ...places, UNKNOWN]
}

function checkIds(ids: readonly string[], keys: PropertyKey[], knowledge: Knowledge): GuideFault[] {
  return ids.flatMap((id, i) =>
    knowledge.entries.has(id as EntryId)
      ? []
      : [
          {
            ...unknown(
              [...keys, i],
              'unknown-id',
              `Den Eintrag „${id}“ gibt es nicht (oder er hat selbst einen Fehler).`,
              id,
              knowledge.entries.keys(),
            ),
            about: id,
          },
        ],
  )
}

function checkBooking(booking: Target | undefined, knowledge: Knowledge): GuideFault[] {
  const problem = booking && targetProblem(booking, allowedHosts(knowledge))
  return problem
    ? [
        {
          keys: ['booking', 'url'],
          code: 'booking-address',
          message: problem,
          hint: 'Nennen Sie die Seite der Stelle in ihrem Eintrag (web), oder nehmen Sie ein bekanntes Buchungswerkzeug.',
        },
      ]
    : []
}

/** Answers are known by their words: two of the same could not be told apart, and a command is done instead. */
function checkLabels({ choices }: Step, keys: PropertyKey[], { messages }: Knowledge): GuideFault[] {
  const labels = choices.map(({ label }) => plainWords(label))
  return choices.flatMap(({ label }, i): GuideFault[] => {
    const at = { keys: [...keys, 'choices', i, 'label'] }
    if (labels.indexOf(labels[i]!) < i)
      return [
        {
          ...at,
          code: 'same-label',
          message: `Die Antwort „${label}“ steht zweimal in dieser Frage.`,
          hint: 'Sagen Sie eine der beiden anders.',
        },
      ]
    const command = readInterruption(label, messages)
    if (command === undefined || !COMMANDS.has(command)) return []
    return [
      {
        ...at,
        code: 'label-is-command',
        message: `„${label}“ ist ein Befehl, der überall gilt; als Antwort käme er nie an.`,
        hint: 'Sagen Sie es anders, zum Beispiel „Ich spreche lieber mit jemandem“.',
      },
    ]
  })
}
/** Words for these leave the question or the guide. */
const COMMANDS: ReadonlySet<Interruption> = new Set<Interruption>([
  'cancel',
  'back',
  'help',
  'person',
  'why',
  'restart',
  'forget',
  'german',
  'english',
])

function twice(ids: readonly string[], key: string, what: string): GuideFault[] {
  return ids.flatMap((id, i) =>
    ids.indexOf(id) < i
      ? [
          {
            keys: [key, i, 'id'],
            code: 'duplicate-id',
            message: `${what} „${id}“ steht zweimal da.`,
            hint: 'Geben Sie einer der beiden eine andere Kennung.',
          },
        ]
      : [],
  )
}

function unknown(keys: PropertyKey[], code: string, message: string, word: string, known: Iterable<string>): GuideFault {
  const hint = didYouMean(word, known)
  return { keys, code, message, ...(hint && { hint }) }
}
