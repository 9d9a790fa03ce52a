import { expect, it } from 'vitest'
import { asksSomething } from '../../bot/impact/bare-words.ts'
import { knownFrom } from '../real-bot.ts'

const { knowledge } = knownFrom()

it.each(['Weiß ich nicht', 'keine Ahnung', 'zurück', 'Hilfe!', 'Statistik', 'abbrechen', 'Anfrage übergeben', 'bla bla', 'test'])(
  '"%s" is no question that wants an entry',
  (said) => expect(asksSomething(said, knowledge)).toBe(false),
)
it.each(['Was gibt es zum Frühstück in Paris?', 'Drohnen', 'Hilfe bei der Steuererklärung', 'Zurückgeben von Waren'])(
  '"%s" may be one',
  (said) => expect(asksSomething(said, knowledge)).toBe(true),
)
