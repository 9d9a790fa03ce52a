import { describe, expect, it } from 'vitest'
import { answer } from '../../bot/answers/answer.ts'
import type { AnswerContext } from '../../bot/answers/common.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import { isOpen } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'
import { knownFrom, readAloud } from '../real-bot.ts'

const { knowledge } = knownFrom()
const on = (today: string): AnswerContext => ({ knowledge, lang: 'de', ...momentOn(today, '12:00') })
const entry = (id: string) => knowledge.entries.get(id as Entry['id'])!

describe('an answer', () => {
  it.each([...knowledge.entries.values()].filter(({ kind }) => kind !== 'guides').map((one) => [one.id, one] as const))(
    '%s is its own text, cited',
    (_, one) => {
      const reply = answer(one, on('2026-11-22'))
      expect(reply.texts.join('\n')).toContain(one.lead)
      expect(reply.citations).toMatchObject([{ id: one.id, title: one.title, asOf: one.asOf }])
      expect(readAloud(reply)).toMatch(/Stand: .*20\d\d\./)
    },
  )

  it('offers nothing that is not open that day', () => {
    for (const today of ['2026-11-22', '2026-12-31', '2027-01-01', '2028-01-01']) {
      for (const one of knowledge.entries.values()) {
        if (one.kind === 'guides') continue
        for (const { say } of answer(one, on(today)).suggestions) {
          const offered = [...knowledge.entries.values()].find(({ title }) => title === say)
          if (offered) expect(isOpen(offered, momentOn(today)), `${one.id} offers ${offered.id} on ${today}`).toBe(true)
        }
      }
    }
  })

  it('that links to a programme which has ended meanwhile marks the link, and nothing about it comes first', () => {
    const article = entry('articles/foerderung-finden')
    const passage = article.passages.find(({ markdown }) => markdown.includes('/foerderung/bafa-beratung'))!
    const textOn = (today: string) => answer(article, on(today), passage.id).texts[0]!
    expect(textOn('2026-12-31')).not.toContain('(beendet)')
    expect(textOn('2027-01-01')).toContain('](/foerderung/bafa-beratung) (beendet)')
    expect(textOn('2027-01-01')).toMatch(new RegExp(`^\\*\\*${passage.heading}`))
  })

  it('opens with a status only where that entry itself was asked for', () => {
    const banner = /^\*\*(?<title>[^*]+)\*\*(?:: nach| läuft| nimmt| ist angekündigt| beginnt)/
    for (const today of ['2026-11-26', '2027-01-01', '2028-01-01'])
      for (const one of knowledge.entries.values())
        for (const passage of one.kind === 'guides' ? [] : one.passages) {
          const title = banner.exec(answer(one, on(today), passage.id).texts[0]!)?.groups?.title
          expect(title === undefined || title === one.title, `${passage.id} opens with ${title} on ${today}`).toBe(true)
        }
  })

  it('says of a programme whose state is unclear whom to ask', () => {
    expect(answer(entry('funding/digital-innovation'), on('2026-11-26')).texts[0]).toMatch(
      /^Ob für \*\*Sachsen-Anhalt DIGITAL INNOVATION\*\* zurzeit Anträge möglich sind, wissen wir nicht; fragen Sie dort nach: \[Investitionsbank Sachsen-Anhalt\]\(\/anlaufstellen\/investitionsbank\), 0800 56 007 57\./,
    )
    const nobody = { ...entry('funding/digital-innovation'), contact: undefined } as Entry
    expect(answer(nobody, on('2026-11-26')).texts[0]).toContain('fragen Sie dort nach: Wirtschaftsministerium Sachsen-Anhalt (EFRE)')
  })

  it('names the status of what is asked for by name', () => {
    expect(answer(entry('funding/go-digital'), on('2026-11-22')).texts[0]).toMatch(/^\*\*go-digital.*läuft nicht mehr/)
    expect(answer(entry('contacts/mdz-magdeburg'), on('2027-01-01')).texts[0]).toContain('nur bis zum 31.12.2026')
  })

  it('says that its check is overdue', () => {
    expect(answer({ ...entry('articles/e-rechnung'), checked: '2026-11-22' }, on('2028-01-01')).texts[0]).toContain('überfällig')
  })
})
