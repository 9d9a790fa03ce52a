/** `veranstaltungen`: what takes place near the visitor, on their topic first, from the day they named. */
import { addDays } from '../../knowledge/day.ts'
import { notBefore } from '../../moment.ts'
import { sayDate, targetOf } from '../outcomes/outcome.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { sentence } from '../state/sentences.ts'
import { applicantOf } from './applicant.ts'
import { eventsFor, soonest } from './dates.ts'
import type { Rule } from './rule.ts'

const MAX_EVENTS = 5
/** Later than this is no answer to "when is something on?". */
const DAYS_AHEAD = 365

export const upcoming: Rule = {
  needs: ['ort'],
  reads: { form: 'each', ab: 'each' },
  draws: ['events'],
  run({ steps, answered, ground, said }) {
    const { topics, audience, place } = applicantOf(steps, answered)
    const day = answered.values.get('ab')?.[0]
    const from = day === undefined || day === UNKNOWN ? ground : notBefore(day, ground)
    const form = answered.values.get('form')?.[0]
    const events = eventsFor([], place, ground)
      .filter(
        (event) => form === undefined || form === UNKNOWN || event.mode === 'hybrid' || (form === 'online') === (event.mode === 'online'),
      )
      .filter((event) => !audience || event.audience.length === 0 || event.audience.some((id) => audience.has(id)))
    const dated = soonest(events, from).filter(({ date }) => date.day <= addDays(from.today, DAYS_AHEAD))
    const onTopic = (item: (typeof dated)[number]) => (topics && item.event.topics.some((id) => topics.has(id)) ? 0 : 1)
    const best = dated.sort((a, b) => onTopic(a) - onTopic(b) || (a.date.day < b.date.day ? -1 : 1)).slice(0, MAX_EVENTS)
    if (best.length === 0) return { texts: [sentence(ground, 'rule.events.none')], groups: [] }
    const targets = best.map(({ event, date }) =>
      targetOf(event, ground, said, sentence(ground, 'guide.next-date', { day: sayDate(date, ground) })),
    )
    return { texts: [], groups: [{ title: sentence(ground, 'rule.events'), targets }] }
  },
}
