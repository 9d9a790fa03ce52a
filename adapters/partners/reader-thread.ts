/** The thread in which one answer of a feed is read: what hangs or eats memory there is ended from outside and costs nobody else anything. */
import { parentPort, workerData } from 'node:worker_threads'
import { type FeedAnswer, readAnyFormat } from './any-format.ts'
import { UnreadableFeed } from './found.ts'
import type { ThreadAnswer } from './reading.ts'

function answer(): ThreadAnswer {
  try {
    return { reading: readAnyFormat(workerData as FeedAnswer) }
  } catch (error) {
    if (error instanceof UnreadableFeed) return { unreadable: error.message }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort!.postMessage(answer())
