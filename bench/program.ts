/** The real program for measurements: in a process of its own, with empty folders and no settings but those given. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = resolve(import.meta.dirname, '..')
/** Keeps what is compiled, as `npm start` does. */
export const COMPILE_CACHE = ['--import', pathToFileURL(join(ROOT, 'adapters/compile-cache.ts')).href]
/** As `npm start` runs it. */
const FLAGS = [...COMPILE_CACHE, '--max-semi-space-size=8']
/** Whoever is ended by one takes the program along. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface Program {
  /** The address it printed. */
  url: string
  /** All that it has printed and logged. */
  said(): string
  ended(): boolean
  /** Kills it, and takes its data away. */
  stop(): void
  /** Lets it end in its own way first. */
  end(): Promise<void>
}

/** Resolves when it listens; rejects with all it said when it ends before that. Whoever stops us stops it, too. */
export async function startProgram(settings: Readonly<Record<string, string>>): Promise<Program> {
  const place = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  let said = ''
  const program = spawn(process.execPath, [...FLAGS, join(ROOT, 'adapters/main.ts')], {
    cwd: place,
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', DATA_DIR: place, ADDRESS_LIMIT_FACTOR: '1000', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ownEnd = () => {
    stop()
    process.exit(1)
  }
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, ownEnd)
    program.kill('SIGKILL')
    rmSync(place, { recursive: true, force: true })
  }
  const end = async () => {
    if (program.kill('SIGTERM')) await once(program, 'close')
    stop()
  }
  for (const signal of SIGNALS) process.once(signal, ownEnd)
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      const address = /Wegweiser läuft: (http:\S+)/.exec(said)?.[1]
      if (address) resolve(address.replace('localhost', '127.0.0.1'))
    }
    program.stdout.on('data', hear)
    program.stderr.on('data', hear)
    program.once('close', () => reject(new Error(`the program did not start:\n${said}`)))
  })
  return { url, said: () => said, ended: () => program.exitCode !== null, stop, end }
}
