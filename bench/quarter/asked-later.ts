/** Those who want to be asked weeks later: they agree on a page, confirm by the link of a letter, and most answer the question when it comes. */
import { SURVEY_BEGUN, SURVEY_HELPED, SURVEY_KIND, SURVEY_RECOMMENDS, type SurveyAnswer } from '../../bot/impact/survey.ts'
import { SURVEY_WEEKS } from '../../bot/monthly-mail/order-state.ts'
import type { Random } from '../sim/random.ts'
import type { Surroundings } from './surroundings.ts'
import { count } from './tally.ts'

/** From the yes to the question. */
export const ASKED_AFTER_DAYS = SURVEY_WEEKS * 7
/** Some answer at once, some let it lie. */
const ANSWERED_WITHIN_DAYS = 4
const PATH = '/nachfrage'

export async function willingVisitor(place: Surroundings, random: Random): Promise<void> {
  const address = `${random.uuid()}@example.org`
  await press(place, PATH, [
    ['adresse', address],
    ['einwilligung', 'ja'],
    ['zu', 'guides/passt'],
  ])
  await place.lettersGo()
  // Somebody types an address and never opens the letter.
  if (random.chance(0.1)) return
  const page = linkIn(place, address, 'bestaetigen')
  await press(place, page, [])
  const said = random.chance(0.2) ? undefined : drawn(random)
  place.later(ASKED_AFTER_DAYS + random.integer(ANSWERED_WITHIN_DAYS), async (then) => {
    const question = linkIn(then, address, 'antwort')
    if (!said) return
    const fields: [string, string][] = [['geholfen', said.helped], ...said.begun.map((one): [string, string] => ['begonnen', one])]
    if (said.recommends !== undefined) fields.push(['empfehlen', said.recommends])
    // Sent twice, as a slow page is.
    await press(then, question, fields)
    await fetch(then.url + question, { method: 'POST', body: new URLSearchParams(fields) })
    count(then.tally, then.month, `${SURVEY_KIND}-helped`, said.helped)
    for (const one of said.begun) count(then.tally, then.month, `${SURVEY_KIND}-begun`, one)
    count(then.tally, then.month, `${SURVEY_KIND}-recommends`, said.recommends ?? 'unsaid')
  })
}

function drawn(random: Random): SurveyAnswer {
  const [first, second] = [random.pick(SURVEY_BEGUN), random.pick(SURVEY_BEGUN.filter((one) => one !== 'nothing'))]
  const recommends = random.chance(0.6) ? random.pick(SURVEY_RECOMMENDS) : undefined
  return {
    helped: random.pick([...SURVEY_HELPED, 'yes', 'yes'] as const),
    // "Nothing" stands alone; of two that are the same one is ticked.
    begun: first === 'nothing' || random.chance(0.5) ? [first] : [...new Set([first, second])],
    ...(recommends !== undefined && { recommends }),
  }
}

function linkIn({ letter }: Surroundings, address: string, page: string): string {
  const found = new RegExp(`(${PATH}/${page}\\?abo=[^\\s&]+)`).exec(letter(address) ?? '')
  if (!found) throw new Error(`no link to ${PATH}/${page} in what came to ${address}: ${letter(address)}`)
  return found[1]!
}

async function press({ url }: Surroundings, path: string, fields: [string, string][]): Promise<void> {
  const page = await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  if (page.status !== 200 && page.status !== 303) throw new Error(`${path} answers ${page.status}: ${await page.text()}`)
}
