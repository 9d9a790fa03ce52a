/** The visitor's side as decisions: what is asked, in which order, and what in the end goes to the people. */
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../bot/decision.ts'
import type { NewRequest } from '../../bot/requests/request.ts'
import { readSaying } from '../../bot/requests/sayings.ts'
import { newTalk, readTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom, readAloud } from '../real-bot.ts'

const NOW = new Date('2026-11-22T12:00:00+01:00')
const known = knownFrom()
const OPEN = { open: true, retentionDays: 90 }

/** A talk that is kept between turns as the store keeps it. */
function talk(lang: 'de' | 'en' = 'de', handOff: typeof OPEN | null = OPEN) {
  let kept = newTalk(lang)
  let last: Decision | undefined
  return {
    say: (text: string): string => {
      last = decideTurn(text, kept, known, NOW, handOff ?? undefined)
      kept = readTalk(JSON.parse(JSON.stringify(last.talk)), lang)
      return readAloud(last.reply)
    },
    sent: (): NewRequest | undefined => {
      const { effect } = last!
      return typeof effect === 'object' && 'tell' in effect && effect.tell === 'created' ? effect.ask.request : undefined
    },
    effect: () => last!.effect,
    kept: () => kept,
  }
}

describe('giving a request', () => {
  it('asks where and what kind of business only when it matters and is not known', () => {
    const { say } = talk()
    expect(say('Anfrage übergeben')).toContain('In welcher Stadt')
    expect(say('Atlantis')).toContain('kenne ich nicht')
    const trade = say('06110')
    expect(trade).toContain('Zu welchem Bereich')
    expect(trade).toContain('[Handwerk]')
    expect(say('Handwerk')).toContain('Handwerkskammer Halle')
  })

  it('takes "I do not know" everywhere and then goes to the network', () => {
    const { say } = talk()
    say('Anfrage übergeben')
    expect(say('weiß nicht')).toContain('Partnernetzwerk')
  })

  it.each(['kein Plan', 'keine Ahnung', 'kp', 'ist mir egal', 'weiss nich', 'kann ich nicht sagen', 'no idea', 'überspringen'])(
    'understands "%s" as guides do',
    (said) => {
      const { say } = talk()
      say('Anfrage übergeben')
      expect(say(said)).toContain('Partnernetzwerk')
    },
  )

  it('offers the trades in English in an English talk, and takes English words for them', () => {
    for (const said of ['Craft', 'carpenter', 'we are a bakery', '1', 'crafft']) {
      const { say } = talk('en')
      say('Hand over my request')
      const trades = say('Halle')
      expect(trades).toContain('[Craft]')
      expect(trades).not.toContain('[Handwerk]')
      expect(say(said), said).toContain('Handwerkskammer Halle')
    }
  })

  it('stores nothing personal in the talk before the consent', () => {
    const { say, kept } = talk()
    say('Ich bin Tischlerin in Halle')
    say('Anfrage übergeben')
    expect(kept().dialogs).toMatchObject([{ kind: 'request', answers: [{ step: 'place' }, { step: 'trade' }] }])
    expect(kept().dialogs[0]).not.toHaveProperty('consent')
    say('ja')
    say('Meine Frage')
    say('Xenia Beispiel')
    expect(kept().dialogs).toMatchObject([{ consent: { at: NOW.toISOString(), text: expect.stringContaining('Dafür speichere ich') } }])
    expect(JSON.stringify(kept().dialogs)).toContain('Xenia Beispiel')
  })

  it('hands over what was answered in a guide, and leaves the guide where it was', () => {
    const { say, sent, kept } = talk()
    say('Ansprechperson finden')
    say('Handwerk')
    expect(say('Stendal')).not.toBe('')
    const guides = kept().dialogs.length + (kept().finished ? 1 : 0)
    expect(guides).toBeGreaterThan(0)
    expect(say('Anfrage übergeben')).toContain('Handwerkskammer Magdeburg')
    say('Ja, einverstanden')
    say('Wer hilft mir?')
    say('Xenia Beispiel')
    const check = say('0391 1234567')
    expect(check).toMatch(/Handwerk/)
    expect(check).toMatch(/Stendal/)
    say('absenden')
    expect(sent()).toMatchObject({
      route: ['hwk-magdeburg', 'partnernetzwerk', 'allgemein'],
      reach: '0391 1234567',
      question: 'Wer hilft mir?',
    })
    expect(
      sent()!
        .answers.map(({ value }) => value)
        .join(),
    ).toMatch(/Handwerk.*Stendal/)
    expect(kept().dialogs.length + (kept().finished ? 1 : 0)).toBe(guides)
    expect(JSON.stringify(kept())).not.toContain('Xenia')
  })

  it('goes back answer by answer to the beginning', () => {
    const { say } = talk()
    say('Ich bin Tischlerin in Halle')
    say('Anfrage übergeben')
    for (const answer of ['ja', 'Meine Frage', 'Xenia Beispiel']) say(answer)
    expect(say('zurück')).toContain('Wie heißen Sie')
    expect(say('zurück')).toContain('Worum geht es')
    expect(say('zurück')).toContain('Sind Sie einverstanden')
    expect(say('zurück')).toContain('Bisher: Handwerk')
    expect(say('zurück')).toContain('Bisher: Halle (Saale)')
    expect(say('zurück')).toContain('weiter zurück geht es nicht')
  })

  it('answers why it asks, and a question in between', () => {
    const { say } = talk()
    say('Ich bin Tischlerin in Halle')
    say('Anfrage übergeben')
    expect(say('Warum?')).toContain('Ohne Ihr Ja')
    const aside = say('Wann ist der nächste Sprechtag in Halle?')
    expect(aside).toContain('3. Dezember 2026')
    expect(aside).toContain('Sind Sie einverstanden')
  })

  it('works in English', () => {
    const { say, sent } = talk('en')
    expect(say('talk to a person')).toContain('Hand over my request')
    say('Hand over my request')
    say('Halle')
    const consent = say('Handwerk')
    expect(consent).toContain('Do you agree?')
    say('Yes, I agree')
    say('Where do I start?')
    say('Xenia Beispiel')
    expect(say('xenia@example.org')).toContain('Shall I send it?')
    say('Send')
    expect(sent()).toMatchObject({ lang: 'en', consent: { lang: 'en', text: expect.stringContaining('Do you agree?') } })
  })

  it('is not there where nobody reads it', () => {
    for (const handOff of [null, { open: false, retentionDays: 90 }]) {
      const { say } = talk('de', handOff)
      expect(say('Mensch')).not.toContain('Anfrage übergeben')
      expect(say('Anfrage übergeben')).not.toContain('einverstanden')
    }
  })
})

