/** How hard a simulation is: drawn once by its seed, so that some are calm but for one thing and others are storms. */
import type { Random } from './random.ts'

/** What becomes of one call to the database. */
export type Fate =
  | { kind: 'fine'; waitMs: 0 }
  /** It fails, and was not done. */
  | { kind: 'lost'; waitMs: number }
  /** It fails, and was done. */
  | { kind: 'answer-lost'; waitMs: number }
  /** It stands still for long, and is done then; who asked may have given up. */
  | { kind: 'hang'; waitMs: number }
  /** Who asked dies of it, before or after it is done. */
  | { kind: 'death'; when: 'before' | 'after'; waitMs: 0 }

export interface Weather {
  /** One way to the database, as a rule. */
  latencyMs: number
  /** One way between a visitor and us. */
  wayMs: number
  /** Shares of what is sent. */
  doubled: number
  lost: number
  /** Until these milliseconds after the start things break. */
  stormMs: number
  /** Mean time between two strikes of each kind; undefined: never. */
  every: Record<Strike, number | undefined>
  fateOf(call: string, random: Random): Fate
  calm(): void
}

export const STRIKES = ['kill', 'freeze', 'away', 'cut', 'sockets', 'reload', 'disk', 'clock'] as const
export type Strike = (typeof STRIKES)[number]

const FINE: Fate = { kind: 'fine', waitMs: 0 }

export function drawWeather(random: Random, { stormMs }: { stormMs: number }): Weather {
  /** Each kind of trouble is there in half of the simulations. */
  const maybe = (most: number) => (random.chance(0.5) ? 0 : most * random.next())
  const often = (leastMs: number) => (random.chance(0.5) ? undefined : leastMs * (1 + 5 * random.next()))
  const failing = { lost: maybe(0.05), answerLost: maybe(0.05), death: maybe(0.02) }
  const weather: Weather = {
    latencyMs: random.pick([0.3, 1, 5, 40]),
    wayMs: random.pick([1, 10, 60]),
    doubled: maybe(0.2),
    lost: maybe(0.1),
    stormMs,
    every: {
      kill: often(4000),
      freeze: often(6000),
      away: often(8000),
      cut: often(4000),
      sockets: often(3000),
      reload: often(5000),
      disk: often(8000),
      clock: often(6000),
    },
    fateOf: (_call, draw) => {
      const at = draw.next()
      if (at < failing.lost) return { kind: 'lost', waitMs: draw.delay(50) }
      if (at < failing.lost + failing.answerLost) return { kind: 'answer-lost', waitMs: draw.delay(50) }
      if (at < failing.lost + failing.answerLost + failing.death)
        return { kind: 'death', when: draw.chance(0.5) ? 'before' : 'after', waitMs: 0 }
      return FINE
    },
    calm: () => {
      Object.assign(failing, { lost: 0, answerLost: 0, death: 0 })
      Object.assign(weather, { doubled: 0, lost: 0, latencyMs: 1, wayMs: 5 })
      for (const strike of STRIKES) weather.every[strike] = undefined
    },
  }
  return weather
}

/** Nothing breaks and nothing is slow, but for one call: the one that `strikes` gives a fate. */
export function calmWeather(random: Random, strikes: (call: string) => Fate | undefined = () => undefined): Weather {
  const weather = drawWeather(random, { stormMs: 0 })
  weather.calm()
  weather.fateOf = (call) => strikes(call) ?? FINE
  return weather
}
