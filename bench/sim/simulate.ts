/** One simulation: visitors talk, staff answer and things break, all drawn by one seed; then it calms down and the judge looks. */
import { pino } from 'pino'
import type { Known } from '../../bot/ports.ts'
import { type Backend, openBackend, openPostgresBackend } from './backend.ts'
import { createDatabase } from './database.ts'
import type { Flaw } from './flaws.ts'
import { takeHands } from './hands.ts'
import { type Instance, startInstance } from './instance.ts'
import { type Answers, answersKept, judgeAll } from './judge.ts'
import { SCRIPTS } from './scripts.ts'
import { createStaff } from './staff.ts'
import { type Script, startVisitor, type Visitor } from './visitor.ts'
import { calmWeather, drawWeather, type Fate, STRIKES, type Strike, type Weather } from './weather.ts'
import { createWire } from './wire.ts'
import { createWorld, current, type World } from './world.ts'

/** What all simulations of a run share; reading the knowledge costs more than many of them. */
export interface Stage {
  backend: Backend
  /** The same knowledge read twice: an edit that changes nothing must change no answer. */
  known: readonly [Known, Known]
}

export interface Options {
  seed: number
  talks: number
  flaw?: Flaw | undefined
  /** What an undisturbed talk hears, by script; without it answers are not compared. */
  undisturbed?: ReadonlyMap<string, Answers> | undefined
  /** Keeps what happened, for printing. */
  keep?: boolean
}

export interface Outcome {
  problems: string[]
  /** The same for the same seed. */
  fingerprint: string
  lines: readonly string[]
  counts: { events: number; calls: number; acknowledged: number; kills: number; unkept: number; virtualMs: number }
}

/** A Monday in office hours. */
const START = new Date('2026-11-23T10:00:00+01:00')
const CALM_MS = 600_000
const LAST_MS = 90_000
/** Posts that failed are tried again later and later. */
const POSTS_MS = 120_000
/** A clock that was never set, or is set while we run; what was put off by it waits for so long. */
const MAX_SKEW_MS = 600_000
const HALLE = 'hwk-halle'

export async function simulate(stage: Stage, options: Options): Promise<Outcome> {
  const world = createWorld({ seed: options.seed, start: START, keep: options.keep ?? false })
  const giveBack = takeHands(world)
  try {
    await stage.backend.clear()
    return await play(world, stage, options)
  } finally {
    giveBack()
  }
}

/**
 * The stage on this knowledge, and what its talks hear when nothing breaks. `stage.backend.store` is to be closed. `postgres`: the address of
 * an empty database that is played on instead of SQLite in memory.
 */
export async function setStage(known: Known, postgres?: string): Promise<{ stage: Stage; undisturbed: Map<string, Answers> }> {
  const backend = postgres === undefined ? await openBackend() : await openPostgresBackend(postgres)
  const stage: Stage = { backend, known: [known, { ...known }] }
  return { stage, undisturbed: await undisturbedAnswers(stage) }
}

/** The answers of each script when nothing breaks. */
async function undisturbedAnswers(stage: Stage): Promise<Map<string, Answers>> {
  const answers = new Map<string, Answers>()
  for (const script of SCRIPTS) {
    const world = createWorld({ seed: 0, start: START })
    const giveBack = takeHands(world)
    try {
      await stage.backend.clear()
      const { visitors } = await run(world, stage, { talks: 1, scripts: [script], weather: calmWeather(world.random), shared: false })
      answers.set(script.name, await answersKept(stage.backend.plain, visitors[0]!))
    } finally {
      giveBack()
    }
  }
  return answers
}

export interface Stumble {
  script: Script
  /** Two servers on one database, or one that has it to itself. */
  shared: boolean
  /** The call to the database that meets its fate, counted from 1. */
  at: number
  fate: Fate
}

/** One talk in which one call goes wrong and everything else right. `call`: which it was; undefined when there are not so many. */
export async function stumble(
  stage: Stage,
  { script, shared, at, fate }: Stumble,
  undisturbed: ReadonlyMap<string, Answers>,
): Promise<{ problems: string[]; call: string | undefined; unkept: boolean }> {
  const world = createWorld({ seed: at, start: START })
  const giveBack = takeHands(world)
  try {
    await stage.backend.clear()
    let [calls, struck] = [0, undefined as string | undefined]
    const weather = calmWeather(world.random, (call) => {
      calls += 1
      if (calls !== at) return undefined
      struck = call
      return fate
    })
    const played = await run(world, stage, { talks: 1, scripts: [script], weather, shared })
    const problems = [...played.problems, ...(await judgeAll({ ...played, store: stage.backend.plain, undisturbed }))]
    return { problems, call: struck, unkept: played.visitors[0]!.unkept }
  } finally {
    giveBack()
  }
}

async function play(world: World, stage: Stage, { talks, flaw, undisturbed }: Options): Promise<Outcome> {
  const { random } = world
  const shared = random.chance(0.7) || stage.backend.remote
  const weather = drawWeather(random, { stormMs: 5_000 + random.integer(40_000) })
  const played = await run(world, stage, { talks, scripts: SCRIPTS, weather, shared, flaw })
  const problems = [...played.problems, ...(await judgeAll({ ...played, store: stage.backend.plain, undisturbed }))]
  return {
    problems,
    fingerprint: world.fingerprint(),
    lines: world.lines(),
    counts: {
      events: world.events(),
      calls: played.calls,
      acknowledged: played.visitors.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      kills: played.kills,
      unkept: played.visitors.filter(({ unkept }) => unkept).length,
      virtualMs: Math.round(world.now() - START.getTime()),
    },
  }
}

interface Play {
  talks: number
  scripts: readonly Script[]
  weather: Weather
  shared: boolean
  flaw?: Flaw | undefined
}

