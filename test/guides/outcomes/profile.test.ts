import { describe, expect, it } from 'vitest'
import { type Profile, profileSvg, profileText } from '../../../bot/guides/outcomes/profile.ts'
import { ask } from '../../../bot/guides/talk.ts'
import { momentOn } from '../../../bot/moment.ts'
import { guideOf, shipped, TODAY } from '../shipped.ts'

const STEPS = ['sicherheit', 'menschen', 'ablaeufe', 'daten', 'kundschaft', 'strategie']
const CHOICES: Record<string, string[]> = Object.fromEntries(
  guideOf(shipped, 'guides/selbstcheck').steps.map((step) => [step.id, step.choices.map(({ id }) => id)]),
)

/** The outcome for points by step, in the guide's order; `x` is "weiß nicht". */
function check(points: string) {
  const guide = guideOf(shipped, 'guides/selbstcheck')
  const answers = STEPS.map((step, i) => ({ step, values: [points[i] === 'x' ? 'weiss-nicht' : CHOICES[step]![Number(points[i])]!] }))
  const turn = ask(shipped, { version: 1, guide: guide.id, digest: guide.digest, answers }, momentOn(TODAY))
  if (turn.kind !== 'done') throw new Error('not finished')
  return turn.outcome
}

describe('the self-check', () => {
  it.each([
    ['000000', 'Sicherheit'],
    ['133333', 'Sicherheit'],
    ['x33333', 'Sicherheit'],
    ['203333', 'Menschen'],
    ['2x0000', 'Menschen'],
    ['222103', 'Büro und Daten'.replace('Büro und Daten', 'Kundschaft')],
    ['223300', 'Kundschaft'],
    ['333332', 'Plan'],
    ['22x333', 'Abläufe'],
    ['333333', 'Sicherheit'],
  ])('%s begins with %s', (points, area) => expect(check(points).profile?.first).toBe(area))
  it('names the first step and what helps', () => {
    const outcome = check('320333')
    expect(outcome.text).toContain('**Ihr erster Schritt, Abläufe:** Zeichnen Sie')
    expect(outcome.groups[0]).toMatchObject({ title: 'Hilfe zu „Abläufe“', targets: [{ id: 'articles/prozesse-aufnehmen' }, {}, {}] })
  })
})

describe('the picture', () => {
  const profile: Profile = { areas: [{ label: 'Sicherheit <&>', points: 1 }, { label: 'Menschen' }], first: 'Menschen' }
  const svg = profileSvg(profile, 'p1')
  it('says the same in words', () => {
    expect(profileText(profile)).toBe('Sicherheit <&>: erste Schritte (1 von 3); Menschen: nicht bekannt. Zuerst dran: Menschen.')
    expect(svg).toContain('role="img" aria-labelledby="p1-titel p1-text"')
    expect(svg).toContain('<desc id="p1-text">Sicherheit &lt;&amp;&gt;: erste Schritte')
  })
  it('holds no raw text of anybody', () => expect(svg).not.toMatch(/<&>/))
  it('marks the first area by a word, not by colour alone', () => expect(svg).toContain('nicht bekannt, zuerst'))
})
