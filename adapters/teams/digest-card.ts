/** The week at a glance, above the weekly digest: four figures beside those of the week before, and at most three things to do. */

import type { Figure } from '../../bot/impact/week.ts'
import type { Insights } from '../office/insights.ts'
import { type Attachment, CardFactory } from '../sdk.ts'
import type { StaffText } from '../words/staff-text.ts'
import { toDoText } from '../words/to-do.ts'

type Element = Record<string, unknown>

export function digestCard({ days, figures, toDo }: Pick<Insights, 'days' | 'figures' | 'toDo'>, text: StaffText): Attachment {
  const figure = (label: string, { now, before }: Figure): Element => ({
    type: 'Column',
    width: 'stretch',
    items: [
      { type: 'TextBlock', text: String(now), size: 'ExtraLarge', weight: 'Bolder' },
      { type: 'TextBlock', text: label, wrap: true, spacing: 'None' },
      { type: 'TextBlock', text: text('tab.before', { count: before }), isSubtle: true, wrap: true, spacing: 'None', size: 'Small' },
    ],
  })
  // Two rows, so that a phone shows four figures whole.
  const row = (...columns: Element[]): Element => ({ type: 'ColumnSet', columns })
  const things = toDo.map((one) => toDoText(one, text))
  return CardFactory.adaptiveCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: text('digest.figures', { days }), weight: 'Bolder', size: 'Medium', style: 'heading', wrap: true },
      row(figure(text('tab.questions'), figures.asked), figure(text('tab.answered'), figures.answered)),
      row(figure(text('tab.handed-over'), figures.handedOver), figure(text('tab.helped-in-all'), figures.helped)),
      { type: 'TextBlock', text: text('tab.to-do'), weight: 'Bolder', wrap: true, spacing: 'Medium' },
      // What visitors typed stands in plain runs, never as Markdown.
      ...(things.length > 0 ? things : [text('tab.to-do.none')]).map((thing, at) => ({
        type: 'RichTextBlock',
        spacing: 'Small',
        inlines: [{ type: 'TextRun', text: things.length > 0 ? `${at + 1}. ${thing}` : thing }],
      })),
    ],
    fallbackText: [...Object.values(figures).map(({ now }) => String(now)), ...things].join(', '),
  })
}
