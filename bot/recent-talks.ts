/**
 * Talks of the last hour, for the minutes in which the database cannot be read: without them nobody knows whether "06110" answers a
 * question. What stands here is never written back.
 */
import type { Talk } from './talk.ts'

export interface RecentTalks {
  remember(conversation: string, talk: Talk, now: Date): void
  recall(conversation: string, now: Date): Talk | undefined
  /** One of them, or all: somebody else has changed it. */
  forget(conversation?: string): void
}

const MAX_TALKS = 2000
const REMEMBERED_MS = 60 * 60_000

export function createRecentTalks(): RecentTalks {
  /** In the order of their last turn. */
  const talks = new Map<string, { talk: Talk; at: number }>()
  return {
    remember: (conversation, talk, now) => {
      talks.delete(conversation)
      talks.set(conversation, { talk, at: now.getTime() })
      for (const [oldest, { at }] of talks) {
        if (talks.size <= MAX_TALKS && at > now.getTime() - REMEMBERED_MS) break
        talks.delete(oldest)
      }
    },
    recall: (conversation, now) => {
      const found = talks.get(conversation)
      return found && found.at > now.getTime() - REMEMBERED_MS ? found.talk : undefined
    },
    forget: (conversation) => {
      if (conversation === undefined) talks.clear()
      else talks.delete(conversation)
    },
  }
}
