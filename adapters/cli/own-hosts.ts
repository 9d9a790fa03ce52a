/** What commands may ask, as the server here may: the world, and the hosts of the own network in `OWN_HOSTS`. */
import { type MayAsk, mayAskBeyond } from '../polite-request.ts'
import { SETTINGS } from '../settings.ts'
import { refuse } from './arguments.ts'

/** Exits 2 when the setting is mistyped. `.env` has to be read before. */
export function mayAskAsSet(): MayAsk {
  const said = process.env.OWN_HOSTS
  const read = SETTINGS.OWN_HOSTS.safeParse(said || undefined)
  if (!read.success) refuse(`OWN_HOSTS=${JSON.stringify(said)}: erwartet wird ${read.error.issues[0]!.message}.`)
  return mayAskBeyond(read.data)
}
