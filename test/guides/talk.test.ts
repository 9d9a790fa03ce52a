import { describe, expect, it } from 'vitest'
import { ask, back, changeAnswer, continueGuide, type GuideState, type GuideTurn, startGuide } from '../../bot/guides/talk.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { shipped, TODAY } from './shipped.ts'

/** A talk from its opening through what the visitor says; side questions leave the state as it was. */
function talk(
  guide: EntryId,
  opening: string | undefined,
  ...says: string[]
): { turn: GuideTurn; last: Exclude<GuideTurn, { kind: 'notMine' }> } {
  let turn: GuideTurn = startGuide(shipped, guide, opening, momentOn(TODAY))
  let last = turn as Exclude<GuideTurn, { kind: 'notMine' }>
  for (const said of says) {
    turn = said === '<zurück>' ? back(shipped, last.state, momentOn(TODAY)) : continueGuide(shipped, last.state, said, momentOn(TODAY))
    if (turn.kind !== 'notMine') last = turn
  }
  return { turn, last }
}

function valuesOf({ answers }: GuideState): string[] {
  return answers.map(({ step, values }) => `${step}=${values.join('+')}`)
}

const TISCHLERIN = 'Ich bin Tischlerin in Stendal und brauche einen Onlineshop'

describe('the first sentence', () => {
  it('answers the questions it answers, and is repeated in our words', () => {
    const { last } = talk('guides/start', TISCHLERIN)
    expect(last.notes).toEqual(['Verstanden: Handwerk, Landkreis Stendal, Onlineshop.'])
    expect(last).toMatchObject({ kind: 'ask', step: { id: 'stand', progress: { number: 4, atMost: 5, text: 'Frage 4 von höchstens 5' } } })
  })
  it.each([
    ['guides/start', 'Wir sind ein Sportverein aus Köthen', ['betrieb=verein', 'ort=anhalt-bitterfeld']],
    ['guides/start', 'Was soll ich tun?', []],
    [
      'guides/foerder-check',
      'Mein Friseursalon in 06618 Naumburg hat 8 Angestellte und will neue Software',
      ['betrieb=handwerk', 'ort=06618', 'beschaeftigte=8', 'vorhaben=software'],
    ],
    ['guides/sprechtag-buchen', 'Wann ist der nächste Sprechtag in Halle?', ['ort=halle']],
    ['guides/notfall', 'Hilfe, alle unsere Dateien sind verschlüsselt', ['was=verschluesselt']],
    ['guides/ansprechperson-finden', 'Ich bin kein Handwerker', []],
  ] as const)('%s: %s', (guide, sentence, expected) => expect(valuesOf(talk(guide, sentence).last.state)).toEqual(expected))
  it('later in the talk answers more than the open question too', () => {
    const { last } = talk('guides/start', undefined, 'ich habe einen kleinen Laden in Wernigerode und will online verkaufen')
    expect(valuesOf(last.state)).toEqual(['betrieb=handel', 'ort=harz', 'thema=onlineshop'])
    expect(last.notes).toEqual(['Verstanden: Handel, Landkreis Harz, Onlineshop.'])
  })
})

describe('a correction', () => {
  it('changes an earlier answer and keeps the later ones', () => {
    const { last } = talk('guides/start', TISCHLERIN, 'eine idee', 'ich meinte doch Handel')
    expect(valuesOf(last.state)).toEqual(['betrieb=handel', 'ort=stendal', 'thema=onlineshop', 'stand=idee'])
    expect(last.notes).toEqual(['Geändert: Handel.'])
    expect(last).toMatchObject({ kind: 'ask', step: { id: 'eile' } })
  })
  it.each([
    ['nein, ich meinte Magdeburg', 'ort=magdeburg'],
    ['Korrektur: Gastgewerbe', 'betrieb=gastgewerbe'],
    ['nicht Onlineshop sondern IT-Sicherheit', 'thema=sicherheit'],
    ['doch lieber Künstliche Intelligenz', 'thema=ki'],
  ])('%s', (said, expected) => expect(valuesOf(talk('guides/start', TISCHLERIN, said).last.state)).toContain(expected))
  it('names what no longer fits', () => {
    const { last } = talk('guides/ansprechperson-finden', undefined, 'solo', 'ja', 'ich meinte Verein')
    expect(valuesOf(last.state)).toEqual(['art=verein'])
    expect(last.notes.at(-1)).toContain('weggefallen: Ja')
  })
  it('by the name of a question asks it again', () => {
    expect(talk('guides/start', TISCHLERIN, 'Ort ändern').last).toMatchObject({
      kind: 'ask',
      step: { id: 'ort', before: 'Landkreis Stendal' },
    })
  })
  it('that fits nothing changes nothing', () => {
    const { last } = talk('guides/start', TISCHLERIN, 'ich meinte etwas anderes')
    expect(valuesOf(last.state)).toHaveLength(3)
    expect(last.notes[0]).toContain('keiner Ihrer Antworten zuordnen')
  })
  it('still works after the outcome', () => {
    const { last } = talk('guides/start', TISCHLERIN, 'idee', 'hat zeit', 'ich meinte doch Dessau')
    expect(last).toMatchObject({ kind: 'done', outcome: { plan: { about: [{}, { value: 'Dessau-Roßlau' }, {}, {}, {}] } } })
  })
  it('can be made by a door', () => {
    const { last } = talk('guides/start', TISCHLERIN)
    expect(changeAnswer(shipped, last.state, 'betrieb', undefined, momentOn(TODAY))).toMatchObject({
      kind: 'ask',
      step: { id: 'betrieb', before: 'Handwerk' },
    })
    expect(changeAnswer(shipped, last.state, 'betrieb', 'Industrie', momentOn(TODAY))).toMatchObject({ kind: 'ask', step: { id: 'stand' } })
  })
})

