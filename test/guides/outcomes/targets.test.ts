import { describe, expect, it } from 'vitest'
import { targetsOf } from '../../../bot/guides/outcomes/outcome.ts'
import { addressOf, allowedHosts, CHOSEN_DAY, targetProblem } from '../../../bot/guides/outcomes/targets.ts'
import { groundOf } from '../../../bot/guides/state/ground.ts'
import type { Target } from '../../../bot/knowledge/schema.ts'
import { momentOn } from '../../../bot/moment.ts'
import { shipped, TODAY } from '../shipped.ts'

const hosts = new Set(['ihk.de'])
const said = new Map([
  ['thema', 'Website & Shop, 50 % fertig'],
  [CHOSEN_DAY, '2026-12-03'],
  ['kontakt', 'a@b.de'],
])
const target = (fields: Partial<Target>): Target => ({
  title: 'Termin',
  provider: 'calcom',
  url: 'https://cal.com/ihk/sprechtag',
  ...fields,
})

describe('an address', () => {
  it('takes topic and campaign to Cal.com, encoded', () => {
    const { href, copy } = addressOf(target({ prefill: { thema: 'notes' }, utm: { source: 'wegweiser' } }), said, hosts)!
    const url = new URL(href)
    expect(url.searchParams.get('notes')).toBe('Website & Shop, 50 % fertig')
    expect(url.searchParams.get('utm_source')).toBe('wegweiser')
    expect(copy).toBe(false)
  })
  it('takes the day to Calendly', () => {
    const { href } = addressOf(
      target({ provider: 'calendly', url: 'https://calendly.com/ihk/sprechtag', prefill: { thema: 'a1' } }),
      said,
      hosts,
    )!
    expect(Object.fromEntries(new URL(href).searchParams)).toEqual({
      month: '2026-12',
      date: '2026-12-03',
      a1: 'Website & Shop, 50 % fertig',
    })
  })
  it('takes nothing to Microsoft Bookings, so there is a summary to copy', () => {
    expect(
      addressOf(
        target({
          provider: 'msbookings',
          url: 'https://outlook.office365.com/owa/calendar/x@ihk.de/bookings/',
          prefill: { thema: 'notes' },
        }),
        said,
        hosts,
      ),
    ).toEqual({
      href: 'https://outlook.office365.com/owa/calendar/x@ihk.de/bookings/',
      copy: true,
    })
  })
  it.each(['name', 'email', 'first_name', 'attendeePhoneNumber', 'guests', 'Telefon'])('never fills the field %s', (field) => {
    expect(addressOf(target({ prefill: { thema: field } }), said, hosts)!.href).toBe('https://cal.com/ihk/sprechtag')
    expect(targetProblem(target({ prefill: { thema: field } }), hosts)).toContain('nie in eine Adresse')
  })
  it('never carries what looks like a mail address or a number', () => {
    const personal = new Map([['thema', 'rufen Sie 0391 1234567 an']])
    expect(addressOf(target({ prefill: { kontakt: 'notes' } }), said, hosts)!.href).not.toContain('b.de')
    expect(addressOf(target({ prefill: { thema: 'notes' } }), personal, hosts)!.href).toBe('https://cal.com/ihk/sprechtag')
  })
  it.each(['https://evil.example/x', 'http://cal.com/x', 'https://cal.com.evil.example/x', 'javascript:alert(1)', 'nix'])(
    '%s is not offered',
    (url) => {
      expect(addressOf(target({ url }), said, hosts)).toBeUndefined()
      expect(targetProblem(target({ url }), hosts)).toBeDefined()
    },
  )
  it('of a known host is offered, also of its parts', () => {
    expect(addressOf(target({ provider: 'link', url: 'https://www.ihk.de/halle' }), said, hosts)?.href).toBe('https://www.ihk.de/halle')
  })
  it('of a phone is dialled', () =>
    expect(addressOf(target({ provider: 'phone', url: '+49 391 6268-0' }), said, hosts)?.href).toBe('tel:+4939162680'))
})

describe('targets of entries', () => {
  const ground = groundOf(shipped, momentOn(TODAY))
  it('leave out what is over', () =>
    expect(targetsOf(['contacts/dzz-zeitz', 'contacts/zac'], ground).map(({ id }) => id)).toEqual(['contacts/zac']))
  it('replace a programme that ended by its open successors', () => {
    expect(targetsOf(['funding/uwm'], ground).map(({ id }) => id)).toEqual(['funding/inqa-coaching'])
    expect(targetsOf(['funding/bafa-beratung'], { ...ground, today: '2027-01-01' }).map(({ id }) => id)).toEqual(['funding/inqa-coaching'])
  })
  it('carry what is not confirmed', () => expect(targetsOf(['events/sprechtag-halle'], ground)[0]!.tentative).toContain('2020'))
  it('of the shipped contacts lead to hosts on the list', () => {
    for (const entry of shipped.entries.values())
      if ((entry.kind === 'contacts' || entry.kind === 'events') && entry.booking)
        expect(targetProblem(entry.booking, allowedHosts(shipped))).toBeUndefined()
  })
})
