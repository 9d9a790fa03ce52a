import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../bot/guides/reading/read-answer.ts'
import { stepsOf } from '../../../bot/guides/replay/steps.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { momentOn } from '../../../bot/moment.ts'
import { guideOf, probeWorld, shipped, TODAY } from '../shipped.ts'

const { knowledge, problems } = probeWorld()
const steps = stepsOf(guideOf(knowledge, 'guides/probe'))

function values(step: string, utterance: string): string | undefined {
  const reading = readAnswer(steps.find(({ id }) => id === step)!, utterance, { knowledge: shipped, ...momentOn(TODAY) })
  return reading.ok ? reading.values.join('+') : undefined
}

describe('an answer is read', () => {
  it('from the probe guide without a complaint', () => expect(problems).toEqual([]))

  it.each([
    ['Rot', 'rot'],
    ['rot!', 'rot'],
    ['2', 'gruen'],
    ['die zweite', 'gruen'],
    ['zweitens', 'gruen'],
    ['Nummer drei', 'blau'],
    ['die letzte', 'weiss-nicht'],
    ['gruen', 'gruen'],
    ['grun', 'gruen'],
    ['eher Himmel', 'blau'],
    ['nicht rot, sondern blau', 'blau'],
    ['weiß nicht', 'weiss-nicht'],
    ['keine Ahnung', 'weiss-nicht'],
    ['ka', 'weiss-nicht'],
    ['4', 'weiss-nicht'],
    ['5', undefined],
    ['Handwerk', undefined],
    ['', undefined],
    ['rot oder blau', undefined],
  ])('as a choice: %s', (utterance, expected) => expect(values('farbe', utterance)).toBe(expected))

  it.each([
    ['1 und 3', 'hammer+saege'],
    ['1, 2', 'hammer+zange'],
    ['Hammer und Säge', 'hammer+saege'],
    ['Hamer, Zange', 'hammer+zange'],
    ['alles', 'hammer+zange+saege'],
    ['die zweite', 'zange'],
    ['eine Zange hätte ich gern', 'zange'],
    ['nichts davon weiß ich nicht', 'weiss-nicht'],
  ])('as several choices: %s', (utterance, expected) => expect(values('dinge', utterance)).toBe(expected))

  it.each([
    ['42', '42'],
    ['zweiundvierzig', '42'],
    ['ca. 12', '12'],
    ['acht Leute', '8'],
    ['so ein Dutzend', '12'],
    ['zwischen 10 und 20', '10-20'],
    ['10 bis 20', '10-20'],
    ['hundert', '100'],
    ['101', undefined],
    ['0', undefined],
    ['viele', undefined],
    ['weiß ich nicht genau', 'weiss-nicht'],
  ])('as a number: %s', (utterance, expected) => expect(values('zahl', utterance)).toBe(expected))

  it.each([
    ['06110', '06110'],
    ['D-06110 Halle', '06110'],
    ['6110', '06110'],
    ['Stendal', 'stendal'],
    ['stendahl', 'stendal'],
    ['in Madgeburg', 'magdeburg'],
    ['Landkreis Harz', 'harz'],
    ['Halle an der Saale', 'halle'],
    ['Dessau', 'dessau-rosslau'],
    ['Bernburg', 'raum-bernburg'],
    ['Altmark', 'altmark'],
    ['Leipzig', 'sachsen'],
    ['04109', '04109'],
    ['Außerhalb von Sachsen-Anhalt', 'ausserhalb'],
    ['nicht in Sachsen-Anhalt', 'ausserhalb'],
    ['irgendwo in Sachsen-Anhalt', 'sachsen-anhalt'],
    ['061', undefined],
    ['0611', undefined],
    ['Kleinkleckersdorf', undefined],
    ['keine Ahnung', 'weiss-nicht'],
  ])('as a place: %s', (utterance, expected) => expect(values('ort', utterance)).toBe(expected))

  it.each([
    ['3.12.', '2026-12-03'],
    ['3. Dezember', '2026-12-03'],
    ['am 03.12.2026', '2026-12-03'],
    ['2027-01-14', '2027-01-14'],
    ['1.3.', '2027-03-01'],
    ['morgen', '2026-11-23'],
    ['übermorgen', '2026-11-24'],
    ['nächsten Donnerstag', '2026-11-26'],
    ['nächste Woche', '2026-11-23'],
    ['im Januar', '2027-01-01'],
    ['in zwei Wochen', '2026-12-06'],
    ['ab sofort', '2026-11-22'],
    ['30.2.', undefined],
    ['1.1.2020', undefined],
    ['irgendwann', undefined],
    ['egal', 'weiss-nicht'],
  ])('as a day: %s', (utterance, expected) => expect(values('tag', utterance)).toBe(expected))

  it.each([
    ['ja', 'ja'],
    ['klar', 'ja'],
    ['Ja, haben wir', 'ja'],
    ['nö', 'nein'],
    ['noch nicht', 'nein'],
    ['nein, leider nicht', 'nein'],
    ['1', 'ja'],
    ['2', 'nein'],
    ['weiß nicht', 'weiss-nicht'],
    ['keine Ahnung', 'weiss-nicht'],
    ['Banane', undefined],
  ])('as yes or no: %s', (utterance, expected) => expect(values('sicher', utterance)).toBe(expected))

  it('with the step’s own words for trying again', () => {
    const reading = readAnswer(steps[0]!, 'Lila', { knowledge: shipped, ...momentOn(TODAY) })
    expect(reading).toEqual({ ok: false, problem: { kind: 'unreadable', retry: 'Rot, Grün oder Blau, bitte.' } })
  })

  it('and asked back where it fits two choices alike', () => {
    const reading = readAnswer(steps[0]!, 'rot oder blau', { knowledge: shipped, ...momentOn(TODAY) })
    expect(reading).toMatchObject({ ok: false, problem: { kind: 'ambiguous', options: [{ id: 'rot' }, { id: 'blau' }] } })
  })
})

