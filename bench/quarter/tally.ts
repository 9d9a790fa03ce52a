/** What the script's visitors saw, counted by month; and whether a report says the same, as far as it says anything. */
import type { ImpactReport, ReportMonth, ReportSection } from '../../bot/impact/impact-report.ts'

/** Counts that the report has, by section and name. */
export type Tally = Map<ReportMonth, Map<ReportSection, Map<string, number>>>

export function count(tally: Tally, month: ReportMonth, section: ReportSection, name: string): void {
  const sections = tally.get(month) ?? new Map<ReportSection, Map<string, number>>()
  tally.set(month, sections)
  const names = sections.get(section) ?? new Map<string, number>()
  sections.set(section, names)
  names.set(name, (names.get(name) ?? 0) + 1)
}

export interface Compared {
  /** Counts that the report tells, all of them as counted. */
  told: number
  /** Things counted that stand in one of these. */
  counted: number
  /** Names that the report keeps to itself. */
  hidden: number
  differences: string[]
}

/**
 * Every count that is told must be the script's; of what is not told the rest must be the sum; and what the script counted five times or
 * more may only be hidden beside something that had to be.
 */
export function compare({ months }: ImpactReport, tally: Tally): Compared {
  const result: Compared = { told: 0, counted: 0, hidden: 0, differences: [] }
  for (const { month, sections } of months) {
    const own = tally.get(month) ?? new Map<ReportSection, Map<string, number>>()
    for (const [section, { shown, rest }] of Object.entries(sections) as [ReportSection, (typeof sections)[ReportSection]][]) {
      const all = own.get(section) ?? new Map<string, number>()
      // Where it is not told how many finished a guide, its outcomes are left out as well.
      const counts =
        section === 'outcomes' ? new Map([...all].filter(([name]) => sections['guides-finished'].shown.has(name.split('#')[0]!))) : all
      for (const [name, told] of shown) {
        const seen = counts.get(name) ?? 0
        result.told += 1
        result.counted += seen
        if (told !== seen) result.differences.push(`${month} ${section} ${name}: the report says ${told}, the visitors saw ${seen}`)
      }
      const hidden = [...counts].filter(([name]) => !shown.has(name))
      const together = hidden.reduce((all, [, seen]) => all + seen, 0)
      result.hidden += hidden.length
      if (rest !== undefined && rest !== together)
        result.differences.push(`${month} ${section}: the rest is ${rest}, the visitors saw ${together}`)
      // How many finished is hidden where one to four did not.
      if (section !== 'guides-finished' && hidden.length === 1 && hidden[0]![1] >= 5 && shown.size === 0 && counts.size === 1)
        result.differences.push(`${month} ${section} ${hidden[0]![0]}: ${hidden[0]![1]} is told nowhere`)
    }
  }
  return result
}
