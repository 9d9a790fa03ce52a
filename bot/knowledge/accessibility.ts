/** What the statement on accessibility says of one operator's service: a part of `area.md`. */
import { z } from 'zod'
import { isDay } from './day.ts'

const text = z.string().trim().min(1)
const inBoth = z.strictObject({
  de: text.describe('Der Satz auf Deutsch'),
  en: text.describe('Der Satz auf Englisch'),
})
const mail = z.email({ error: 'keine E-Mail-Adresse' })
const web = z.url({ protocol: /^https?$/, error: 'keine Internetadresse' })

const ACCESSIBILITY_STATES = ['ganz', 'teilweise', 'nicht'] as const

export const accessibilityFields = z
  .strictObject({
    body: text.optional().describe('Name der Stelle, die für die Seiten verantwortlich ist; ohne Angabe operator.name'),
    state: z.enum(ACCESSIBILITY_STATES).default('teilweise').describe('Wie weit die Seiten dem Maßstab entsprechen'),
    assessed: z.string().refine(isDay, { error: 'kein Kalendertag' }).optional().describe('Tag der letzten eigenen oder fremden Prüfung'),
    method: inBoth.optional().describe('Wer geprüft hat und wie, als Satz'),
    gaps: z.array(inBoth).default([]).describe('Bekannte Mängel auf Ihren eigenen Seiten, je ein Satz'),
    feedback: z
      .strictObject({
        mail: mail.optional().describe('E-Mail-Adresse für Hinweise auf Barrieren'),
        phone: text.optional().describe('Telefon für Hinweise auf Barrieren'),
        web: web.optional().describe('Seite mit einem Formular für Hinweise auf Barrieren'),
      })
      .default({})
      .describe('Wohin Menschen Barrieren melden; ohne Angabe an den Betreiber'),
    enforcement: z
      .strictObject({
        name: inBoth.describe('Name der Durchsetzungs- oder Schlichtungsstelle'),
        address: text.optional().describe('Anschrift dieser Stelle'),
        phone: text.optional().describe('Telefon dieser Stelle'),
        mail: mail.optional().describe('E-Mail-Adresse dieser Stelle'),
        web: web.optional().describe('Internetadresse dieser Stelle'),
      })
      .optional()
      .describe('Wer hilft, wenn auf einen Hinweis nichts geschieht'),
  })
  .superRefine(({ state, gaps }, { addIssue }) => {
    if (state === 'ganz' && gaps.length > 0)
      addIssue({
        code: 'custom',
        path: ['state'],
        message: '„ganz“ passt nicht zu einer Liste bekannter Mängel',
        params: { hint: 'Schreiben Sie „teilweise“, oder streichen Sie, was behoben ist.' },
      })
  })

/** `state`, `gaps` and `feedback` are always there. */
export type Accessibility = z.output<typeof accessibilityFields>
