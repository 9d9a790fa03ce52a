/** A new entry's text, written from the schema itself, so that no field can be forgotten: needed fields ready to fill, the others as comments. */
import { stringify } from 'yaml'
import type { z } from 'zod'
import type { Day } from '../../bot/knowledge/day.ts'
import { type Kind, schemas } from '../../bot/knowledge/schema.ts'

/** What needed fields start with; everything else starts as an explained comment. The draft passes `check` as it is. */
const STARTS: Partial<Record<Kind, Record<string, unknown>>> = {
  funding: {
    provider: 'Wer fördert?',
    type: 'Zuschuss',
    area: ['Digitalisierung'],
    territory: 'Sachsen-Anhalt',
    eligible: { who: 'Wer kann gefördert werden?' },
    funds: ['Was wird gefördert?'],
    applyBeforeStart: true,
    state: 'angekündigt',
  },
  events: { mode: 'vor Ort', organiser: 'Wer lädt ein?' },
  contacts: { organisation: 'Name der Stelle', role: 'Wofür ist die Stelle da?' },
}

export function template(kind: Kind, title: string, today: Day): string {
  const starts: Record<string, unknown> = {
    title,
    status: 'draft',
    questions: [`Frage 1 zu ${title}?`, `Frage 2 zu ${title}?`, `Frage 3 zu ${title}?`],
    checked: today,
    checkedBy: 'Ihre Rolle',
    source: [{ name: 'Woher stammen die Angaben?' }],
    ...(kind === 'events' && { start: today }),
    ...STARTS[kind],
  }
  const lines = ['---']
  for (const [name, field] of Object.entries(schemas[kind].shape) as [string, z.ZodType][]) {
    lines.push(`# ${field.description ?? name}`)
    if (name in starts) lines.push(stringify({ [name]: starts[name] }).trimEnd())
    else lines.push(`# ${name}: ${example(field)}`)
  }
  lines.push(
    '---',
    '',
    'Die kurze Antwort in zwei bis vier Sätzen, mit einem ersten Schritt für diese Woche.',
    '',
    '## Eine Überschrift, die eine Frage beantwortet',
    '',
    'Ein Abschnitt, der für sich allein verständlich ist.',
    '',
  )
  return lines.join('\n')
}

/** A hint at the value's shape: possible words, list, text. */
function example(field: z.ZodType): string {
  const def = (
    field as {
      def: { type: string; innerType?: z.ZodType; entries?: Record<string, string>; element?: z.ZodType; shape?: Record<string, unknown> }
    }
  ).def
  if (def.innerType) return example(def.innerType)
  if (def.entries) return Object.values(def.entries).join(' | ')
  if (def.type === 'array') return '[ … ]'
  if (def.type === 'boolean') return 'true | false'
  if (def.type === 'object') return `{ ${Object.keys((field as unknown as { shape: object }).shape).join(': …, ')}: … }`
  return '…'
}
