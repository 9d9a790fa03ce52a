/** What only sounds like an attack: the steps are said, and nobody is led through a guide that they did not ask for. */
import { describe, expect, it } from 'vitest'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()
const NOW = new Date('2026-11-28T10:00:00+01:00')
const LIKE_ONE = 'ok und wir bauen maschinen mit steuerung und fernwartung drin'

function lastOf(...said: readonly string[]) {
  let talk: Talk = newTalk('de')
  let decision = decideTurn(said[0]!, talk, known, NOW)
  for (const words of said.slice(1)) {
    talk = decision.talk
    decision = decideTurn(words, talk, known, NOW)
  }
  return decision
}

describe('a sentence that only sounds like an attack', () => {
  it('is told the first steps, and the guide is a word away', () => {
    const { reply, talk, event } = lastOf(LIKE_ONE)
    expect(event).toMatchObject({ act: 'emergency' })
    expect(reply.texts[0]).toContain('Löschen Sie nichts')
    expect(talk.dialogs).toEqual([])
    expect(lastOf(LIKE_ONE, 'ja').talk.dialogs).toHaveLength(1)
    expect(lastOf(LIKE_ONE, 'Notfall-Hilfe').talk.dialogs).toHaveLength(1)
  })

  it('is looked up once somebody says no, and nothing of an attack is left', () => {
    const { talk, event } = lastOf(LIKE_ONE, 'nein')
    expect(event).toMatchObject({ kind: 'question', text: LIKE_ONE, entry: 'articles/data-cra' })
    expect(talk.dialogs).toEqual([])
    expect(talk.subject?.entry).not.toBe('articles/notfall')
    expect(lastOf(LIKE_ONE, 'nein', 'Was ist ein Backup?').event.entry).toBe('articles/backup')
  })

  it('opens the guide at once where the words are plain, and not twice', () => {
    expect(lastOf('Wir wurden gehackt').talk.dialogs).toHaveLength(1)
    expect(lastOf('wir sind quasi gehackt worden, nichts geht mehr').talk.dialogs).toHaveLength(1)
    expect(lastOf('ich bin arzt und alle patientendaten sind verschlüsselt').event.act).toBe('emergency')
    const told = lastOf(
      'unser mailkonto wurde gehackt',
      'Konto übernommen',
      'Nein',
      'seit heute früh gehen mails von uns an alle kunden raus',
    )
    expect(told.reply.texts.join()).not.toContain('Bleiben Sie ruhig')
  })
})