/** Labels as people type them: small letters, no punctuation, a lead, one letter missing, swapped or doubled. */
function variants(label: string): string[] {
  const plain = [label, label.toLowerCase(), label.toUpperCase(), label.replace(/[„“",.()?]/g, ''), `Ich nehme ${label}`, `${label}!`]
  const longest = label.split(/[^\p{L}]+/u).sort((a, b) => b.length - a.length)[0] ?? ''
  if (longest.length < 6) return plain
  const at = Math.floor(longest.length / 2)
  const typos = [
    longest.slice(0, at) + longest.slice(at + 1),
    longest.slice(0, at - 1) + longest[at] + longest[at - 1] + longest.slice(at + 1),
    longest.slice(0, at) + longest[at] + longest.slice(at),
  ]
  return [...plain, ...typos.map((typo) => label.replace(longest, typo))]
}

describe('a button is only a shortcut', () => {
  const asked = entriesOf(shipped, 'guides').flatMap((guide) => stepsOf(guide).map((step) => ({ guide, step })))
  it.each(asked.map(({ guide, step }) => [`${guide.slug}: ${step.question}`, step] as const))('%s', (_, step) => {
    const shown = [...step.choices.map(({ id, label }) => ({ id, label })), { id: 'weiss-nicht', label: step.unknown }]
    const counted = step.input === 'choice' || step.input === 'multi' || step.input === 'yesno'
    const wrong = shown.flatMap(({ id, label }, i) => {
      const numbers = counted ? [`${i + 1}`, `${i + 1}.`, `Nummer ${i + 1}`] : []
      return [...variants(label), ...numbers].filter((said) => {
        const reading = readAnswer(step, said, { knowledge: shipped, ...momentOn(TODAY) })
        return !(reading.ok && reading.values.join() === id)
      })
    })
    expect(wrong).toEqual([])
  })
})
