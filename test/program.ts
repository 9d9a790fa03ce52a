/** Our own programs as people start them: the words of `package.json`'s scripts in a shell, as npm does, with no setting but those given. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { SETTINGS } from '../adapters/settings.ts'

export const ROOT = resolve(import.meta.dirname, '..')
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
/** Empty counts as not set, and `.env` does not replace what is there: a developer's own settings stay out of the tests. */
const NO_SETTINGS = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']))

type Env = Record<string, string>

/** `exec`, so that a signal meets the program and not its shell. `before`: shell words that set the stage, such as `ulimit -f 2000`. */
export function start(script: string, args: readonly string[] = [], env: Env = {}, before = ''): ChildProcess {
  const words = scripts[script]
  if (words === undefined) throw new Error(`package.json has no script "${script}"`)
  return spawn('sh', ['-c', `${before === '' ? '' : `${before}; `}exec ${words} "$@"`, 'sh', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...NO_SETTINGS, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs a command to its end. */
export async function run(script: string, args: readonly string[] = [], env: Env = {}): Promise<Ended> {
  const program = start(script, args, env)
  const said = { out: '', err: '' }
  program.stdout?.on('data', (chunk) => {
    said.out += chunk
  })
  program.stderr?.on('data', (chunk) => {
    said.err += chunk
  })
  const [code] = (await once(program, 'close')) as [number | null]
  return { code, ...said }
}

export interface Running {
  /** The address it printed. */
  url: string
  said: { out: string; err: string }
  /** Sends a signal that does not end it. */
  signal(name: NodeJS.Signals): void
  /** Resolves with the exit code, or with the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
  /** Resolves with the match as soon as the output (`out`) or the log (`err`) has it. */
  heard(kind: 'out' | 'err', words: RegExp): Promise<RegExpMatchArray>
}

/** `npm start` until it has said where it listens and what it loaded. Rejects with all it said if it ends before that. */
export async function serve(env: Env, before = ''): Promise<Running> {
  const program = start('start', [], { PORT: '0', ...env }, before)
  const said = { out: '', err: '' }
  const gone = once(program, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const heard: Running['heard'] = (kind, words) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = said[kind].match(words)
        if (found) resolve(found)
      }
      look()
      program[kind === 'out' ? 'stdout' : 'stderr']?.on('data', look)
      void gone.then(([code]) => reject(new Error(`ended with ${code}:\n${said.out}${said.err}`)))
    })
  program.stdout?.on('data', (chunk) => {
    said.out += chunk
  })
  program.stderr?.on('data', (chunk) => {
    said.err += chunk
  })
  await heard('out', /\d+ Einträge geladen.*\n/)
  const [, address] = await heard('out', /Wegweiser läuft: (http:\S+)/)
  return {
    url: address!,
    said,
    signal: (name) => void program.kill(name),
    async stop(signal = 'SIGTERM') {
      program.kill(signal)
      const [code, by] = await gone
      return code ?? by
    },
    heard,
  }
}
