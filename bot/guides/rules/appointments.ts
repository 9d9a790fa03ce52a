/** `termine`: the day the visitor chose, or the next ones, of the events in `from`; and who takes the booking. */
import { type Day, sayDay } from '../../knowledge/day.ts'
import { pathOf } from '../../knowledge/references.ts'
import type { Event } from '../../knowledge/schema.ts'
import { sayDoubt } from '../../regions/doubt.ts'
import type { Responsibility } from '../../regions/responsible.ts'
import { datesBetween } from '../outcomes/on-day.ts'
import { type OutcomeTarget, sayDate, type TargetGroup, targetOf } from '../outcomes/outcome.ts'
import type { Ground } from '../state/ground.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { sentence } from '../state/sentences.ts'
import { applicantOf } from './applicant.ts'
import { eventsFor, soonest } from './dates.ts'
import { referralsIn } from './responsible.ts'
import type { Rule, RuleInput } from './rule.ts'

export const appointments: Rule = {
  needs: ['ort', 'termin'],
  reads: { termin: 'each' },
  draws: [],
  anchors(input) {
    return bookingContacts(input).referrals.map(({ contact }) => targetOf(contact, input.ground, input.said))
  },
  run(input) {
    const { outcome, answered, ground, said } = input
    const events = eventsFor(outcome.from, answered.places.get('ort'), ground)
    const day = answered.values.get('termin')?.[0]
    const chosen = day === undefined || day === UNKNOWN ? undefined : day
    const targets = chosen ? onDay(events, chosen, input) : soonest(events, ground).map(({ event }) => targetOf(event, ground, said))
    const groups: TargetGroup[] = [
      { title: sentence(ground, chosen ? 'rule.appointment.yours' : 'rule.appointment.next'), targets },
      { title: sentence(ground, 'rule.appointment.book'), targets: appointments.anchors!(input) },
    ]
    const unconfirmed = targets.some((target) => target.tentative)
    const { doubt } = bookingContacts(input)
    const texts = [
      ...(doubt ? [sayDoubt(doubt, ground.knowledge, ground.lang)] : []),
      ...(chosen ? [chosenText(chosen, unconfirmed, ground)] : []),
    ]
    return { texts, groups: groups.filter((group) => group.targets.length > 0) }
  },
}

function chosenText(day: Day, unconfirmed: boolean, ground: Ground): string {
  const chosen = sentence(ground, 'rule.appointment.chosen', { day: sayDay(day, ground.lang) })
  return unconfirmed ? `${chosen} ${sentence(ground, 'rule.appointment.unconfirmed')}` : chosen
}

function onDay(events: readonly Event[], day: string, { ground, said }: RuleInput): OutcomeTarget[] {
  return events.flatMap((event) => {
    const [date] = datesBetween(event, day, day, ground)
    if (!date) return []
    const target = targetOf(event, ground, said, sayDate(date, ground))
    return [
      {
        ...target,
        ways: target.ways.map((way) => (way.kind === 'calendar' ? { ...way, href: `${pathOf(event.id)}.ics?tag=${day}` } : way)),
      },
    ]
  })
}

/** Who takes the booking: those for craft or trade as told, both kinds where it was not. */
function bookingContacts(input: RuleInput): Responsibility {
  const { audience } = applicantOf(input.steps, input.answered)
  const near = referralsIn(input)
  const fitting = near.referrals.filter(
    ({ contact }) => !audience || contact.audience.length === 0 || contact.audience.some((id) => audience.has(id)),
  )
  return fitting.length > 0 ? { ...near, referrals: fitting } : near
}
