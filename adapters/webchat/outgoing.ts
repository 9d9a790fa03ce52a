/** The bot's activities as the log keeps them: without addresses of ours, and never an answer to something the client has not seen. */
import { type Activity, ActivityTypes } from '../sdk.ts'

const OURS = new Set(['id', 'serviceUrl', 'channelId', 'conversation', 'timestamp', 'recipient', 'callerId', 'deliveryMode', 'replyToId'])

/**
 * `answers`: the activity of the running turn, which the client has seen. Web Chat holds a message back for seconds while it waits for
 * the one that `replyToId` names, so any other is left out.
 */
export function botBody(activity: Partial<Activity>, id: string, answers: string | undefined): string {
  const kept = Object.fromEntries(Object.entries(activity).filter(([field]) => !OURS.has(field)))
  const replyToId = answers !== undefined && activity.replyToId === answers ? answers : undefined
  return JSON.stringify({ id, ...kept, replyToId })
}

/** Seen by those who are there, and not written down. */
export function isPassing(activity: Partial<Activity>): boolean {
  return activity.type === ActivityTypes.Typing
}
