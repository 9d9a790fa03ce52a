/** A request as the core makes it, for tests that begin after the visitor has sent it. */
import type { HandOffQuestion } from '../../bot/requests/standing.ts'

export function requestOf(name = 'Xenia Beispiel', route = ['hwk-halle']): Extract<HandOffQuestion, { do: 'create' }> {
  return {
    do: 'create',
    request: {
      lang: 'de',
      consent: { text: 'Einverstanden?', at: '2026-11-23T09:00:00.000Z', lang: 'de' },
      name,
      reach: 'xenia@example.org',
      question: 'Wie fange ich an?',
      answers: [],
      topics: [],
      regions: ['halle'],
      route,
    },
  }
}
