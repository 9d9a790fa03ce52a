/** One structured line an event. What visitors say stays out of the log; so do tokens and secrets. */
import pino, { type Logger } from 'pino'

export function createLog(level: string, stream?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', '*.token', '*.password', '*.secret'],
  }
  return stream ? pino(options, stream) : pino(options)
}
