/** The front matter fields that only guides have: steps, choices, outcomes. The common fields are in `schema.ts`. */
import { z } from 'zod'

export const guideFields = {
  steps: z.array(z.unknown()).default([]).describe('Fragen des Dialogs'),
  outcomes: z.array(z.unknown()).default([]).describe('Ergebnisse des Dialogs'),
}
