/** One thing that wants doing, in words, as every digest says it. */
import type { ToDo } from '../../bot/impact/week.ts'
import type { StaffText } from './staff-text.ts'

export function toDoText(thing: ToDo, text: StaffText): string {
  switch (thing.kind) {
    case 'late':
    case 'open':
      return text(`tab.to-do.${thing.kind}`, { count: thing.count })
    case 'gap':
    case 'poor':
      return text(`tab.to-do.${thing.kind}`, { title: thing.title, count: thing.count })
    default:
      return text(`tab.to-do.${thing.kind}`, { title: thing.title })
  }
}
