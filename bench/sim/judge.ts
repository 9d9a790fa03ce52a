/** What must be true when a simulation is over, whatever happened in it: docs/invariants.md, as far as one store and its visitors show it. */
import type { Store } from '../../adapters/storage/storage.ts'
import { DELETING, WITHDRAWING } from './scripts.ts'
import type { Staff } from './staff.ts'
import type { Visitor } from './visitor.ts'

/** The answers to each message of a script, in its order; what differs by nature (a number) is taken out. */
export type Answers = readonly (readonly string[])[]

interface Row {
  number: number
  at: number
  id: string
  text: string
  role: string
  replyToId: string | undefined
}

interface Judged {
  visitors: readonly Visitor[]
  people: Staff
  store: Store
  undisturbed: ReadonlyMap<string, Answers> | undefined
}

const ALL = 10_000

async function rowsOf(store: Store, conversation: string): Promise<Row[]> {
  return (await store.conversations.after(conversation, 0, ALL)).map(({ number, at, body }) => {
    const {
      id,
      text = '',
      from,
      replyToId,
    } = JSON.parse(body) as { id: string; text?: string; from?: { role?: string }; replyToId?: string }
    return { number, at, id, text, role: from?.role ?? '', replyToId }
  })
}

const plainText = (text: string) => text.replace(/^(Ihre Anfrage hat die Nummer).*/s, '$1').replace(/\d+/g, '#')

/** As the log has them. */
export async function answersKept(store: Store, { conversation, acknowledged }: Visitor): Promise<Answers> {
  const rows = await rowsOf(store, conversation)
  return acknowledged.map((id) => rows.filter(({ replyToId }) => replyToId === id).map(({ text }) => plainText(text)))
}

/** In words, one a broken promise. */
export async function judgeAll({ visitors, people, store, undisturbed }: Judged): Promise<string[]> {
  const problems: string[] = []
  for (const [i, visitor] of visitors.entries()) {
    const tell = (problem: string) => problems.push(`visitor ${i + 1} (${visitor.script.name}): ${problem}`)
    for (const status of visitor.odd) tell(`a status nobody expects: ${status}`)
    if (visitor.conversation === '') continue
    const rows = await rowsOf(store, visitor.conversation)
    judgeLog(rows, visitor, tell)
    judgeShown(rows, visitor, tell)
    if ((await store.conversations.find(visitor.conversation))?.owed) tell('a turn is still owed')
    const usual = undisturbed?.get(visitor.script.name)
    if (usual && !visitor.unkept) {
      const heard = await answersKept(store, visitor)
      const from = visitor.script.name === DELETING ? usual.length - 1 : 0
      for (let at = from; at < Math.min(usual.length, heard.length); at++)
        if (JSON.stringify(heard[at]) !== JSON.stringify(usual[at]))
          tell(`message ${at + 1} is answered otherwise: ${JSON.stringify(heard[at])} instead of ${JSON.stringify(usual[at])}`)
    }
  }
  await judgeOffice(visitors, people, store, problems)
  return problems
}

/** Nothing acknowledged is lost, nothing is there twice, and answers keep the order of what they answer. */
function judgeLog(rows: readonly Row[], { script, acknowledged, shown, unkept }: Visitor, tell: (problem: string) => void): void {
  const isDeleting = script.name === DELETING
  const forgottenUpTo = isDeleting ? script.says.indexOf('Ja') : -1
  const ids = rows.map(({ id }) => id)
  if (new Set(ids).size !== ids.length) tell('an id is in the log twice')
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    // What was forgotten leaves a gap between what was said before and is answered after it.
    if (before && row.number !== before.number + 1 && !isDeleting) tell(`number ${row.number} follows ${before.number}`)
    if (before && row.at <= before.at) tell(`the time of number ${row.number} is not later than the one before`)
  })
  const said = acknowledged.filter((id) => ids.includes(id))
  if (JSON.stringify(ids.filter((id) => said.includes(id))) !== JSON.stringify(said)) tell('messages changed their order')
  let last = -1
  for (const [i, id] of acknowledged.entries()) {
    if (!ids.includes(id)) {
      // What was deleted at the visitor's word was said before it; where that word was not kept, nobody knows what it took.
      if (!isDeleting || (i > forgottenUpTo && !unkept)) tell(`${id} was acknowledged and is lost`)
      continue
    }
    const answers = rows.filter(({ replyToId }) => replyToId === id)
    if (answers.length === 0) tell(`${id} was acknowledged and is not answered`)
    answers.forEach((answer, i) => {
      if (answer.id !== `${id}-${i + 1}`) tell(`${id} has an answer of another turn: ${answer.id}`)
    })
    const first = rows.findIndex(({ replyToId }) => replyToId === id)
    // While the database is away, each server answers what came in there.
    if (first >= 0 && first < last && !unkept) tell(`the answer to ${id} comes before that of an older message`)
    last = Math.max(last, first)
  }
  if (isDeleting) for (const id of acknowledged) if (!ids.includes(id) && shown.size === 0) tell(`nothing of ${id} was ever shown`)
}

