/** Made-up talks, turn by turn, held without a door; each turn must come to a decision that can be written down, and soon. */
import { knownOf } from '../../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { seeded } from '../sim/random.ts'
import { wordsOf } from './words.ts'

const MAX_TURN_MS = 100
/** Of the processor, so that a busy machine counts for nothing; what is asked for the first time compiles. */
const TRIES = 3
const TURNS_A_TALK = 12
const FIRST_DAY = Date.UTC(2026, 0, 1)

/** One line for each turn that threw or took too long. */
export function fuzzTurns(turns: number, seed: number): string[] {
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const known = knownOf(knowledge)
  const random = seeded(seed)
  const words = wordsOf(knowledge, random)
  const found: string[] = []
  let slowest = 0
  for (let turn = 0; turn < turns; ) {
    let talk = newTalk(random.chance(0.2) ? 'en' : 'de')
    const now = new Date(FIRST_DAY + random.integer(1_000 * 24 * 60) * 60_000)
    const said: string[] = []
    for (let i = 0; i < TURNS_A_TALK && turn < turns; i++, turn++) {
      const utterance = words.sentence()
      said.push(utterance)
      const decide = () => decideTurn(utterance, talk, known, now)
      try {
        const [decision, ms] = timed(decide)
        JSON.stringify(decision)
        slowest = Math.max(slowest, ms)
        if (ms > MAX_TURN_MS) found.push(`${Math.round(ms)} ms  ${shown(now, said)}`)
        talk = decision.talk
      } catch (error) {
        found.push(`${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : error}  ${shown(now, said)}`)
        break
      }
    }
  }
  console.log(`${turns} turns, the slowest took ${slowest.toFixed(1)} ms`)
  return found
}

/** What it gives, and the least time it took; asked again only where that is long. */
function timed<T>(work: () => T): [value: T, ms: number] {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; ; i++) {
    const start = process.threadCpuUsage()
    const value = work()
    const { user, system } = process.threadCpuUsage(start)
    least = Math.min(least, (user + system) / 1000)
    if (least <= MAX_TURN_MS || i === TRIES - 1) return [value, least]
  }
}

const shown = (now: Date, said: readonly string[]): string =>
  JSON.stringify({
    now: now.toISOString(),
    turns: said.map((text) => (text.length > 200 ? `${text.slice(0, 80)}… (${text.length})` : text)),
  })
