/** Elements of Adaptive Cards that cards for staff are made of. What people typed is a plain run of text, never Markdown. */

export type CardElement = Record<string, unknown>

export function fact(label: string, value: string): CardElement {
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      { type: 'TextRun', text: `${label}: `, weight: 'Bolder' },
      { type: 'TextRun', text: value },
    ],
  }
}

export function run(text: string, look: CardElement = {}): CardElement {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] }
}
