/** What Teams sends on behalf of people: names, values and addresses in invokes may be any text. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ now: '2026-11-25T10:00:00+01:00' })
})
afterAll(() => office.close())

const INVOKES = [
  'composeExtension/query',
  'composeExtension/queryLink',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'adaptiveCard/action',
  'task/fetch',
  'signin/verifyState',
]

it.each(['constructor', '__proto__', 'toString', 'then', 'toJSON'])('%s in every value of an invoke is answered', async (word) => {
  const nested = { [word]: word, data: { [word]: word } }
  const values: unknown[] = [
    word,
    [word],
    JSON.parse(`{"${word}":{"${word}":"${word}"}}`),
    { commandId: word, parameters: [{ name: word, value: word }] },
    { commandId: 'wissen', parameters: [{ name: 'begriff', value: `${word} hilfe` }] },
    { url: word },
    { url: `https://wegweiser.example.org/${word}/${word}` },
    { messagePayload: { body: { content: `&${word};${word}` } } },
    { data: { frage: word } },
    { action: { type: word, verb: word, data: { request: word, version: 1, entry: word, to: word, ...nested } } },
    { action: { verb: 'claim', data: { request: word, version: 1 } } },
    { action: { verb: 'refresh', data: { entry: word } } },
  ]
  for (const name of [...INVOKES, word]) {
    for (const value of values) {
      const { status } = await office.invoke(name, value)
      expect([status < 500 || status === 501, name, value]).toEqual([true, name, value])
    }
  }
})
