/** What is set apart is not looked for; what is missing or not wanted is. */
import { expect, it } from 'vitest'
import { withoutContrast } from '../../bot/understanding/contrast.ts'

it.each([
  ['ich hab ne firma, keine verbraucherzentrale. wer hilft mir da', 'ich hab ne firma, wer hilft mir da'],
  ['ich will die handwerkskammer sprechen nicht den verbraucherschutz', 'ich will die handwerkskammer sprechen'],
  ['ne keine kasse, der automat! gibt es förderung für so nen automat', 'der automat! gibt es förderung für so nen automat'],
  ['nein keine schulung. darf ich fotos vom verein bei instagram posten', 'darf ich fotos vom verein bei instagram posten'],
  ['Die Rechnung, nicht der Lieferschein: wie lange aufheben?', 'Die Rechnung, wie lange aufheben?'],
])('"%s" asks "%s"', (said, asked) => expect(withoutContrast(said)).toBe(asked))

it.each([
  'wir haben keine website',
  'kein netz, was tun',
  'keine Kasse',
  'Ich will nicht die Cloud nutzen, geht es auch ohne',
  'Wir sind nicht sicher, ob wir das dürfen',
  '1.1.1.1',
])('"%s" asks just that', (said) => expect(withoutContrast(said)).toBe(said))
