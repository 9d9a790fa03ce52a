/**
 * The real program as a visitor meets it: `node adapters/main.ts` on a free port with an empty data folder, behind a small relay
 * that can break connections the way a train tunnel does.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SETTINGS } from '../../adapters/settings.ts'

const MAIN = fileURLToPath(new URL('../../adapters/main.ts', import.meta.url))
const START_MS = 60_000
/** Empty counts as not set: a developer's own settings stay out of the tests. */
const NO_SETTINGS = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']))

export interface RealServer {
  /** Where visitors find it. */
  url: string
  /** Breaks every open connection; new ones work. Returns how many were broken. */
  dropConnections(): number
  stop(): Promise<void>
}

interface Relay {
  port: number
  sockets: Set<Socket>
  close(): void
}

export async function startRealServer(env: Record<string, string> = {}): Promise<RealServer> {
  const port = await freePort()
  const relay = await startRelay(port)
  const url = `http://127.0.0.1:${relay.port}`
  const dataDir = await mkdtemp(join(tmpdir(), 'wegweiser-data-'))
  const program = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...NO_SETTINGS, PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await answered(program, `http://127.0.0.1:${port}/chat`)
  const dropConnections = () => {
    const open = relay.sockets.size
    for (const socket of relay.sockets) socket.destroy()
    return open
  }
  return {
    url,
    dropConnections,
    async stop() {
      relay.close()
      dropConnections()
      if (program.exitCode === null) {
        program.kill('SIGTERM')
        await once(program, 'exit')
      }
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Resolves when the program answers; asked again each time it says something. Rejects with all it said when it ends or says nothing more. */
function answered(program: ChildProcess, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const giveUp = setTimeout(() => reject(new Error(`no answer from ${url}:\n${said}`)), START_MS)
    const listen = async (chunk: Buffer) => {
      said += chunk
      const response = await fetch(url).catch((error: Error) => {
        // Not listening yet; anything else is a bug of ours.
        if (error.message !== 'fetch failed') throw error
      })
      if (!response?.ok) return
      clearTimeout(giveUp)
      resolve()
    }
    program.stdout?.on('data', listen)
    program.stderr?.on('data', listen)
    program.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  server.close()
  await once(server, 'close')
  return port
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function startRelay(to: number): Promise<Relay> {
  const sockets = new Set<Socket>()
  const server = createServer((inward) => {
    const outward = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      sockets.add(socket)
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      // A broken end is what this relay is for; 'close' follows and takes the other end along.
      socket.on('error', () => socket.destroy())
    }
    inward.pipe(outward).pipe(inward)
  })
  return { port: await listening(server), sockets, close: () => server.close() }
}