describe('a side question', () => {
  it.each([
    'Was kostet ein Onlineshop?',
    'wie lange dauert das',
    'Datenschutz',
    'ich wollte noch wissen ob Fördergeld bei euch läuft',
    'gilt das auch für Handwerk?',
  ])('is not taken as the answer: %s', (said) => {
    expect(talk('guides/start', TISCHLERIN, said).turn).toEqual({ kind: 'notMine' })
  })
  it('leaves the open question as it was, also five times in a row', () => {
    const { last } = talk('guides/start', TISCHLERIN, ...Array<string>(5).fill('Was ist eine E-Rechnung?'))
    expect(ask(shipped, last.state, momentOn(TODAY))).toMatchObject({ kind: 'ask', step: { id: 'stand' } })
  })
  it('a slip is asked again with the step’s own words', () => {
    const { last } = talk('guides/start', undefined, 'asdf')
    expect(last.notes).toEqual(['Bitte wählen Sie eine der Antworten oder nennen Sie Ihre Branche.'])
  })
  it.each(['warum fragen Sie das?', 'wieso wollt ihr das wissen', 'Warum?'])('%s gets the reason', (said) => {
    expect(talk('guides/start', undefined, said).last.notes).toEqual(['Davon hängt ab, wer Sie berät und welche Förderung in Frage kommt.'])
  })
})

describe('back', () => {
  it('puts the last question again with its answer, and "weiter" takes it again', () => {
    const { last } = talk('guides/start', TISCHLERIN, 'idee', '<zurück>')
    expect(last).toMatchObject({ kind: 'ask', step: { id: 'stand', before: 'Eine Idee ist da' } })
    expect(continueGuide(shipped, last.state, 'weiter', momentOn(TODAY))).toMatchObject({ kind: 'ask', step: { id: 'eile' } })
  })
  it('over two questions does not lose the second', () => {
    const { last } = talk('guides/start', TISCHLERIN, 'idee', 'hat zeit', '<zurück>', '<zurück>', 'es läuft schon')
    expect(last).toMatchObject({ kind: 'done' })
    expect(last.notes).toEqual(['Behalten habe ich: Hat Zeit.'])
  })
  it('at the first question says so', () => {
    expect(talk('guides/notfall', undefined, '<zurück>').last).toMatchObject({
      kind: 'ask',
      notes: ['Das ist die erste Frage, weiter zurück geht es nicht.'],
    })
  })
})

describe('an old button', () => {
  const { last } = talk('guides/start', TISCHLERIN)
  it('of an answered question changes nothing', () => {
    const turn = continueGuide(shipped, last.state, 'Industrie und Produktion', momentOn(TODAY), { step: 'betrieb' })
    expect(turn).toMatchObject({ kind: 'ask', step: { id: 'stand' } })
    expect(turn.kind === 'ask' && valuesOf(turn.state)).toEqual(valuesOf(last.state))
    expect(turn.kind === 'ask' && turn.notes[0]).toContain('ich meinte doch Industrie und Produktion')
  })
  it('is recognised by its label alone where the door does not know the question', () => {
    const turn = continueGuide(shipped, last.state, 'Handwerk', momentOn(TODAY))
    expect(turn).toMatchObject({ kind: 'ask', step: { id: 'stand' }, notes: ['„Handwerk“ habe ich schon notiert.'] })
  })
})

describe('another guide', () => {
  it('takes over the answers to questions of the same id', () => {
    const first = talk('guides/start', TISCHLERIN).last
    const turn = startGuide(shipped, 'guides/foerder-check', undefined, momentOn(TODAY), first.state.answers)
    expect(turn).toMatchObject({ kind: 'ask', step: { id: 'vorhaben' } })
    expect(turn.kind === 'ask' && turn.notes).toEqual(['Verstanden: Handwerk, Landkreis Stendal.'])
  })
})

describe('resumed after weeks', () => {
  it('drops a day that has passed and offers the coming ones', () => {
    const { last } = talk('guides/sprechtag-buchen', undefined, 'hwk', 'Halle', 'weiß nicht', '3.12.')
    expect(last).toMatchObject({ kind: 'done', outcome: { id: 'termin-sued' } })
    const later = ask(shipped, last.state, momentOn('2026-12-20'))
    expect(later).toMatchObject({
      kind: 'ask',
      step: { id: 'termin', choices: [{ value: '2027-01-07' }, { value: '2027-02-04' }, {}, {}, {}] },
    })
    expect(later.kind === 'ask' && later.notes).toEqual(['Das passt nicht mehr dazu und ist weggefallen: Donnerstag, 3. Dezember 2026.'])
  })
  it('does not offer Ascension Day', () => {
    const { last } = talk('guides/sprechtag-buchen', undefined, 'hwk', 'Halle', 'weiß nicht')
    const turn = ask(shipped, last.state, momentOn('2027-04-20'))
    expect(turn.kind === 'ask' && turn.step.choices.map(({ value }) => value)).not.toContain('2027-05-06')
    expect(continueGuide(shipped, last.state, '6.5.2027', momentOn('2027-04-20'))).toMatchObject({
      kind: 'ask',
      notes: [expect.stringContaining('Am 06.05.2027 ist kein Termin')],
    })
  })
})
