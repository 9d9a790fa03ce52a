/** The named rules by which outcomes compute their targets (`rule:` in a guide's file). */
import { appointments } from './appointments.ts'
import { upcoming } from './events.ts'
import { foerderCheck } from './foerder-check.ts'
import { responsible } from './responsible.ts'
import { roadmap } from './roadmap.ts'
import type { Rule } from './rule.ts'
import { selfCheck } from './self-check.ts'

export const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries({
    'foerder-check': foerderCheck,
    zustaendig: responsible,
    termine: appointments,
    veranstaltungen: upcoming,
    profil: selfCheck,
    fahrplan: roadmap,
  }),
)
