/** Who may apply for a programme, in words: the same fields that the Förder-Check reads, nothing left out. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Vocabulary } from '../../../bot/knowledge/knowledge.ts'
import type { Funding } from '../../../bot/knowledge/schema.ts'
import { labelsOf } from '../frame/view.ts'
import { WORDS, type Words } from '../frame/words.ts'

export function eligibleWords({ eligible, lang }: Funding, { audiences, regions, topics }: Vocabulary): { label: string; value: string }[] {
  const words = WORDS[lang]
  const { employees, turnover } = eligible
  return [
    { label: words.who, value: eligible.who },
    { label: words.sectors, value: labelsOf(eligible.sectors, audiences).join(', ') },
    { label: words.excluded, value: labelsOf(eligible.excluded, audiences).join(', ') },
    { label: words.seat, value: labelsOf(eligible.regions, regions).join(', ') || words.nationwide },
    { label: words.employees, value: span(employees.min, employees.max, words) },
    { label: words.turnover, value: turnover.max === undefined ? '' : `${words.most} ${euros(turnover.max, lang)}` },
    { label: words.legalForms, value: eligible.legalForms.join(', ') },
    { label: words.purposes, value: labelsOf(eligible.purposes, topics).join(', ') },
    { label: words.started, value: eligible.started ? words.startedYes : words.startedNo },
  ].filter(({ value }) => value !== '')
}

function span(min: number | undefined, max: number | undefined, words: Words): string {
  if (min !== undefined && max !== undefined) return `${min} ${words.to} ${max}`
  if (max !== undefined) return `${words.most} ${max}`
  return min === undefined ? '' : `${words.least} ${min}`
}

function euros(amount: number, lang: Lang): string {
  return lang === 'en' ? `€${amount.toLocaleString('en-GB')}` : `${amount.toLocaleString('de-DE')} €`
}