describe('speaking of a request', () => {
  it.each([
    ['Anfrage übergeben', { kind: 'begin' }],
    ['anfrage übergebn', { kind: 'begin' }],
    ['Rufen Sie mich bitte zurück!', { kind: 'begin' }],
    ['Wie ist der Stand meiner Anfrage 12?', { kind: 'state', number: 12 }],
    ['Status Anfrage Nr. 7', { kind: 'state', number: 7 }],
    ['Was ist mit meiner Anfrage?', { kind: 'state' }],
    ['Wurde meine Anfrage schon gelesen?', { kind: 'state' }],
    ['What is the state of my request 3?', { kind: 'state', number: 3 }],
    ['Lösche meine Anfrage 12', { kind: 'withdraw', number: 12 }],
    ['Anfrage 12 zurückziehen', { kind: 'withdraw', number: 12 }],
    ['Ziehe meine Anfrage 1 zurück', { kind: 'withdraw', number: 1 }],
    ['Ich nehme die Anfrage bitte zurück', { kind: 'withdraw' }],
    ['Please take my request 3 back', { kind: 'withdraw', number: 3 }],
    ['Wann meldet sich jemand?', { kind: 'state' }],
    ['Meine Anfrage hat sich erledigt', { kind: 'withdraw' }],
    ['An 12: Es eilt', { kind: 'add', number: 12, text: 'Es eilt' }],
    ['zu Anfrage 12 - noch etwas', { kind: 'add', number: 12, text: 'noch etwas' }],
  ])('"%s"', (said, saying) => expect(readSaying(said, known.knowledge.messages)).toEqual(saying))

  it.each([
    'Wie stelle ich einen Antrag auf Förderung?',
    'An 12 Tagen im Jahr',
    'Was ist der Stand der E-Rechnung?',
    'Ich habe eine Anfrage eines Kunden bekommen und weiß nicht, wie ich darauf mit einer E-Rechnung antworten soll, was ist zu tun?',
    'Zu 50 % gefördert?',
  ])('"%s" is not about a request', (said) => expect(readSaying(said, known.knowledge.messages)).toBeUndefined())

  it.each(['An 2: Es eilt ein wenig.', 'An 2: es ist dringend', 'to 3: it is urgent'])(
    '"%s" is more words, and no cry for help',
    (said) => {
      const { say, effect } = talk()
      say(said)
      expect(effect()).toMatchObject({ ask: { do: 'add' } })
    },
  )

  it.each([
    ['An 2: Wir haben Feuer im Haus', '112'],
    ['An 2: Ich will nicht mehr leben', '0800 1110111'],
  ])('"%s" is a cry for help, whomever it is for', (said, number) => expect(talk().say(said)).toContain(number))

  it('deletes on a yes only, and goes on with everything else', () => {
    const { say, effect } = talk()
    expect(say('Lösche meine Anfrage 12')).toContain('Anfrage 12 zurückziehen')
    expect(say('Was ist eine E-Rechnung?')).toContain('Rechnung')
    expect(effect()).toBeUndefined()
    say('Lösche meine Anfrage 12')
    say('ja')
    expect(effect()).toEqual({ ask: { do: 'withdraw', number: 12 }, tell: 'withdrawn' })
  })
})
