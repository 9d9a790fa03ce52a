/**
 * A new entry's text, written from the schema itself, so that no field can be forgotten: needed fields ready to fill, the others as
 * comments that become fields when their `# ` is taken away. Explanations start with `##`.
 */
import { stringify } from 'yaml'
import type { z } from 'zod'
import type { Day } from './day.ts'
import { ownValue } from './own-value.ts'
import { type Kind, schemas } from './schema.ts'
import { definitionOf, descriptionOf } from './schema-definition.ts'

/** What needed fields start with; everything else starts as an explained comment. The draft passes `check` as it is. */
const STARTS: Partial<Record<Kind, Record<string, unknown>>> = {
  funding: {
    provider: 'Wer fördert?',
    type: 'Zuschuss',
    area: ['Digitalisierung'],
    territory: 'Wo gilt das Programm?',
    eligible: { who: 'Wer kann gefördert werden?' },
    funds: ['Was wird gefördert?'],
    applyBeforeStart: true,
    state: 'unklar',
  },
  events: { place: { name: 'In welchem Haus?', city: 'In welchem Ort?' }, mode: 'vor Ort', organiser: 'Wer lädt ein?' },
  contacts: { organisation: 'Name der Stelle', role: 'Wofür ist die Stelle da?' },
  guides: {
    steps: [
      {
        id: 'ziel',
        short: 'Ziel',
        question: 'Was möchten Sie?',
        why: 'Davon hängt ab, was ich Ihnen nenne.',
        retry: 'Bitte wählen Sie eine der Antworten.',
        choices: [
          { id: 'erstes', label: 'Das Erste' },
          { id: 'zweites', label: 'Das Zweite' },
        ],
      },
    ],
    outcomes: [
      { id: 'erstes', title: 'So geht das Erste', text: 'Der Weg in zwei bis vier Sätzen.', when: { ziel: 'erstes' } },
      { id: 'sonst', title: 'So geht es weiter', text: 'Das letzte Ergebnis hat kein when und gilt für alle Übrigen.' },
    ],
  },
}

/** What stands in a new entry's text until somebody writes it: a published entry that still has it was never written. */
export const TEMPLATE_TEXTS: readonly string[] = [
  'Die kurze Antwort in zwei bis vier Sätzen, mit einem ersten Schritt für diese Woche.',
  'Eine Überschrift, die eine Frage beantwortet',
  'Ein Abschnitt, der für sich allein verständlich ist.',
]

/** The Markdown of a draft; passes `check` as it is. `more`: further fields that are known already. */
export function template(kind: Kind, title: string, today: Day, more: Record<string, unknown> = {}): string {
  const starts: Record<string, unknown> = {
    title,
    status: 'draft',
    questions: [`Frage 1 zu ${title}?`, `Frage 2 zu ${title}?`, `Frage 3 zu ${title}?`],
    asOf: today,
    source: [{ name: 'Woher stammen die Angaben?' }],
    ...(kind === 'events' && { start: today }),
    ...STARTS[kind],
    ...more,
  }
  const lines = ['---']
  for (const [name, field] of Object.entries(schemas[kind].shape) as [string, z.ZodType][]) {
    lines.push(`## ${descriptionOf(field) ?? name}`)
    const start = ownValue(starts, name)
    if (start !== undefined) lines.push(stringify({ [name]: start }).trimEnd(), ...comment(rest(field, start)))
    else lines.push(...comment(offer(name, field)))
  }
  const [lead, heading, section] = TEMPLATE_TEXTS
  lines.push('---', '', lead!, '', `## ${heading}`, '', section!, '')
  return lines.join('\n')
}

function comment(lines: readonly string[]): string[] {
  return lines.map((line) => `# ${line}`)
}

/** A field nobody has filled in yet, with the fields below it, each explained at the end of its line. */
function offer(name: string, field: z.ZodType, explained = false): string[] {
  const { shape, list } = inside(field)
  const own = `${name}:${shape ? '' : ` ${example(field)}`}${explained ? explanation(field) : ''}`
  return [own, ...below(shape, list)]
}

/** The fields below a started one that its start leaves out. */
function rest(field: z.ZodType, start: unknown): string[] {
  const { shape, list } = inside(field)
  if (!shape) return []
  const filled = Object.assign({}, ...(Array.isArray(start) ? start : [start])) as object
  const left = Object.entries(shape).filter(([name]) => !Object.hasOwn(filled, name))
  return left.flatMap(([name, inner]) => offer(name, inner, true)).map((line) => `${list ? '    ' : '  '}${line}`)
}

function below(shape: Record<string, z.ZodType> | undefined, list: boolean): string[] {
  const lines = Object.entries(shape ?? {}).flatMap(([name, inner]) => offer(name, inner, true))
  return lines.map((line, i) => `${list ? (i === 0 ? '  - ' : '    ') : '  '}${line}`)
}

function explanation(field: z.ZodType): string {
  const text = descriptionOf(field)
  return text ? `  # ${text}` : ''
}

/** zod keeps a description on the very wrapper it was given to. */
/** The fields of a group or of a list's items, through the wrappers optional, default, "one or several". */
function inside(field: z.ZodType): { shape?: Record<string, z.ZodType>; list: boolean } {
  if ('shape' in field) return { shape: field.shape as Record<string, z.ZodType>, list: false }
  const { type, innerType, element, in: input, options } = definitionOf(field)
  if (element) return { ...inside(element), list: type === 'array' }
  const inner = innerType ?? input ?? options?.at(-1)
  return inner ? inside(inner) : { list: false }
}

/** A hint at the value's shape: possible words, list, text. */
function example(field: z.ZodType): string {
  const { type, innerType, options, entries } = definitionOf(field)
  if (innerType) return example(innerType)
  if (options) return example(options.at(-1)!)
  if (entries) return Object.values(entries).join(' | ')
  if (type === 'array') return '[ … ]'
  if (type === 'boolean') return 'true | false'
  if (type === 'record') return '{ …: … }'
  return '…'
}
