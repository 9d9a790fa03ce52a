import { describe, expect, it } from 'vitest'
import { isTold } from '../../bot/understanding/telling.ts'

describe('a sentence in the middle of a talk', () => {
  it.each([
    'sind so 15 rechner',
    'die bank sagt abwarten',
    'hab nur privatkunden eigentlich',
    'mein schwager hat die seite gebaut',
    'Der Vorstand ist dagegen, alle über 70.',
    'seit 1992',
    "i'm from india, finished my degree last year",
  ])('only tells: %s', (sentence) => expect(isTold(sentence)).toBe(true))

  it.each([
    'sind das 15 Rechner?',
    'und wer prüft das',
    'reicht ein aushang am eingang',
    'und wenn einer kündigt',
    'auch unter 250 euro',
    'läuft das auch ohne installation',
    'ich brauche so was für drei leute',
    'die telefonnummer bitte',
    'kosten für zwei filialen',
    'ich möchte das lieber schriftlich',
    'how long does that take',
    '',
  ])('asks or wishes for something: %s', (sentence) => expect(isTold(sentence)).toBe(false))
})
