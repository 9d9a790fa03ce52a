/** Teams sends an activity again when our answer to its request was late. A note of each message keeps it from a second turn. */
import { createHash } from 'node:crypto'
import type { Activity } from '../sdk.ts'
import { StorageAway, type Store } from '../storage/storage.ts'

/** Not under our own prefix: it goes with the state of conversations when their time is over. */
const FOLDER = 'msteams/taken/'

/**
 * Runs `turn` for an activity whose turn was not run before; only inside the queue, so that a second one comes after the first. Noted is
 * what is done: a turn that a crash cut off is run when Teams asks again. Without the database every activity is new.
 */
export async function takeOnce(store: Pick<Store, 'state'>, activity: Activity, turn: () => Promise<void>): Promise<void> {
  const { id } = activity
  if (activity.type !== 'message' || !id) return turn()
  const key = FOLDER + createHash('sha256').update(`${activity.conversation.id}\n${id}`).digest('hex').slice(0, 32)
  const known = await ifThere(() => store.state.read([key]))
  if (known && Object.hasOwn(known, key)) return
  await turn()
  await ifThere(() => store.state.write({ [key]: {} }))
}

async function ifThere<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error
    return undefined
  }
}
