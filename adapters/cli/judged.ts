/**
 * Questions of a help desk's year, each judged by a person for the answer it got (`region/coverage.md`). A judgement holds for that answer
 * alone: when another entry, another part of it or other choices come, the question waits for a new one.
 */

import type { JudgedCounts } from '../../bot/impact/service-figures.ts'
import type { Known } from '../../bot/ports.ts'
import { outcomeOf } from '../turn-outcome.ts'
import { decisionsOf } from './whole-talk.ts'

/** As the file writes them: what the visitor got. */
export const JUDGEMENTS = {
  nützlich: 'useful',
  'falscher Teil': 'right entry, wrong passage',
  'gut zurückgefragt': 'asked back rightly',
  'unnütz zurückgefragt': 'asked back uselessly',
  falsch: 'wrong',
  'richtig abgelehnt': 'rightly refused',
  'zu Unrecht abgelehnt': 'wrongly refused',
} as const
export type Judgement = keyof typeof JUDGEMENTS

export interface JudgedQuestion {
  section: string
  question: string
  /** What was answered when it was judged, as `answerKey` writes it; empty for a question that nobody judged yet. */
  answer: string
  judgement?: Judgement
}

export interface JudgedAnswer extends JudgedQuestion {
  /** What is answered now. */
  now: string
  text: string
  /** The judgement, while it is for this answer. */
  holds?: Judgement
}

/** `## section`, and below it a table: question, answer, judgement. */
export function readJudged(markdown: string): JudgedQuestion[] {
  let section = ''
  return markdown.split('\n').flatMap((line): JudgedQuestion[] => {
    const heading = /^## (.+)$/.exec(line)
    if (heading) section = heading[1]!
    const [, question = '', answer = '', judgement = ''] = line.split('|').map((cell) => cell.trim())
    if (!line.startsWith('|') || question === 'Frage' || /^-+$/.test(question)) return []
    return [{ section, question, answer: answer.replaceAll('`', ''), ...(isJudgement(judgement) && { judgement }) }]
  })
}

/** The same file with today's answers; judgements that were for another one are taken out. */
export function writeJudged(markdown: string, answers: readonly JudgedAnswer[]): string {
  const byQuestion = new Map(answers.map((one) => [one.question, one]))
  return markdown
    .split('\n')
    .map((line) => {
      const one = line.startsWith('|') ? byQuestion.get(line.split('|')[1]!.trim()) : undefined
      return one ? `| ${one.question} | \`${one.now}\` | ${one.holds ?? ''} |` : line
    })
    .join('\n')
}

function isJudgement(text: string): text is Judgement {
  return Object.hasOwn(JUDGEMENTS, text)
}

/** Asks every question by itself, as the first of a talk. */
export function askJudged(questions: readonly JudgedQuestion[], known: Known, now: Date): JudgedAnswer[] {
  return questions.map((asked) => {
    const [decided] = decisionsOf({ id: asked.question, turns: [asked.question] }, known, { lang: 'de', now })
    const { act, decision, entry, passage, text } = outcomeOf(decided!)
    const offers = decided!.talk.offers.map((offer) => offer.entry)
    const answered = decision === 'clarify' ? offers.join(' ') : [act, passage ?? entry].filter(Boolean).join(' ')
    const key = `${decision}${answered === '' ? '' : ` ${answered}`}`
    return { ...asked, now: key, text, ...(asked.judgement && asked.answer === key && { holds: asked.judgement }) }
  })
}

/** How many answers hold as what; those that wait for a judgement, and those rightly refused, count nowhere. */
export function countJudged(answers: readonly JudgedAnswer[]): JudgedCounts {
  const count = (...kinds: Judgement[]) => answers.filter(({ holds }) => holds !== undefined && kinds.includes(holds)).length
  return {
    right: count('nützlich'),
    wrong: count('falscher Teil', 'falsch'),
    ledOn: count('gut zurückgefragt'),
    failed: count('unnütz zurückgefragt', 'zu Unrecht abgelehnt'),
  }
}
