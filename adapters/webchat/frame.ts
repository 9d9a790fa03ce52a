/**
 * The text that goes to a client. A logged activity is kept without what the log itself knows (number, time, conversation), so a frame
 * is put together from strings: an activity is turned into JSON once, for the log and for every socket.
 */
import type { LoggedActivity } from '../storage/storage.ts'

/** The activity as a client gets it, as JSON. */
export function activityText(conversationId: string, { at, body }: { at: number; body: string }): string {
  return `{"timestamp":"${new Date(at).toISOString()}","channelId":"directline","conversation":{"id":"${conversationId}"},${body.slice(1)}`
}

/** One activity a frame: DirectLineJS mixes a larger one with those that come after it. */
export function frame(conversationId: string, line: { at: number; body: string }, watermark?: string): string {
  const mark = watermark === undefined ? '' : `,"watermark":"${watermark}"`
  return `{"activities":[${activityText(conversationId, line)}]${mark}}`
}

/** Tells a client where it stands, without an activity. */
export function markFrame(watermark: string): string {
  return `{"activities":[],"watermark":"${watermark}"}`
}

/**
 * How far a client has read. `12` is the twelfth activity of the log. `12.3.417` is three more that the log could not take, because
 * the database was away; they get their numbers when it is back. Which three is known to the process that calls itself 417 and to no other.
 * (Not `12+3`: clients put it into an address as it is.)
 */
export interface Position {
  logged: number
  unlogged: number
  /** Who counted what is not in the log. */
  by: number
}

export function watermark({ logged, unlogged, by }: Position): string {
  return unlogged === 0 ? String(logged) : `${logged}.${unlogged}.${by}`
}

/** Reads a client's watermark; what is none means: from the beginning. */
export function readWatermark(text: string | null | undefined): Position {
  const found = /^(\d{1,9})(?:\.(\d{1,4})\.(\d{1,9}))?$/.exec(text ?? '')
  return { logged: Number(found?.[1] ?? 0), unlogged: Number(found?.[2] ?? 0), by: Number(found?.[3] ?? 0) }
}

/** Several activities and the new watermark, for clients that poll. */
export function pollText(conversationId: string, lines: readonly Pick<LoggedActivity, 'at' | 'body'>[], mark: string): string {
  return `{"activities":[${lines.map((line) => activityText(conversationId, line)).join(',')}],"watermark":"${mark}"}`
}
