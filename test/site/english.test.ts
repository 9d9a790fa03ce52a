/** An entry in English has English words around it, whatever its kind. */
import { expect, it } from 'vitest'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { startSite, wordsIn } from './real-site.ts'

const QUESTIONS = ['What is this?', 'another question', 'and a third one']
const english = (title: string, fields: string) => entryText(title, QUESTIONS, { fields: `lang: en\n${fields}`, body: 'The answer.' })
const site = await startSite({
  overlay: knowledgeFolder({
    'funding/en-grant.md': english(
      'A grant',
      'provider: Some foundation\ntype: Zuschuss\narea: [Digital]\nterritory: Germany\neligible: { who: Small firms, employees: { min: 2, max: 49 }, turnover: { max: 1000000 } }\nfunds: [Software]\namount: { min: 1000, max: 25000 }\napplyBeforeStart: true\nstate: offen\nlink: https://grant.example\n',
    ),
    'events/en-talk.md': english('A talk', 'start: 2026-12-03T14:00\nend: 2026-12-03T16:00\nmode: online\norganiser: Some club\n'),
    'contacts/en-desk.md': english('A desk', 'organisation: Some desk\nrole: Advice\nphone: "0391 123456"\nweb: https://desk.example\n'),
  }),
})

it.each([
  [
    '/foerderung/en-grant',
    [
      'open',
      'The programme at a glance',
      'Funds Software',
      '€1,000 to €25,000',
      'Type of funding grant',
      'Employees 2 to 49',
      'at most €1,000,000',
    ],
  ],
  ['/veranstaltungen/en-talk', ['Thu 3 Dec Date Thursday, 3 December 2026 , 14:00 to 16:00', 'Details', 'Add to calendar']],
  ['/anlaufstellen/en-desk', ['How to reach them', 'Phone 0391 123456', 'external site']],
])('%s speaks English', async (path, expected) => {
  const html = await site.text(path)
  const words = wordsIn(html)
  expect(html.includes('<html lang="en">')).toBe(true)
  for (const text of expected) expect(words).toContain(text)
  expect(words).toContain('Any other question?')
  expect(words).not.toMatch(/\b(Kalender|Geprüft|Uhr|Angaben|Förder\w+|Veranstalter|Anlaufstelle|externe|Beschäftigte)\b/)
})