async function run(world: World, { backend, known }: Stage, { talks, scripts, weather, shared, flaw }: Play) {
  const { random } = world
  const problems: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => heard(line) })
  const heard = (line: string) => {
    const { event, err } = JSON.parse(line) as { event: string; err?: { message?: string } }
    world.trace(`log ${event} ${err?.message ?? ''}`)
  }
  const database = createDatabase(world, backend, weather, { shared, flaw })
  const instances: Instance[] = []
  const living = () => instances.filter(({ process }) => !process.dead)
  const people = createStaff(world, weather, { channels: [HALLE], living })
  const wire = createWire(world, weather, (error, { path }) => problems.push(`500 for ${path}: ${String(error)}`))
  let edits = 0
  let started = 0
  let kills = 0
  const start = () => {
    started += 1
    const skew = { ms: started === 1 ? 0 : random.integer(400) - 200 }
    instances.push(startInstance({ world, database, people, name: `server ${started}`, skew, known: () => known[edits % 2]!, log }))
  }
  const wanted = shared ? 2 : 1
  for (let i = 0; i < wanted; i++) start()
  const visitors: Visitor[] = Array.from({ length: talks }, (_, i) =>
    startVisitor({
      world,
      wire,
      weather,
      living,
      name: `visitor ${i + 1}`,
      script: scripts[scripts.length === 1 ? 0 : random.integer(scripts.length)]!,
    }),
  )

  const restart = () => world.after(200 + 3000 * random.next(), undefined, () => living().length < wanted && start())
  const strike: Record<Strike, () => void> = {
    kill: () => {
      const [victim] = living()
      if (!victim) return
      kills += 1
      const gone = random.chance(0.5) ? victim : living().at(-1)!
      const end = () => {
        world.trace(`${gone.process.name} is gone`)
        world.kill(gone.process)
      }
      if (random.chance(0.7)) end()
      else {
        world.trace(`${gone.process.name} is asked to stop`)
        current.run(gone.process, () => {
          gone.directLine
            .close()
            .then(() => gone.office.close())
            .then(() => world.sleep(100, gone.process))
            .then(end, (error: unknown) => problems.push(`stopping fails: ${String(error)}`))
        })
        // As `docker stop` does it.
        world.after(10_000, undefined, end)
      }
    },
    freeze: () => {
      const [victim] = living()
      if (!victim) return
      victim.process.frozenUntil = world.now() + random.pick([300, 3000, 12_000, 40_000]) * random.next()
      world.trace(`${victim.process.name} stands still`)
    },
    away: () => {
      database.away(true)
      world.after(random.pick([100, 2000, 15_000]) * random.next(), undefined, () => database.away(false))
    },
    cut: () => {
      for (const { process } of living()) if (random.chance(0.5)) database.cut(process)
    },
    sockets: () => {
      for (const { sockets } of living()) for (const cut of [...sockets]) if (random.chance(0.5)) cut()
    },
    reload: () => {
      edits += 1
    },
    disk: () => {
      database.refusesWrites(random.pick(['full', 'disk', 'readonly']))
      world.after(random.pick([100, 2000, 15_000]) * random.next(), undefined, () => database.refusesWrites(undefined))
    },
    clock: () => {
      const host = living()[random.integer(wanted)]
      if (!host) return
      host.skew.ms = random.pick([-1, 1]) * random.integer(MAX_SKEW_MS)
      world.trace(`the clock of ${host.process.name} is off by ${host.skew.ms} ms`)
    },
  }
  const stormEnds = world.now() + weather.stormMs
  const plan = (kind: Strike) => {
    const every = weather.every[kind]
    if (every === undefined) return
    world.after(every * 2 * random.next(), undefined, () => {
      if (world.now() >= stormEnds || weather.every[kind] === undefined) return
      strike[kind]()
      plan(kind)
    })
  }
  for (const kind of STRIKES) plan(kind)
  // Who dies of a call to the database is restarted, too.
  const watch = () => {
    if (living().length < wanted) restart()
    world.after(500, undefined, watch)
  }
  watch()

  await world.runUntil(stormEnds)
  world.trace('it calms down')
  weather.calm()
  database.away(false)
  database.refusesWrites(undefined)
  for (const { process } of living()) process.frozenUntil = 0
  for (const { skew } of instances) skew.ms = 0
  const patience = world.now() + CALM_MS
  while (world.now() < patience && visitors.some(({ isDone }) => !isDone)) await world.runUntil(world.now() + 1000)
  for (const [i, { isDone, script }] of visitors.entries()) if (!isDone) problems.push(`visitor ${i + 1} (${script.name}) is never done`)
  const last = visitors.map((visitor) => ({ visitor, heard: visitor.sayLast('Wie sichere ich meine Daten?') }))
  const answered = new Map<Visitor, boolean>()
  for (const { visitor, heard: hearing } of last) void hearing.then((was) => answered.set(visitor, was))
  for (const until = world.now() + LAST_MS; world.now() < until && answered.size < visitors.length; )
    await world.runUntil(world.now() + 1000)
  for (const [i, visitor] of visitors.entries()) if (!answered.get(visitor)) problems.push(`visitor ${i + 1} is not answered any more`)
  const waiting = async () => (await backend.plain.outbox.oldest('digest')) !== undefined
  // What was told last must arrive, too.
  const until = world.now() + POSTS_MS + MAX_SKEW_MS
  for (let quiet = 0; quiet < 2 && world.now() < until; quiet = (await waiting()) ? 0 : quiet + 1) await world.runUntil(world.now() + 5000)
  for (const { process } of instances) world.kill(process)
  return { visitors, people, problems, kills, calls: database.calls() }
}
