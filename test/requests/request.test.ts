import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyRouting } from '../../bot/knowledge/routing.ts'
import { dueOf, overdueAction } from '../../bot/requests/deadlines.ts'
import { type Action, change, newDetails, OUTCOMES, type Person, type Request, readDetails } from '../../bot/requests/request.ts'

const NOW = new Date('2026-11-23T09:30:00Z')
const LATER = new Date('2026-11-23T10:30:00Z')
const ERIKA: Person = { id: 'e', name: 'Erika' }
const JONAS: Person = { id: 'j', name: 'Jonas' }

const OPEN: Request = {
  number: 12,
  state: 'open',
  channel: 'hwk-halle',
  details: newDetails(
    {
      lang: 'de',
      consent: { text: 'Einverstanden?', at: NOW.toISOString(), lang: 'de' },
      name: 'Ada Beispiel',
      reach: 'ada@example.org',
      question: 'Wie fange ich an?',
      answers: [{ label: 'Betrieb', value: 'Handwerk' }],
      topics: ['einstieg'],
      regions: ['halle'],
      route: ['hwk-halle', 'allgemein'],
    },
    NOW,
  ),
}

/** The request after these actions; fails where one of them is refused. */
function following(...actions: Action[]): Request {
  return actions.reduce((request, action) => {
    const changed = change(request, action, LATER)
    if (!changed.ok) throw new Error(`${action.do}: ${changed.problem}`)
    return changed.request
  }, OPEN)
}
const refused = (request: Request, action: Action) => {
  const changed = change(request, action, LATER)
  return changed.ok ? undefined : changed.problem
}

describe('a request', () => {
  it('is claimed once; the second is told', () => {
    const claimed = following({ do: 'claim', by: ERIKA })
    expect(claimed).toMatchObject({ state: 'claimed', details: { claimedBy: ERIKA } })
    expect(refused(claimed, { do: 'claim', by: JONAS })).toBe('taken')
  })

  it('can be put back, and claimed by somebody else', () =>
    expect(following({ do: 'claim', by: ERIKA }, { do: 'release', by: ERIKA }, { do: 'claim', by: JONAS }).details.claimedBy).toEqual(
      JONAS,
    ))

  it('is open again where it is passed on to', () => {
    const passed = following({ do: 'claim', by: ERIKA }, { do: 'pass', by: ERIKA, to: 'ihk-halle-dessau' })
    expect(passed).toMatchObject({ state: 'open', channel: 'ihk-halle-dessau' })
    expect(passed.details.claimedBy).toBeUndefined()
    expect(refused(passed, { do: 'pass', by: ERIKA, to: 'ihk-halle-dessau' })).toBe('same-channel')
  })

  it('belongs to whoever answers it first', () => {
    const changed = change(OPEN, { do: 'answer', by: ERIKA, text: ' Gern, morgen um zehn. ' }, LATER)
    expect(changed).toMatchObject({
      ok: true,
      request: { state: 'claimed', details: { claimedBy: ERIKA } },
      news: { kind: 'answer', text: 'Gern, morgen um zehn.' },
    })
    expect(refused(OPEN, { do: 'answer', by: ERIKA, text: '  ' })).toBe('empty')
  })

  it.each(OUTCOMES)('is closed with "%s", told to the visitor, and can be reopened', (outcome) => {
    const changed = change(OPEN, { do: 'close', by: ERIKA, outcome }, LATER)
    expect(changed).toMatchObject({ ok: true, request: { state: 'closed', details: { outcome } }, news: { kind: 'closed', outcome } })
    const closed = following({ do: 'close', by: ERIKA, outcome })
    expect(refused(closed, { do: 'claim', by: JONAS })).toBe('closed')
    expect(following({ do: 'close', by: ERIKA, outcome }, { do: 'reopen', by: JONAS })).toMatchObject({ state: 'open' })
    expect(refused(OPEN, { do: 'reopen', by: JONAS })).toBe('not-closed')
  })

  it('is work again when the visitor writes to a closed one', () => {
    const again = following({ do: 'close', by: ERIKA, outcome: 'geholfen' }, { do: 'add', text: 'Doch noch eine Frage' })
    expect(again.state).toBe('open')
    expect(again.details.history.slice(-2)).toMatchObject([{ what: 'reopen' }, { what: 'add', text: 'Doch noch eine Frage' }])
    expect(again.details.history.at(-1)).not.toHaveProperty('by')
  })

  it('holds nothing of the visitor or the staff once it is withdrawn, and stays so', () => {
    const gone = following({ do: 'claim', by: ERIKA }, { do: 'note', by: ERIKA, text: 'ruft Ada zurück' }, { do: 'withdraw' })
    expect(gone.state).toBe('withdrawn')
    for (const personal of ['Ada', 'example.org', 'Wie fange', 'Handwerk', 'Erika', 'halle"]', 'Einverstanden'])
      expect(JSON.stringify(gone.details)).not.toContain(personal)
    for (const action of [
      { do: 'claim', by: JONAS },
      { do: 'reopen', by: JONAS },
      { do: 'add', text: 'x' },
    ] as Action[])
      expect(refused(gone, action)).toBe('withdrawn')
  })

  it('can be written down and read again', () => {
    const request = following({ do: 'claim', by: ERIKA }, { do: 'close', by: ERIKA, outcome: 'termin' })
    expect(readDetails(JSON.parse(JSON.stringify(request.details)))).toEqual(request.details)
    expect(readDetails({ version: 0 })).toBeUndefined()
  })

  it('never loses a line of its history, whatever is done to it', () => {
    const action = fc.oneof(
      fc.constantFrom<Action>(
        { do: 'claim', by: ERIKA },
        { do: 'release', by: JONAS },
        { do: 'reopen', by: ERIKA },
        { do: 'remind' },
        { do: 'escalate' },
      ),
      fc.constantFrom(...OUTCOMES).map((outcome): Action => ({ do: 'close', by: JONAS, outcome })),
      fc.string().map((text): Action => ({ do: 'note', by: ERIKA, text })),
      fc.string().map((text): Action => ({ do: 'add', text })),
      fc.constantFrom('a', 'b').map((to): Action => ({ do: 'pass', by: JONAS, to })),
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        let request = OPEN
        for (const next of actions) {
          const changed = change(request, next, LATER)
          if (!changed.ok) continue
          expect(changed.request.details.history.slice(0, request.details.history.length)).toEqual(request.details.history)
          expect(changed.request.state === 'claimed').toBe(
            changed.request.details.claimedBy !== undefined && changed.request.state !== 'closed',
          )
          expect(changed.request.state === 'closed').toBe(changed.request.details.outcome !== undefined)
          request = changed.request
        }
      }),
    )
  })
})

