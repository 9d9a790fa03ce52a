/**
 * One structured line an event. What visitors say stays out of the log; so do tokens and secrets. Errors are logged by their name, words
 * and place: what libraries hang on them (the request that failed, with a card in it) may hold anything.
 */
import pino, { type Logger } from 'pino'

interface LoggedError {
  type: string
  message: string
  stack?: string
  code?: string | number
  status?: number
  cause?: LoggedError
}

/** Longer messages repeat what they were given. */
const MAX_MESSAGE_CHARS = 500
const MAX_CAUSES = 4

function plainError(error: unknown, depth = 0): LoggedError | undefined {
  if (!(error instanceof Error) || depth > MAX_CAUSES) return undefined
  const { name, message, stack, cause } = error
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  const inner = plainError(cause, depth + 1)
  return {
    type: name,
    message: message.slice(0, MAX_MESSAGE_CHARS),
    // Its first lines repeat the message.
    ...(stack !== undefined && {
      stack: stack
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n'),
    }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof statusCode === 'number' && { status: statusCode }),
    ...(inner && { cause: inner }),
  }
}

export function createLog(level: string, stream?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => plainError(error) ?? String(error).slice(0, MAX_MESSAGE_CHARS) },
    redact: ['req.headers.authorization', '*.token', '*.password', '*.secret'],
  }
  return stream ? pino(options, stream) : pino(options)
}
