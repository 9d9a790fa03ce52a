/** What people asked: events of use → plain values. Events hold no person; their texts were cleaned before they were kept. */
import { z } from 'zod'

const question = z.object({
  text: z.string().default(''),
  decision: z.enum(['answer', 'clarify', 'none']),
  topics: z.array(z.string()).default([]),
  audiences: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  lang: z.string().default('de'),
  channel: z.string().optional(),
  detail: z.string().optional(),
  entry: z.string().optional(),
})
const guideStep = z.object({
  entry: z.string(),
  step: z.string().optional(),
  outcome: z.string().optional(),
  detail: z.string().optional(),
  channel: z.string().optional(),
})

/** An event of use as it was kept: `body` is unknown until it is read, because other versions wrote it, too. */
export interface KeptEvent {
  at: Date
  kind: string
  conversation?: string
  body: unknown
}

/** A question of a visitor, and what came of it. */
export interface AskedQuestion extends z.output<typeof question> {
  at: Date
}

export interface GuideMove extends z.output<typeof guideStep> {
  at: Date
  conversation: string | undefined
}

/** `detail` of a question that somebody of the staff noted in Teams. */
export const NOTED = 'vorgemerkt'

/** Kinds of events read here. */
export const ASKED_KINDS = ['question', 'guide'] as const

/** The questions among the events, in their order; what staff tried in Teams is left out, and what cannot be read. */
export function questionsOf(events: readonly KeptEvent[]): AskedQuestion[] {
  return events.flatMap(({ kind, at, body }) => {
    const parsed = kind === 'question' ? question.safeParse(body) : undefined
    if (!parsed?.success || isStaffTrying(parsed.data)) return []
    return [{ at, ...parsed.data }]
  })
}

/** What staff ask in Teams is not what visitors ask, except for what they put on the list themselves. */
function isStaffTrying({ channel, detail }: z.output<typeof question>): boolean {
  return channel === 'msteams' && detail !== NOTED
}

/** The visitors' moves in guides among the events, in their order. */
export function guideMovesOf(events: readonly KeptEvent[]): GuideMove[] {
  return events.flatMap(({ kind, at, conversation, body }) => {
    const parsed = kind === 'guide' ? guideStep.safeParse(body) : undefined
    return parsed?.success && parsed.data.channel !== 'msteams' ? [{ at, conversation, ...parsed.data }] : []
  })
}

/** How many questions, and how many of them ended how. */
export interface Totals {
  questions: number
  answered: number
  clarified: number
  unanswered: number
}

/** Counts questions by what came of them. */
export function totalsOf(questions: readonly AskedQuestion[]): Totals {
  const count = (decision: AskedQuestion['decision']) => questions.filter((asked) => asked.decision === decision).length
  return { questions: questions.length, answered: count('answer'), clarified: count('clarify'), unanswered: count('none') }
}

export interface TopicCount {
  topic: string
  now: number
  /** In the span of the same length before. */
  before: number
}

/** Topics of answered questions, most asked first. `since`: where the present span begins; earlier questions are the span before. */
export function topicsOf(questions: readonly AskedQuestion[], since: Date): TopicCount[] {
  const counts = new Map<string, TopicCount>()
  for (const { topics, at } of questions) {
    for (const topic of new Set(topics)) {
      const found = counts.get(topic) ?? { topic, now: 0, before: 0 }
      if (at >= since) found.now += 1
      else found.before += 1
      counts.set(topic, found)
    }
  }
  return [...counts.values()].filter(({ now }) => now > 0).sort((a, b) => b.now - a.now || (a.topic < b.topic ? -1 : 1))
}

/** What was asked about each topic, most often first. */
export function questionsByTopic(questions: readonly AskedQuestion[], most: number): Map<string, TopicQuestion[]> {
  const topics = new Map<string, Map<string, TopicQuestion>>()
  for (const { topics: of, text, entry } of questions) {
    const said = text.replace(/\s+/g, ' ').trim()
    if (said === '') continue
    for (const topic of new Set(of)) {
      const asked = topics.get(topic) ?? new Map<string, TopicQuestion>()
      topics.set(topic, asked)
      const known = asked.get(said.toLowerCase()) ?? { text: said, count: 0 }
      known.count += 1
      if (entry !== undefined) known.entry = entry
      asked.set(said.toLowerCase(), known)
    }
  }
  return new Map([...topics].map(([topic, asked]) => [topic, [...asked.values()].sort((a, b) => b.count - a.count).slice(0, most)]))
}

export interface TopicQuestion {
  text: string
  count: number
  /** Id of the entry that answered it last. */
  entry?: string
}

/** Counts by a word of each question, most often first. `since` as above. */
export function countsBy(
  questions: readonly AskedQuestion[],
  since: Date,
  wordOf: (asked: AskedQuestion) => string | readonly string[],
): { id: string; now: number; before: number }[] {
  const counts = new Map<string, { id: string; now: number; before: number }>()
  for (const asked of questions) {
    for (const id of new Set([wordOf(asked)].flat())) {
      const found = counts.get(id) ?? { id, now: 0, before: 0 }
      if (asked.at >= since) found.now += 1
      else found.before += 1
      counts.set(id, found)
    }
  }
  return [...counts.values()].sort((a, b) => b.now - a.now || b.before - a.before || (a.id < b.id ? -1 : 1))
}

export interface GuideUse {
  guide: string
  begun: number
  finished: number
  /** How many talks came to each question, in the order in which they first came to it. */
  steps: { step: string; reached: number }[]
  /** The question at which most of those stopped who did not finish. */
  left: { step: string; count: number }[]
}

/** Each conversation counts once a guide: finished, or left at the question that was put last. */
export function guidesOf(moves: readonly GuideMove[]): GuideUse[] {
  const walks = new Map<string, { guide: string; last: string | undefined; finished: boolean; steps: Set<string> }>()
  for (const { conversation, entry, step, outcome } of moves) {
    if (conversation === undefined) continue
    const key = `${entry} ${conversation}`
    const walk = walks.get(key) ?? { guide: entry, last: undefined, finished: false, steps: new Set() }
    if (step !== undefined) {
      walk.last = step
      walk.steps.add(step)
    }
    if (outcome !== undefined) walk.finished = true
    walks.set(key, walk)
  }
  const guides = new Map<string, GuideUse>()
  for (const { guide, last, finished, steps } of walks.values()) {
    const use = guides.get(guide) ?? { guide, begun: 0, finished: 0, steps: [], left: [] }
    use.begun += 1
    for (const step of steps) {
      const at = use.steps.find((known) => known.step === step)
      if (at) at.reached += 1
      else use.steps.push({ step, reached: 1 })
    }
    if (finished) use.finished += 1
    else if (last !== undefined) {
      const at = use.left.find(({ step }) => step === last)
      if (at) at.count += 1
      else use.left.push({ step: last, count: 1 })
    }
    guides.set(guide, use)
  }
  for (const use of guides.values()) use.left.sort((a, b) => b.count - a.count)
  return [...guides.values()].sort((a, b) => b.begun - a.begun || (a.guide < b.guide ? -1 : 1))
}
