/** Guided dialogs in the whole bot: how they are opened, interrupted, left and come back to. */
import { describe, expect, it } from 'vitest'
import { type RealBot, readAloud, realBot } from '../real-bot.ts'

const NOW = '2026-11-22T12:00:00+01:00'
const SENTENCE = 'Ich bin Tischlerin in Stendal und brauche einen Onlineshop'

async function says(bot: RealBot, ...utterances: string[]): Promise<string> {
  let last = ''
  for (const utterance of utterances) last = (await bot.say(utterance)).map(readAloud).join('\n')
  return last
}

describe('a guided dialog', () => {
  it('opened from a choice knows what was said before', async () => {
    const bot = await realBot({ now: NOW })
    const asked = await says(bot, SENTENCE)
    expect(asked).toContain('[Mein Fahrplan]')
    const opened = await says(bot, 'Mein Fahrplan')
    expect(opened).toContain('Verstanden: Handwerk, Landkreis Stendal, Onlineshop.')
    expect(opened).toContain('Wie weit sind Sie damit?')
  })

  it('answers side questions and puts its own again, five times in a row', async () => {
    const bot = await realBot({ now: NOW })
    await says(bot, 'Förder-Check', 'Bäckerei')
    for (const question of [
      'Ab wann muss ich E-Rechnungen schreiben?',
      'Wann ist der nächste Sprechtag in Halle?',
      'hilfe',
      'Was gibt es zum Frühstück?',
      'Warum fragen Sie das?',
    ]) {
      expect(await says(bot, question), question).toContain('Wo ist Ihr Sitz?')
    }
    expect(await says(bot, '06110')).toContain('Was haben Sie vor?')
  })

  it('asks next what decides most of the programmes that are open, and nothing that decides none', async () => {
    const bot = await realBot({ now: NOW })
    expect(await says(bot, 'Förder-Check', 'Handwerk', 'Halle')).toContain('Was haben Sie vor?')
    const second = await says(bot, 'Software')
    expect(second).toContain('Haben Sie schon begonnen')
    expect(await says(bot, 'nein')).toContain('Wie viele Beschäftigte haben Sie')
    // The legal form decides nothing here, and so is not asked for.
    const open = await says(bot, 'weiß nicht')
    expect(open).toMatch(/Am meisten klärt noch die Angabe „Größe“: sie entscheidet bei \d+ Programmen/)
    expect(open).toContain('[Größe ändern]')
    expect(await says(bot, 'Größe ändern')).toContain('Wie viele Beschäftigte haben Sie')
    const settled = await says(bot, '8')
    expect(settled).not.toContain('[Größe ändern]')
    expect(settled).toContain('Passt nach Ihren Angaben, weil')
    expect(settled).toContain('Passt nicht')
  })

  it('ends as soon as nothing is left to decide, and goes back over what was asked, in that order', async () => {
    const bot = await realBot({ now: NOW })
    const done = await says(bot, 'Förder-Check', 'Handwerk', 'Halle', 'Software', 'ja')
    expect(done).toContain('Ergebnis Ihres Förder-Checks')
    expect(done).not.toContain('Wie viele Beschäftigte')
    expect(await says(bot, 'zurück')).toContain('Haben Sie schon begonnen')
    expect(await says(bot, 'zurück')).toContain('Was haben Sie vor?')
    expect(await says(bot, 'zurück')).toContain('Wo ist Ihr Sitz?')
    expect(await says(bot, 'Magdeburg')).toContain('Ergebnis Ihres Förder-Checks')
  })

  it.each(['Restaurant'])('keeps its open question in sight when "%s" may mean several things', async (said) => {
    const bot = await realBot({ now: NOW })
    await says(bot, 'Förder-Check', 'Bäckerei')
    const asked = await says(bot, said)
    expect(asked).toContain('Meinten Sie')
    expect(asked).toContain('[Nichts davon]')
    expect(asked).toContain('Wo ist Ihr Sitz?')
    expect(await says(bot, 'Nichts davon')).toContain('Wo ist Ihr Sitz?')
    expect(await says(bot, said, '1')).toContain('Wo ist Ihr Sitz?')
    expect(await says(bot, said, '06110')).toContain('Was haben Sie vor?')
  })

  it('shows its progress, goes back and forward', async () => {
    const bot = await realBot({ now: NOW })
    expect(await says(bot, 'Notfall-Hilfe bei Cyberangriff', 'verschlüsselt')).toContain('Frage 2 von höchstens 2')
    const back = await says(bot, 'zurück')
    expect(back).toContain('Bisher: Dateien verschlüsselt oder Erpressung.')
    expect(await says(bot, 'weiter')).toContain('Sind Daten von Menschen betroffen')
  })

  it('can be corrected after its end', async () => {
    const bot = await realBot({ now: NOW })
    expect(await says(bot, 'Ansprechperson finden', 'Malerin', 'Halle', 'weiß nicht')).toContain('Handwerkskammer Halle')
    const corrected = await says(bot, 'ich meinte doch Magdeburg')
    expect(corrected).toContain('Geändert: Magdeburg.')
    expect(corrected).toContain('Handwerkskammer Magdeburg')
  })

  it('can be left, and another one started from it keeps what fits', async () => {
    const bot = await realBot({ now: NOW })
    await says(bot, 'Mein Fahrplan', 'Handwerk', 'Stendal')
    const second = await says(bot, 'Förder-Check')
    expect(second).toContain('Verstanden: Handwerk, Landkreis Stendal.')
    expect(second).toContain('Was haben Sie vor?')
    expect(await says(bot, 'abbrechen')).not.toContain('Was haben Sie vor?')
  })

  it('ends with a plan that has a link', async () => {
    const bot = await realBot({ now: NOW })
    const end = await says(bot, 'Mein Fahrplan', SENTENCE, 'eine Idee', 'hat Zeit')
    expect(end).toContain('/plan?betrieb=handwerk&ort=stendal&thema=onlineshop&stand=idee&eile=monate')
    expect(end).toContain('Donnerstag, 10. Dezember 2026')
  })
})
