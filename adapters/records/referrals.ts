/** Who is responsible, and which programmes fit: the rules that the chat and the guides ask, for a profile given at once. */
import type { z } from 'zod'
import { rangeOf } from '../../bot/guides/reading/read-answer.ts'
import { type Applicant, withSolo } from '../../bot/guides/rules/applicant.ts'
import { sayVerdict, type Verdict } from '../../bot/guides/rules/eligibility.ts'
import { deciding, sortProgrammes } from '../../bot/guides/rules/funding.ts'
import { type Ground, groundOf } from '../../bot/guides/state/ground.ts'
import { sentence } from '../../bot/guides/state/sentences.ts'
import { sayDoubt } from '../../bot/regions/doubt.ts'
import { responsibleFor } from '../../bot/regions/responsible.ts'
import { BadQuestion, listedItem, placeAsked } from './asking.ts'
import type { contactsQuestion, programmesQuestion } from './questions.ts'
import { citationOf, contactOf, fundingOf, type RecordContext } from './records.ts'
import type { contactsRecord, programmesRecord } from './schemas.ts'

export function contactsAsked(asked: z.output<typeof contactsQuestion>, context: RecordContext): z.input<typeof contactsRecord> {
  const { knowledge } = context.known
  const { vocabulary } = knowledge
  listedItem('topic', asked.topic, vocabulary.topics)
  listedItem('audience', asked.audience, vocabulary.audiences)
  const place = placeAsked(asked.place, knowledge)
  const list = (id: string | undefined) => (id === undefined ? [] : [id])
  const visitor = { places: place ? [place] : [], audiences: list(asked.audience), topics: list(asked.topic) }
  const { referrals, doubt } = responsibleFor(visitor, knowledge, context)
  return {
    ...(place && { place: place.label }),
    ...(doubt && { doubt: sayDoubt(doubt, knowledge, asked.lang) }),
    contacts: referrals.map(({ contact, reason, fit }) => ({
      reason,
      certain: fit === 'yes',
      citation: citationOf(contact, context, asked.lang),
      contact: contactOf(contact, context),
    })),
  }
}

export function programmesAsked(asked: z.output<typeof programmesQuestion>, context: RecordContext): z.input<typeof programmesRecord> {
  const ground: Ground = { ...groundOf(context.known.knowledge, context), lang: asked.lang }
  const { fits, open, no } = sortProgrammes(applicantAsked(asked, context), ground)
  return {
    notice: sentence(ground, 'rule.check.decides'),
    ask: deciding(open).map(({ step, programmes }) => ({ parameter: PARAMETERS.get(step) ?? step, programmes })),
    programmes: [...fits, ...open, ...no].map((verdict) => verdictOf(verdict, ground, context)),
  }
}

/** The guide's questions by the names that programs use. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['ort', 'place'],
  ['betrieb', 'audience'],
  ['beschaeftigte', 'employees'],
  ['vorhaben', 'purpose'],
  ['begonnen', 'started'],
  ['rechtsform', 'legalForm'],
  ['alter', 'years'],
])

/** The profile as the Förder-Check reads it from a guide's answers. */
function applicantAsked(asked: z.output<typeof programmesQuestion>, { known: { knowledge } }: RecordContext): Applicant {
  const { topics, audiences } = knowledge.vocabulary
  const audience = listedItem('audience', asked.audience, audiences)
  const purpose = listedItem('purpose', asked.purpose, topics)
  const place = placeAsked(asked.place, knowledge)
  const employees = asked.employees === undefined ? undefined : rangeOf(asked.employees)
  if (asked.employees !== undefined && !employees) throw new BadQuestion('employees', 'the second number is smaller than the first')
  return {
    ...(audience && { audience: withSolo([audience.id], employees), kind: audience.label }),
    ...(place && !place.unknown && { place }),
    ...(employees && { employees }),
    ...(purpose && { topics: new Set([purpose.id]) }),
    ...(asked.years !== undefined && { years: asked.years }),
    ...(asked.started !== undefined && { started: asked.started }),
    ...(asked.legalForm !== undefined && {
      legalForm: { id: 'rechtsform', label: asked.legalForm, words: [], audience: [], topics: [], also: [] },
    }),
  }
}

function verdictOf(verdict: Verdict, ground: Ground, context: RecordContext) {
  const { programme, result, reasons } = verdict
  return {
    result,
    text: sayVerdict(verdict, ground),
    reasons: reasons.map(({ kind, text }) => ({ kind, text })),
    citation: citationOf(programme, context, ground.lang),
    funding: fundingOf(programme, context),
  }
}
