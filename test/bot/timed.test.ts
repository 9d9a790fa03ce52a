/** Questions for dates where the calendar's own answer would mislead. */
import { expect, it } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { CORE_KNOWLEDGE, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const NOW = new Date('2026-11-28T10:00:00+01:00')
const event = (title: string, fields: string) =>
  entryText(title, [`${title}?`, `${title} heute`, `${title} Termin`], { fields: `${fields}\nmode: online\norganiser: Beispielverein\n` })

const { knowledge } = loadKnowledge([
  CORE_KNOWLEDGE,
  knowledgeFolder({
    'events/stammtisch-nord.md': event('Digitalstammtisch Nord', 'start: 2026-12-03T18:00\ncancelled: true'),
    'events/stammtisch.md': event('Digitalstammtisch', 'start: 2026-12-03T18:00\ncancelled: true'),
    'events/werkstatt.md': event('Offene Werkstatt', 'start: 2026-12-03T18:00\nvalid: { until: 2026-11-27 }'),
    'events/stammtisch-sued.md': event('Digitalstammtisch Süd', 'start: 2026-12-10T18:00'),
  }),
])
const known = knownOf(knowledge)
const ask = (utterance: string) => decideTurn(utterance, newTalk(), known, NOW).reply.texts.join('\n')

it('an event that was called off and is asked for by its name is told to be called off, not passed over for other dates', () => {
  for (const question of ['Wann ist der Digitalstammtisch Nord?', 'Findet der Digitalstammtisch Nord im Dezember statt?'])
    expect(ask(question), question).toContain('**Digitalstammtisch Nord** ist abgesagt.')
})

it('but not where one with the same words takes place', () => {
  expect(ask('Wann ist der nächste Digitalstammtisch?')).toContain('10. Dezember 2026')
})

it('a date that was withdrawn before its day is not named', () => {
  for (const question of ['Wann ist die Offene Werkstatt?', 'Offene Werkstatt']) {
    expect(ask(question), question).toContain('Für **Offene Werkstatt** ist kein weiterer Termin bekannt.')
    expect(ask(question), question).not.toContain('3. Dezember')
  }
})
