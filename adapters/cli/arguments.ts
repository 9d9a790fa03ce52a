/** What the person typed after a command. A mistyped option is answered with the usage, never with a stack trace. Exits 2. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

export function readArguments<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    // parseArgs throws TypeErrors with these codes and nothing else for what was typed.
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS_')) throw error
    refuse(usage)
  }
}

/** One sentence on the error output, and the end. */
export function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
