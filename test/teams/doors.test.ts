/** One Reply, both doors: what each client gets stands in `golden/`, to be read by people and compared by machines. */
import { describe, expect, it } from 'vitest'
import { renderTeams } from '../../adapters/teams/render.ts'
import { renderWebChat } from '../../adapters/webchat/render.ts'
import { type Reply, say } from '../../bot/reply.ts'

const OURS = 'https://wegweiser.example.org'

const REPLIES: Record<string, Reply> = {
  answer: {
    lang: 'de',
    texts: [
      '**Sprechtag Halle**: der nächste Termin ist am **Donnerstag, 3. Dezember 2026**.\n\n[Mehr dazu](/wissen/sprechtag)\n\nGeprüft am 22.11.2026.',
    ],
    cards: [
      {
        id: 'events/sprechtag-halle',
        kind: 'events',
        title: 'Sprechtag Halle',
        facts: [
          { label: 'Nächste Termine', value: '03.12.2026, 07.01.2027' },
          { label: 'Ort', value: 'Halle (Saale)' },
        ],
        targets: [
          { kind: 'booking', title: 'Anmelden', href: 'https://example.org/anmelden' },
          { kind: 'calendar', title: 'In den Kalender', href: '/veranstaltungen/sprechtag-halle.ics' },
        ],
      },
    ],
    citations: [
      {
        id: 'events/sprechtag-halle',
        title: 'Sprechtag Halle',
        path: '/veranstaltungen/sprechtag-halle',
        checked: '2026-11-22',
        overdue: false,
        sources: [{ name: 'Jahresbericht', date: '2026' }],
      },
    ],
    suggestions: [
      { label: 'Warum diese Antwort?', say: 'Warum diese Antwort?' },
      { label: 'Mit einem Menschen sprechen', say: 'Mit einem Menschen sprechen' },
    ],
    targets: [{ kind: 'page', title: 'Alle Termine', href: '/veranstaltungen' }],
  },
  question: {
    ...say('de', '*Frage 1 von höchstens 5*', '**Was beschreibt Sie am besten?**'),
    suggestions: [{ label: 'Handwerk', say: 'Handwerk' }],
  },
  plain: say('en', 'You are welcome!'),
}

describe.each(Object.keys(REPLIES))('the reply "%s"', (name) => {
  const reply = REPLIES[name]!
  it.each([
    ['webchat', () => renderWebChat(reply, OURS)],
    ['teams-personal', () => renderTeams(reply, OURS, true)],
    ['teams-channel', () => renderTeams(reply, OURS, false)],
  ])('at the door %s', async (door, render) => {
    await expect(`${JSON.stringify(render(), null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.${door}.json`)
  })
})

describe('an open question that is put again', () => {
  const reply: Reply = {
    ...REPLIES.answer!,
    texts: [...REPLIES.answer!.texts, 'Zurück zu „Mein Fahrplan“:\n\n**Wo sind Sie?**'],
    putAgain: 1,
    suggestions: [{ label: 'Halle', say: 'Halle', kind: 'choice' }],
    rate: 1,
  }

  it('is from no source: in the chat it stands below the answer, by itself and with its choices', () => {
    const [answer, question] = renderWebChat(reply, OURS)
    expect(answer!.text).toBe(renderWebChat(REPLIES.answer!, OURS)[0]!.text)
    expect(answer).toHaveProperty('channelData.rate', 1)
    expect(answer).not.toHaveProperty('suggestedActions')
    expect(question!.text).toBe('Zurück zu „Mein Fahrplan“:\n\n**Wo sind Sie?**')
    expect(question!.suggestedActions!.actions).toHaveLength(1)
    expect(question).not.toHaveProperty('entities')
  })

  it('is one with what has no source', () => {
    const [only, ...others] = renderWebChat({ ...reply, citations: [], cards: [] }, OURS)
    expect(others).toEqual([])
    expect(only!.text).toContain('**Wo sind Sie?**')
  })

  it('stands behind the marks of the sources in Teams', () => {
    expect(renderTeams(reply, OURS, true)[0]!.text).toMatch(/ \[1\]\n\nZurück zu „Mein Fahrplan“/)
  })
})

describe('Teams', () => {
  it('gets suggested actions where it draws them all, three in the personal chat beside no card, and a card everywhere else', () => {
    const some = (count: number) => ({
      ...say('de', 'x'),
      suggestions: Array.from({ length: count }, (_, i) => ({ label: `${i}`, say: `${i}` })),
    })
    expect(renderTeams(some(3), OURS, true)[0]!.suggestedActions!.actions).toHaveLength(3)
    for (const reply of [some(4), { ...some(2), cards: REPLIES.answer!.cards }]) {
      const [activity] = renderTeams(reply, OURS, true)
      expect(activity).not.toHaveProperty('suggestedActions')
      const { body } = activity!.attachments!.at(-1)!.content as { body: { actions: unknown[] }[] }
      expect(body.flatMap(({ actions }) => actions)).toHaveLength(reply.suggestions.length)
    }
    for (const [activity] of [renderTeams(some(9), OURS, true), renderTeams(some(9), OURS, false)]) {
      expect(activity).not.toHaveProperty('suggestedActions')
      const rows = activity!.attachments![0]!.content.body as { actions: unknown[] }[]
      expect(rows.map(({ actions }) => actions.length)).toEqual([6, 3])
    }
  })

  it('gets a fallback text with every card', () => {
    for (const reply of Object.values(REPLIES))
      for (const attachment of renderTeams(reply, OURS, false)[0]!.attachments ?? [])
        expect(attachment.content).toMatchObject({ version: '1.5', fallbackText: expect.stringMatching(/\S/) })
  })
})
