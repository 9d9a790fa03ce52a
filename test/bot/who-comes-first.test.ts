/** Whom to call first, and what is offered where nothing is found. */
import { expect, it } from 'vitest'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { knownFrom } from '../real-bot.ts'

const known = knownFrom()

function lastOf(...said: readonly string[]) {
  let talk: Talk = newTalk('de')
  let last = decideTurn('', talk, known, new Date('2026-11-28T10:00:00+01:00'))
  for (const words of said) {
    last = decideTurn(words, talk, known, new Date('2026-11-28T10:00:00+01:00'))
    talk = last.talk
  }
  return last
}
const named = (...said: string[]) => lastOf(...said).reply.cards.map(({ id }) => id)

it('who is responsible comes before who knows the matter', () => {
  const [first, ...others] = named('Ich bin Metallbauer in Dessau', 'Was ist beim Datenschutz das Nötigste?', 'kann ich mit jemandem reden')
  expect(first).toBe('contacts/hwk-halle')
  expect(others).toContain('contacts/datenschutzaufsicht')
})

it('but not before who gives the money', () => {
  const [first] = named('Ich bin Metallbauer in Dessau', 'Welche Förderung gibt es?', 'kann ich mit jemandem reden')
  expect(first).toBe('contacts/investitionsbank')
})

it('what comes nearest is offered where nothing is found, and does not answer', () => {
  const { event, reply } = lastOf('waage kassenbon kaputt')
  expect(event).toMatchObject({ kind: 'question', decision: 'none' })
  expect(reply.suggestions.map(({ label }) => label)).toContain('Elektronische Kasse')
})

it('nothing of strange matters is', () => {
  expect(lastOf('wie züchte ich orchideen im winter').reply.suggestions.map(({ label }) => label)).toEqual([
    'Mit einem Menschen sprechen',
    'Hilfe',
  ])
})

it('nothing is guessed of words that are mended or taken apart', () => {
  expect(lastOf('Was gibt es zum Frühstück in Paris?').event.decision).toBe('clarify')
})
