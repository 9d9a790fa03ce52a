/** What staff read is an editor's to change, sentence by sentence, on cards that stand already too. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { readCommand } from '../../adapters/teams/commands.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { readCard } from './fake-teams.ts'
import { type Office, openOffice } from './office.ts'

const HWK = '19:hwk@thread.tacv2'
const overlay = knowledgeFolder({
  'staff.de.md': '## card.claim\n\nIch mache das\n\n## state.open\n\nwartet\n\n## words.statistics\n\nwie läuft es (heute), statistik\n',
})
const { knowledge } = loadKnowledge([...SHIPPED_KNOWLEDGE, overlay])
const shipped = loadKnowledge([...SHIPPED_KNOWLEDGE]).knowledge

describe('a sentence for staff', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ now: '2026-11-23T10:00:00+01:00', known: knownOf(knowledge) })
    await office.inChannel(HWK, 'Verbinden hwk-halle')
    const visitor = await office.visitor()
    for (const said of [
      'Ich bin Tischlerin in Halle und brauche Hilfe beim Onlineshop',
      'Anfrage übergeben',
      'Ja, einverstanden',
      'Wie fange ich an?',
      'Xenia Beispiel',
      'xenia@example.org',
      'Absenden',
    ])
      await visitor.say(said)
    await office.at('2026-11-23T10:00:05+01:00')
  })
  afterAll(() => office.close())

  it('of an own folder stands on the card, beside the shipped ones', () => {
    const card = office.teams.inChannel(HWK).find(({ activity }) => (activity.attachments ?? []).length > 0)!
    const titles = readCard(card).buttons.map(({ title }) => title)
    expect(titles).toContain('Ich mache das')
    expect(titles).toContain('Antwort senden')
    expect(titles).not.toContain('Übernehmen')
    expect(JSON.stringify(card.activity)).toContain('"wartet"')
  })

  it('may be a command; its signs are signs', () => {
    expect(readCommand('Wie läuft es heute?', knowledge)).toEqual({ kind: 'statistics' })
    expect(readCommand('zahlen', knowledge)).toBeUndefined()
    expect(readCommand('Zahlen', shipped)).toEqual({ kind: 'statistics' })
    expect(readCommand('open requests', shipped)).toEqual({ kind: 'requests' })
  })

  it.each([
    ['Verbinden: hwk-halle', { kind: 'connect', channel: 'hwk-halle' }],
    ['Anfragen hierher hwk-halle', { kind: 'connect', channel: 'hwk-halle' }],
    ['verbinde', { kind: 'connect' }],
    ['Trennen ihk', { kind: 'disconnect', channel: 'ihk' }],
    ['Connect hwk-halle', { kind: 'connect', channel: 'hwk-halle' }],
    ['Verbindung', undefined],
    ['Verbinden wir uns?', undefined],
    ['trennend', undefined],
  ])('"%s" is heard as before', (said, command) => expect(readCommand(said, shipped)).toEqual(command))
})
