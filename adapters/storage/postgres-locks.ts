/**
 * Locks by name across processes, as PostgreSQL's advisory locks of a session. A lock lives on a connection of its own pool: work that holds
 * one needs connections for its statements, and must not wait for those who wait for it.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import type { Guard } from './postgres-away.ts'
import { reasonOf } from './postgres-listener.ts'

export function createLocks(config: pg.PoolConfig, guard: Guard, log: Logger) {
  // Waiting for somebody else's turn is no failure of the connection.
  const pool = new pg.Pool({ ...config, query_timeout: 0, connectionTimeoutMillis: 10_000, application_name: 'wegweiser lock' })
  pool.on('error', (error) => log.warn({ reason: reasonOf(error) }, 'Verbindung für Sperren verloren'))
  return {
    lock: async (name: string): Promise<() => void> => {
      const client = await guard(() => pool.connect())
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.on('error', onError)
      const letGo = (error?: Error) => {
        client.off('error', onError)
        client.release(error ?? broken)
      }
      try {
        await guard(() => client.query({ name: 'lock', text: 'select pg_advisory_lock(hashtextextended($1, 0))', values: [name] }))
      } catch (error) {
        letGo(error as Error)
        throw error
      }
      return () => {
        client
          .query({ name: 'unlock', text: 'select pg_advisory_unlock(hashtextextended($1, 0))', values: [name] })
          // The session ends with the connection, and the lock with it.
          .then(() => letGo(), letGo)
      }
    },
    close: () => pool.end(),
  }
}
