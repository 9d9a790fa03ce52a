/** Texts that send somebody to the phone are told where nobody's number is known. */
import { expect, it } from 'vitest'
import { allIssues, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const HEAD = 'questions: [Eins?, Zwei?, Drei?]\nsource: { name: Blatt }\nasOf: 2026-11\n'
const contact = (name: string, fields = '', text = 'Wir beraten Sie.') =>
  `---\ntitle: ${name}\n${HEAD.replaceAll(/(Eins|Zwei|Drei)/g, `$1 ${name}`)}organisation: ${name}\nrole: Beratung\n${fields}---\n\n${text}\n`
const told = (text: string, more: Record<string, string> = {}) =>
  allIssues(
    loadKnowledge([
      knowledgeFolder({
        'contacts/stumm.md': contact('Stumme Stelle'),
        'contacts/laut.md': contact('Laute Stelle', 'phone: "0391 123456"\n'),
        'articles/a.md': `---\ntitle: A\n${HEAD}---\n\nKurz.\n\n## Wer hilft?\n\n${text}\n`,
        ...more,
      }),
    ]),
    '2026-11-27',
  ).filter(({ code }) => code === 'call-without-number')

it.each([
  'Rufen Sie die [Stelle](/anlaufstellen/stumm) an.',
  'Die Stumme Stelle hilft. Rufen Sie dort an.',
  'Sie können die Stumme Stelle auch anrufen.',
])('„%s“ is told', (text) =>
  expect(told(text)).toMatchObject([{ severity: 'warning', line: 10, message: expect.stringContaining('Stumme Stelle') }]),
)

it.each([
  'Rufen Sie die [Stelle](/anlaufstellen/laut) an.',
  'Rufen Sie die Stumme Stelle an: 0391 654321.',
  'Rufen Sie Ihren IT-Betrieb an.',
  'Die Stumme Stelle erreichen Sie über die Website.',
  'Sie rufen die Meldung bei der Stumme Stelle ab.',
])('„%s“ is not', (text) => expect(told(text)).toEqual([]))

it('a contact that asks for a call has a number itself', () => {
  expect(told('Ja.', { 'contacts/kammer.md': contact('Kammer', '', 'Rufen Sie an und nennen Sie Ihr Gewerk.') })).toHaveLength(1)
  expect(told('Ja.', { 'contacts/kammer.md': contact('Kammer', 'phone: "0391 1234567"\n', 'Rufen Sie an.') })).toEqual([])
})

it('an outcome leads to somebody with a number', () => {
  const guide = (target: string) =>
    `---\ntitle: Wohin\n${HEAD.replaceAll(/(Eins|Zwei|Drei)/g, '$1 wohin')}steps:\n  - id: a\n    short: A\n    question: Was?\n    why: Darum.\n    retry: Bitte wählen.\n    choices: [{ id: x, label: X }, { id: y, label: Y }]\noutcomes:\n  - id: z\n    title: So\n    text: Rufen Sie dort an.\n    groups: [{ title: Wer, targets: [contacts/${target}] }]\n---\n`
  expect(told('Ja.', { 'guides/wohin.md': guide('stumm') })).toHaveLength(1)
  expect(told('Ja.', { 'guides/wohin.md': guide('laut') })).toEqual([])
})

it('none of what ships sends anybody to a phone that nobody knows', () => {
  expect(allIssues(loadKnowledge(SHIPPED_KNOWLEDGE), '2026-11-27').filter(({ code }) => code === 'call-without-number')).toEqual([])
})