/** What is in the log is what the visitor was shown. */
function judgeShown(rows: readonly Row[], { shown, unkept }: Visitor, tell: (problem: string) => void): void {
  for (const { id, text, role } of rows) {
    const seen = shown.get(id)
    if (text === '') continue
    if (!seen) tell(`${id} is in the log and was never shown: ${text.slice(0, 60)}`)
    // A visitor's words are cleaned once their turn is done.
    else if (role !== 'user' && seen.text !== text && !unkept)
      tell(`${id} was shown as "${seen.text.slice(0, 60)}" and is kept as "${text.slice(0, 60)}"`)
  }
}

/** A request a turn, each told under one name, and one winner of each claim. */
async function judgeOffice(visitors: readonly Visitor[], { told, claims }: Staff, store: Store, problems: string[]): Promise<void> {
  const requests = await store.requests.list({})
  for (const [i, { conversation, shown, unkept, script }] of visitors.entries()) {
    const own = requests.filter((request) => request.conversation === conversation)
    if (own.length > 1 && !unkept) problems.push(`visitor ${i + 1} has ${own.length} requests`)
    if (
      script.name === WITHDRAWING &&
      !unkept &&
      own.some(({ state, body }) => state !== 'withdrawn' || JSON.stringify(body).includes('xenia'))
    )
      problems.push(`visitor ${i + 1} has withdrawn what is still there`)
    for (const { text, by } of shown.values()) {
      const [, number] = (by === 'bot' && /die Nummer \**(\d+)/.exec(text)) || []
      if (number !== undefined && !own.some((request) => request.number === Number(number)))
        problems.push(`visitor ${i + 1} was told the number ${number}, which is not theirs`)
    }
  }
  const numbers = requests.map(({ number }) => number)
  if (new Set(numbers).size !== numbers.length) problems.push('two requests have one number')
  for (const { id, number, state, body } of requests) {
    const cards = told.filter((line) => line.what === 'card' && line.number === number)
    if (cards.length === 0) problems.push(`request ${number} was never shown to anybody`)
    else if (cards.at(-1)!.state !== state) problems.push(`request ${number} is ${state} and stands as ${cards.at(-1)!.state}`)
    const own = claims.filter(({ request }) => request === id)
    const winners = own.filter(({ result }) => result === 'won')
    if (winners.length > 1) problems.push(`request ${number} was claimed by ${winners.map(({ by }) => by).join(' and ')}`)
    const { claimedBy } = body as { claimedBy?: { name: string } }
    if (state === 'withdrawn') continue
    if (winners.length === 1 && claimedBy?.name !== winners[0]!.by)
      problems.push(`request ${number} was won by ${winners[0]!.by} and is ${claimedBy?.name ?? 'nobody'}'s`)
    if (claimedBy && !own.some(({ by, result }) => by === claimedBy.name && result !== 'lost'))
      problems.push(`request ${number} is ${claimedBy.name}'s, who was told to be too late`)
  }
  for (const what of ['add', 'claimed']) {
    const perRequest = Map.groupBy(
      told.filter((line) => line.what === what),
      ({ number }) => number,
    )
    for (const [number, lines] of perRequest)
      if (new Set(lines.map(({ once }) => once)).size > 1 && what === 'add')
        problems.push(`request ${number}: "${what}" was told under two names`)
  }
  const waiting = await store.outbox.oldest('digest')
  if (waiting) problems.push('a post still waits')
}
