/** One turn as a value: what is decided is plain data, nothing handed in is changed, and talks of earlier versions go on. */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../bot/decision.ts'
import { replyTo } from '../../bot/requests/replies.ts'
import { newTalk, readTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom, readAloud } from '../real-bot.ts'

const NOW = new Date('2026-11-22T12:00:00+01:00')
const known = knownFrom()
const OPEN = { open: true, retentionDays: 90 }

const SAID = [
  'Hallo',
  'Ich bin Tischlerin in Stendal und brauche einen Onlineshop',
  'und in Halle?',
  'Förder-Check',
  'Hotel',
  '1',
  '06110',
  'Anfrage übergeben',
  'warum?',
  'Ja, einverstanden',
  'Meine Frage',
  'zurück',
  'weiter',
  'Anna Beispiel, 0345 123456',
  'ändern',
  'absenden',
  'Lösche meine Anfrage 1',
  'ja',
  'An 1: Es eilt',
  'Wie ist der Stand meiner Anfrage 1?',
  'english please',
  'Lösche meine Daten',
  'no',
  'abbrechen',
]

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) deepFreeze(part)
  return value
}

describe('a decision', () => {
  it('is plain data, and leaves the talk it came from as it was', () => {
    let kept: Talk = newTalk('de')
    for (const said of SAID) {
      const decision: Decision = decideTurn(said, deepFreeze(kept), known, NOW, OPEN)
      expect(structuredClone(decision), said).toEqual(decision)
      kept = readTalk(JSON.parse(JSON.stringify(decision.talk)))
    }
  })

  it('about requests is put into words by one function, in the language of the talk', () => {
    const request = { number: 12, state: 'open' as const, place: 'IHK' }
    const context = (lang: 'de' | 'en') => ({ knowledge: known.knowledge, lang, today: '2026-11-23', clock: '10:00' })
    const said = (effect: Parameters<typeof replyTo>[0], requests = [request], lang: 'de' | 'en' = 'de') =>
      readAloud(replyTo(effect, requests, context(lang)))
    expect(said({ ask: { do: 'list' }, tell: 'standing' })).toContain('Anfrage **12** liegt bei **IHK**')
    expect(said({ ask: { do: 'list' }, tell: 'standing', number: 13 })).toContain('keine Anfrage')
    expect(said({ ask: { do: 'list' }, tell: 'which' })).toContain('Welche soll ich löschen')
    expect(said({ ask: { do: 'list' }, tell: 'which' }, [])).toContain('keine Anfrage')
    expect(said({ ask: { do: 'add', number: 12, text: 'x' }, tell: 'added' }, [request], 'en')).toContain('part of your request 12')
    expect(said({ ask: { do: 'withdraw', number: 12 }, tell: 'withdrawn' })).toContain('Anfrage 12 ist zurückgezogen')
  })
})

describe('a talk stored by an earlier version', () => {
  const older = (more: object) => ({ ...newTalk('de'), dialogs: undefined, guides: [], forgetting: false, ...more })
  const say = (stored: unknown, said: string) => decideTurn(said, readTalk(JSON.parse(JSON.stringify(stored))), known, NOW, OPEN)

  it('goes on with its guide', () => {
    const [guide] = decideTurn('Förder-Check', newTalk('de'), known, NOW, OPEN).talk.dialogs
    expect(readAloud(say(older({ guides: [guide] }), 'Bäckerei').reply)).toContain('Wo ist Ihr Sitz?')
  })

  it('whose request was of another version is told so, and what is said then is neither searched nor noted', () => {
    const decision = say(older({ handOff: { version: 1, consent: { text: 'x', at: 'y', lang: 'de' }, question: 'z' } }), 'Anna Beispiel')
    expect(readAloud(decision.reply)).toContain('verloren gegangen')
    expect(JSON.stringify([decision.event, decision.talk])).not.toContain('Anna')
    expect(decision.talk.dialogs).toEqual([])
  })

  it.each([
    ['forgetting', { forgetting: true }, 'forget'],
    ['deleting a request', { handOff: { withdraw: 12 } }, { ask: { do: 'withdraw', number: 12 }, tell: 'withdrawn' }],
  ])('still confirms %s', (_, more, effect) => expect(say(older(more), 'ja').effect).toEqual(effect))

  it.each([
    [[null]],
    [[{ kind: 'request', version: 99 }]],
    [[{ version: 1, guide: 'guides/gibt-es-nicht', digest: 'x', answers: [] }]],
    [['x', 1]],
  ])('with open dialogs nobody knows (%j) still answers', (dialogs) => {
    expect(readAloud(say({ ...newTalk('de'), dialogs }, 'Hilfe').reply)).toContain('So kann ich helfen')
    expect(say({ ...newTalk('de'), dialogs }, 'Anna').talk.dialogs).toEqual([])
  })
})

describe('the language of the talk', () => {
  it.each([
    'our shop website was hacked, customers see strange popups',
    'When is the next consultation day in Magdeburg?',
    'everything is encrypted',
    'my employees all share one password, is that bad?',
    'can i talk to a human',
  ])('is English after “%s”, whatever that asks or does', (said) => {
    const { reply, talk } = decideTurn(said, newTalk('de'), known, NOW, OPEN)
    expect([talk.lang, reply.lang]).toEqual(['en', 'en'])
  })
  it.each(['Click & Collect', 'it notfall', 'Newsletter Software Tool', 'i lach mi kaputt', 'go-digital Audit', 'Anna Smith, Stendal'])(
    'stays German after “%s”, which only looks English',
    (said) => expect(decideTurn(said, newTalk('de'), known, NOW, OPEN).talk.lang).toBe('de'),
  )
  it('is that of every sentence we add to a guide', () => {
    let kept: Talk = newTalk('en')
    const say = (said: string) => {
      const decision = decideTurn(said, kept, known, NOW, OPEN)
      kept = decision.talk
      return readAloud(decision.reply)
    }
    expect(say('Förder-Check')).toContain("[I don't know]")
    expect(say('carpenter')).toContain('[Outside Sachsen-Anhalt]')
    expect(say('Halle')).toContain('[Back]')
    expect(say('no, Magdeburg')).toContain('Changed: Magdeburg.')
    expect(say('change')).toContain('What would you like to change?')
    say('8')
    expect(say('no')).toContain('How many employees')
    const end = say('2')
    expect(end).toContain('programmes fit')
    expect(end).toContain('(in German)')
    for (const german of ['Passt', 'Nach Ihren', 'Amtliche Seite', 'Vor dem Antrag', 'noch nicht bestätigt', 'Wichtig:'])
      expect(end).not.toContain(german)
  })
})
