/**
 * Does a `when:` table hold? Three answers, because a table may ask about a step that is still open.
 *
 * `facts` has one entry per step: the words an answer is known by (`factsOf` in `reading/answered.ts`), `open` while it is to be asked,
 * `skipped` when this visitor is not asked it. Every step named must have one of its values.
 */
import type { When } from '../../knowledge/guide-schema.ts'

export type Fact = ReadonlySet<string> | 'open' | 'skipped'
export type Facts = ReadonlyMap<string, Fact>

/** True when every step named has one of its values; no table at all holds always. */
export function holds(when: When | undefined, facts: Facts): boolean | 'undecided' {
  let open = false
  for (const [step, values] of Object.entries(when ?? {})) {
    const fact = facts.get(step) ?? 'skipped'
    if (fact === 'skipped') return false
    if (fact === 'open') open = true
    else if (!values.some((value) => fact.has(value))) return false
  }
  return open ? 'undecided' : true
}