describe('deadlines', () => {
  const routing = { ...emptyRouting(), lastResort: 'allgemein', remindAfterHours: 4, escalateAfterHours: 8 }
  const due = (request: Request) => dueOf(request, routing)?.toISOString()

  it('remind first, then go to the last resort, then rest', () => {
    expect(due(OPEN)).toBe('2026-11-23T13:30:00.000Z')
    expect(overdueAction(OPEN, routing)).toEqual({ do: 'remind' })
    const reminded = following({ do: 'remind' })
    expect(due(reminded)).toBe('2026-11-23T17:30:00.000Z')
    expect(overdueAction(reminded, routing)).toEqual({ do: 'escalate', to: 'allgemein' })
    expect(due(following({ do: 'remind' }, { do: 'escalate', to: 'allgemein' }))).toBeUndefined()
  })

  it('do not tell the last resort twice of its own requests', () =>
    expect(overdueAction({ ...following({ do: 'remind' }), channel: 'allgemein' }, routing)).toEqual({ do: 'escalate' }))

  it('of what somebody has taken are two, five and ten working days, then it is open again', () => {
    const claimed = following({ do: 'claim', by: ERIKA })
    // Taken on a Monday: Wednesday, the next Monday, the Monday after it.
    expect(due(claimed)?.slice(0, 10)).toBe('2026-11-25')
    expect(overdueAction(claimed, routing)).toEqual({ do: 'chase' })
    const chased = following({ do: 'claim', by: ERIKA }, { do: 'chase' })
    expect(due(chased)?.slice(0, 10)).toBe('2026-11-30')
    expect(overdueAction(chased, routing)).toEqual({ do: 'chase' })
    const twice = following({ do: 'claim', by: ERIKA }, { do: 'chase' }, { do: 'chase' })
    expect(due(twice)?.slice(0, 10)).toBe('2026-12-07')
    expect(overdueAction(twice, routing)).toEqual({ do: 'return' })
    const back = change(twice, { do: 'return' }, LATER)
    expect(back).toMatchObject({ ok: true, request: { state: 'open', details: { reminded: 0 } }, news: { kind: 'returned' } })
    // A step of whoever has it begins the count anew.
    expect(following({ do: 'claim', by: ERIKA }, { do: 'chase' }, { do: 'note', by: ERIKA, text: 'x' }).details.chased).toBe(0)
  })

  it('begin anew where it is passed on to', () => {
    expect(due(following({ do: 'remind' }, { do: 'pass', by: ERIKA, to: 'b' }))).toBe('2026-11-23T14:30:00.000Z')
  })
})
