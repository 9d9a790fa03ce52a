/** A button answers the question it was made for, and no other, at every door. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderTeams } from '../../adapters/teams/render.ts'
import { readIncoming } from '../../adapters/webchat/incoming.ts'
import { renderWebChat } from '../../adapters/webchat/render.ts'
import { namingQuestion, questionId } from '../../bot/question-id.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'
import { readCard } from './fake-teams.ts'
import { ERIKA, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ now: '2026-11-23T10:00:00+01:00' })
})
afterAll(() => office.close())

const NOW = new Date('2026-11-23T09:00:00Z')

describe('an old button', () => {
  it('confirms nothing in Teams, and what is asked now can still be answered', async () => {
    const [question] = await office.personally('Ansprechperson finden')
    const old = readCard({ activity: { attachments: question!.attachments! } }).buttons.find(({ title }) => title === 'Handwerk')!
    expect(old.data).toMatchObject({ say: 'Handwerk', of: expect.any(String) })
    await office.personally('Abbrechen')
    const [confirm] = await office.personally('Lösche meine Daten')
    const yes = readCard({ activity: { attachments: confirm!.attachments! } }).buttons.find(({ title }) => title === 'Ja')!
    const [refused] = await office.personally('', ERIKA, { say: 'Ja', of: (old.data as { of: string }).of })
    expect(refused!.text).toContain('früheren Frage')
    await office.personally('Lösche meine Daten')
    const [gone] = await office.personally('', ERIKA, yes.data)
    expect(gone!.text).toContain('Erledigt')
  })

  it('of the question that is put again after one in between still answers it', async () => {
    const [question] = await office.personally('Ansprechperson finden')
    const button = readCard({ activity: { attachments: question!.attachments! } }).buttons.find(({ title }) => title === 'Handwerk')!
    await office.personally('Was ist eine E-Rechnung?')
    const [next] = await office.personally('', ERIKA, button.data)
    expect(next!.text).toContain('Frage 2')
  })

  it('is known in the chat, too', async () => {
    const read = readIncoming({ type: 'message', text: 'Ja', channelData: { clientActivityID: '1', of: 'abc', more: 1 } })
    expect(read).toMatchObject({ ok: true, activity: { channelData: { of: 'abc' } } })
    const known = knownFrom()
    const asked = decideTurn('Lösche meine Daten', newTalk('de'), known, NOW)
    const [activity] = renderWebChat(namingQuestion(asked.reply, asked.talk), '')
    const ids = activity!.suggestedActions!.actions.map(({ channelData }) => (channelData as { of?: string }).of)
    expect(new Set(ids)).toEqual(new Set([questionId(asked.talk)]))
  })
})

describe('every choice of every guide', () => {
  it('is a button that Teams draws, with the name of its question', () => {
    const known = knownFrom()
    const guides = [...known.knowledge.entries.values()].filter((entry) => entry.kind === 'guides' && entry.lang === 'de')
    expect(guides.length).toBeGreaterThan(5)
    for (const guide of guides) {
      const { reply, talk } = decideTurn(guide.title, newTalk('de'), known, NOW)
      if (talk.dialogs.length === 0) continue
      const marked = namingQuestion(reply, talk)
      const [activity] = renderTeams(marked, 'https://wegweiser.example.org', true)
      expect(activity).not.toHaveProperty('suggestedActions')
      const { buttons } = readCard({ activity: { attachments: activity!.attachments! } })
      for (const choice of marked.suggestions)
        expect(buttons.find(({ title }) => title === choice.label)?.data).toEqual({ say: choice.say, ...(choice.of && { of: choice.of }) })
      expect(marked.suggestions.filter(({ of }) => of).length).toBeGreaterThan(1)
    }
  })
})
