/** Acts measured on sentences that are no examples, and harmless sentences that must raise no alarm. */
import { describe, expect, it } from 'vitest'
import type { ActId } from '../../bot/knowledge/acts-file.ts'
import { momentAt } from '../../bot/moment.ts'
import { isCrisis } from '../../bot/understanding/acts/recogniser.ts'
import { earOf } from '../../bot/understanding/ear.ts'
import { hear } from '../../bot/understanding/heard.ts'
import { knownFrom } from '../real-bot.ts'
import {
  ACTS_HELD_APART,
  CRISIS_HELD_APART,
  EMERGENCY_HELD_APART,
  HARMLESS,
  NO_ALARM,
  PERSON_HELD_APART,
  REAL_CRISES,
  REAL_EMERGENCIES,
} from './acts-held-apart.ts'

const known = knownFrom()
const ear = earOf(known, momentAt(new Date('2026-11-26T10:00:00+01:00')), 'de')
const actOf = (text: string) => hear(text, ear).act
const missed = (texts: readonly string[], right: (act: ActId | undefined) => boolean) => texts.filter((text) => !right(actOf(text)))

describe('acts', () => {
  it('are right in 93 of 100 sentences', () => {
    const all = Object.entries(ACTS_HELD_APART).flatMap(([act, texts]) => (texts ?? []).map((text) => actOf(text) === act))
    expect(all.filter(Boolean).length / all.length).toBeGreaterThanOrEqual(0.93)
  })

  it('hear every wish for a person', () => expect(missed(PERSON_HELD_APART, (act) => act === 'person')).toEqual([]))
  it.each(['na toll', 'Na super.', 'na klasse', 'das weiß ich jetzt'])('hear no praise in "%s"', (text) =>
    expect(actOf(text)).toBe('not-helped'),
  )
  it('hear every crisis', () => expect(missed(CRISIS_HELD_APART, (act) => act !== undefined && isCrisis(act))).toEqual([]))
  it.each([
    'Die Rechnungen stapeln sich, die Website läuft nicht, das Finanzamt drängt und ich will einfach nur noch sterben',
    'Seit der Umstellung auf die neue Kasse macht mein Mann mir Druck und heute hat er mich geschlagen',
    'ich kann nicht mehr, die e-rechnung, die kasse, die steuer, ich mach schluss mit allem',
    'Papierkram, Schulden, keine Azubis, am liebsten wäre ich tot',
  ])('hear a cry among topics: %s', (text) => expect(isCrisis(actOf(text)!)).toBe(true))
  it.each(['der Papierkram bringt uns um', 'das Programm bringt mich um den Verstand'])('take %s for a figure of speech', (text) =>
    expect(actOf(text)).toBeUndefined(),
  )
  it('hear every emergency', () => expect(missed(EMERGENCY_HELD_APART, (act) => act === 'emergency')).toEqual([]))
  it('raise no alarm at what is harmless', () =>
    expect(missed(NO_ALARM, (act) => act === undefined || !(isCrisis(act) || act === 'emergency'))).toEqual([]))
  it('raise no alarm at anger, data and denials', () =>
    expect(missed(HARMLESS, (act) => act === undefined || !(isCrisis(act) || act === 'emergency'))).toEqual([]))
  it.each([
    'und die fotos von der baustelle, wie kriegen wir die ordentlich zum auftrag sortiert? grad liegt alles in whatsapp',
    'und die webseite? unsere ist von 2009 und der der sie gemacht hat ist ausgetreten',
    'und wenn der aushilfe der laptop geklaut wird',
    'spinnst du? bei uns is nix gehackt',
    'hä? nein niemand hat uns gehackt. wir wollen ne neue webseite',
  ])('raise no alarm at what nobody has heard before: "%s"', (text) => expect(actOf(text)).not.toBe('emergency'))
  it.each([
    'sonst bin ich aufm dach',
    'ruft mich da jemand zurück? am besten freitag nachmittag, sonst bin ich aufm dach',
    'kunde bezahlt mich nicht',
    'bin mit dem bagger unter der brücke',
  ])('raise no alarm at a day of work: "%s"', (text) => {
    const act = actOf(text)
    expect(act === 'emergency' || (act !== undefined && isCrisis(act))).toBe(false)
  })
  it.each([
    'danke das war gut. gibs jemand der mir das einrichted? ich wone in burg',
    'ok und wer hilft mir das auszufüllen. danke schonmal',
  ])('hear a wish that is asked beside thanks: "%s"', (text) => expect(actOf(text)).toBe('person'))
  it('hear a real cry in the same words', () => {
    expect(missed(REAL_CRISES, (act) => act !== undefined && isCrisis(act))).toEqual([])
    expect(missed(REAL_EMERGENCIES, (act) => act === 'emergency')).toEqual([])
  })
  it.each([
    ['Das ist kein Notfall, ich habe nur eine Frage zum Backup', 'ich habe nur eine Frage zum Backup'],
    ['es brennt nicht ich such nur einen termin', 'ich such nur einen termin'],
    ['falscher alarm', ''],
    ['was?? nein! bei uns brennt nichts', ''],
  ])('believe who denies an alarm: %s', (text, beside) => expect(hear(text, ear).beside).toBe(beside))
  it.each([
    'Das ist kein Fehlalarm',
    'keine Feuerwehr kommt und es brennt',
    'Ist das ein Notfall oder ist nichts passiert?',
    'wenn nichts passiert, bringe ich mich um',
    'warum soll ich mich nicht umbringen',
  ])('take for no denial: %s', (text) => expect(hear(text, ear).beside).toBeUndefined())

  it('leave topics to the search', () => {
    const topics = known.knowledge.questions.filter(({ expected }) => expected.length > 0)
    const right = ['emergency', 'own-case', 'recommend']
    // Whoever asks for people gets those who know the topic.
    const isOfPeople = (id: string) =>
      id.startsWith('contacts/') || /beratung-finden$|ansprechperson-finden$|mini-umsetzungsprojekt$/.test(id)
    const taken = topics.filter(({ question, expected }) => {
      const act = actOf(question)
      return act !== undefined && !right.includes(act) && !(act === 'person' && expected.some(isOfPeople))
    })
    expect(taken.length / topics.length).toBeLessThanOrEqual(0.015)
  })
})

describe('a message', () => {
  it('is greeting and question', () =>
    expect(hear('Hallo, was kostet ein Sprechtag?', ear)).toMatchObject({ colour: 'greeting', text: 'was kostet ein Sprechtag?' }))
  it('may hold two questions', () =>
    expect(hear('Was kostet der Sprechtag und gibt es Geld für eine neue Website?', ear).questions).toEqual([
      'Was kostet der Sprechtag',
      'gibt es Geld für eine neue Website?',
    ]))
  it('may be in another language', () => expect(hear('Gdzie mogę dostać dofinansowanie?', ear).language).toBe('pl'))
  it('in German or English is never in another language', () => {
    const foreign = known.knowledge.questions.filter(({ question }) => hear(question, ear).language)
    expect(foreign.length / known.knowledge.questions.length).toBeLessThanOrEqual(0.003)
  })
})
