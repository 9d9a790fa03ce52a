/** Who may apply for a programme, in words: the same fields that the Förder-Check reads, nothing left out. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Funding } from '../../../bot/knowledge/schema.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import { labelsOf } from '../frame/view.ts'

export function eligibleWords({ eligible, lang }: Funding, knowledge: Knowledge): { label: string; value: string }[] {
  const { audiences, regions, topics } = knowledge.vocabulary
  const words = pageWords(knowledge, lang)
  const { text } = words
  const { employees, turnover, years, codes } = eligible
  return [
    { label: text('eligible.who'), value: eligible.who },
    { label: text('eligible.sectors'), value: labelsOf(eligible.sectors, audiences).join(', ') },
    { label: text('eligible.excluded'), value: labelsOf(eligible.excluded, audiences).join(', ') },
    { label: text('eligible.seat'), value: labelsOf(eligible.regions, regions).join(', ') || text('eligible.nationwide') },
    { label: text('eligible.employees'), value: span(employees.min, employees.max, words) },
    {
      label: text('eligible.turnover'),
      value: turnover.max === undefined ? '' : text('eligible.most', { max: euros(turnover.max, lang) }),
    },
    { label: text('eligible.years'), value: span(years.min, years.max, words) },
    { label: text('eligible.codes'), value: codes.join(', ') },
    { label: text('eligible.legal-forms'), value: eligible.legalForms.join(', ') },
    { label: text('eligible.purposes'), value: labelsOf(eligible.purposes, topics).join(', ') },
    { label: text('eligible.started'), value: text(eligible.started ? 'eligible.started.yes' : 'eligible.started.no') },
  ].filter(({ value }) => value !== '')
}

function span(min: number | undefined, max: number | undefined, { text }: PageWords): string {
  if (min !== undefined && max !== undefined) return text('eligible.between', { min, max })
  if (max !== undefined) return text('eligible.most', { max })
  return min === undefined ? '' : text('eligible.least', { min })
}

function euros(amount: number, lang: Lang): string {
  return lang === 'en' ? `€${amount.toLocaleString('en-GB')}` : `${amount.toLocaleString('de-DE')} €`
}
