/**
 * Why this answer, in sentences an editor understands.
 */
import { writeDay } from '../../knowledge/day.ts'
import type { SearchDecision } from './decide.ts'
import type { Explanation } from './explanation.ts'
import type { Via } from './meant.ts'
import type { Slots } from './named.ts'
import type { Ingredient } from './rank.ts'

const DECISION: Record<SearchDecision, string> = {
  answer: 'Antwort gegeben',
  clarify: 'Rückfrage gestellt („Meinten Sie …?“)',
  none: 'keine Antwort gegeben',
}
const VIA: Record<Via, string> = {
  word: 'dasselbe Wort',
  part: 'Teil einer Zusammensetzung',
  typo: 'als Tippfehler verstanden',
  vocabulary: 'laut Wörterliste',
  sense: 'anderes Wort dafür',
  sound: 'klingt so',
  related: 'nur ähnlich geschrieben',
}
const INGREDIENT: Record<Ingredient, string> = {
  words: 'gemeinsame Wörter',
  grams: 'ähnliche Schreibung',
  sentence: 'bester einzelner Satz',
  headings: 'Überschriften',
  example: 'ähnlichste Beispielfrage',
  intent: 'alle Beispielfragen zusammen',
  context: 'Ort, Zielgruppe, Tag und Sprache',
}
const percent = (share: number) => `${Math.round(100 * share)} %`

/** Markdown: the decision, a list of the words, then a paragraph each for the rest. */
export function explainInGerman(explanation: Explanation): string {
  const { best, second, words } = explanation
  const decision = `Entscheidung: ${DECISION[explanation.decision]}.`
  if (!best) return `${decision} Kein Eintrag hat ein Wort der Frage.`
  const list = words.map(({ word, met, inBest }) => {
    const how = [...new Set(met.map(({ via }) => VIA[via]))].join(', ')
    return met.length === 0
      ? `- „${word}“ kommt nirgends vor.`
      : `- „${word}“ (${how}) steht ${inBest ? 'im Eintrag' : 'nicht in diesem Eintrag'}.`
  })
  const paragraphs = [
    decision,
    `Bester Eintrag: „${best.title}“ (${best.id}), mit ${percent(best.score)} Wahrscheinlichkeit richtig.`,
    ...(list.length > 0 ? [list.join('\n')] : []),
  ]
  const noticed = noticedInGerman(explanation.noticed)
  if (noticed) paragraphs.push(`Erkannt: ${noticed}.`)
  if (best.example) paragraphs.push(`Ähnlichste Beispielfrage: „${best.example.text}“ (${percent(best.example.cosine)} gleich).`)
  if (best.passage) paragraphs.push(`Beste Stelle: Abschnitt „${best.passage}“.`)
  paragraphs.push(`Punkte ${best.share.toFixed(2)}: ${partsInGerman(best.parts)}.`)
  if (second) {
    const missing = words.filter(({ inBest, inSecond }) => inBest && !inSecond).map(({ word }) => `„${word}“`)
    paragraphs.push(
      `Danach: „${second.title}“ (${second.id}), ${second.share.toFixed(2)} Punkte: ${partsInGerman(second.parts)}.` +
        (missing.length > 0 ? ` Ihm fehlt: ${missing.join(', ')}.` : ''),
    )
  }
  return paragraphs.join('\n\n')
}

/** Place, audience, topic, sum and day that the question names; empty when it names none. */
function noticedInGerman({ regions, postcodes, audiences, topics, amounts, days }: Slots): string {
  const said: [string, readonly string[]][] = [
    ['Ort', regions],
    ['Postleitzahl', postcodes],
    ['Zielgruppe', audiences],
    ['Thema', topics],
    ['Betrag', amounts.map((amount) => `${amount.toLocaleString('de')} Euro`)],
    ['Tag', days.map((day) => writeDay(day))],
  ]
  return said
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name} ${values.join(', ')}`)
    .join('; ')
}

function partsInGerman(parts: Record<Ingredient, number>): string {
  return (Object.entries(parts) as [Ingredient, number][])
    .filter(([, value]) => Math.abs(value) >= 0.005)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([name, value]) => `${INGREDIENT[name]} ${value.toFixed(2)}`)
    .join(', ')
}
