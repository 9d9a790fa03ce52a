/** Reads an answer in a thread of its own, with an end to its time and its memory. */

import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FeedAnswer } from './any-format.ts'
import { type FeedReading, UnreadableFeed } from './found.ts'

const THREAD = fileURLToPath(new URL('./reader-thread.ts', import.meta.url))
/** A large calendar takes a second on a slow machine. */
const MAX_READING_MS = 20_000
const MAX_READING_MB = 256

/** `failed`: a mistake of ours, told with its place. */
export type ThreadAnswer = { reading: FeedReading } | { unreadable: string } | { failed: string }

/** Rejects with `UnreadableFeed` for what cannot be read, or takes too long or too much for it. */
export function readFeedAnswer(question: FeedAnswer, maxMs = MAX_READING_MS): Promise<FeedReading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: question, resourceLimits: { maxOldGenerationSizeMb: MAX_READING_MB } })
    const timer = setTimeout(() => end(() => reject(new UnreadableFeed('Das Lesen dauert zu lange und wurde abgebrochen.'))), maxMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      settle()
    }
    worker.once('message', (answer: ThreadAnswer) =>
      end(() => {
        if ('reading' in answer) resolve(answer.reading)
        else if ('unreadable' in answer) reject(new UnreadableFeed(answer.unreadable))
        else reject(new Error(answer.failed))
      }),
    )
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new UnreadableFeed('Das Lesen braucht zu viel Speicher und wurde abgebrochen.')
            : error,
        ),
      ),
    )
  })
}
