/** Connections that are lent one by one: for transactions, long questions, and waiting for a lock. */
import pg from 'pg'

/** `onLost` hears of a connection that breaks while nobody uses it. Whoever has one finds out by the statement that fails. */
export function openPool(config: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', onLost)
  // The pool takes its own listener off a connection before it lends it. The server's farewell may come in the same packet as the
  // greeting, before the borrower can listen, and an error event that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
