/** Who leads: may pass on, release and close what somebody else has, and move channels. Named in `routing.md`. */
import type { Person } from './request.ts'

/**
 * By the id that Entra gives them, by their mailbox, or by the name that their organisation gives them in Teams. What somebody calls themselves
 * on a page behind a link proves nothing.
 */
export function isLead({ id, name }: Person, leads: readonly string[]): boolean {
  const said = leads.map((lead) => lead.toLowerCase())
  if (id.startsWith('mail:')) return said.includes(id.slice('mail:'.length).toLowerCase())
  return said.includes(id.toLowerCase()) || said.includes(name.toLowerCase())
}
