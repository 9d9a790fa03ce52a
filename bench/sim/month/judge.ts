/**
 * Whether an office forgot anything. What was told is compared with what happened, and when with hours counted apart from the code that is
 * judged: nothing lies unseen, deadlines are met or escalated, nobody decides on what a colleague has, and every visitor hears what they must.
 */
import type { Filed } from '../../../adapters/office/filed.ts'
import type { Routing } from '../../../bot/knowledge/knowledge.ts'
import { type HistoryLine, isUnseen } from '../../../bot/requests/request.ts'
import type { OfficeTime } from './office-time.ts'
import type { Outage, ToldLine, Window } from './ways.ts'

const MINUTE_MS = 60_000
/** The clock looks every half an hour. */
const SLACK_MINUTES = 35
/** From the cause to the telling, with what is tried again after it failed. */
const TOLD_WITHIN_MS = 75 * MINUTE_MS
const CHASED_AFTER = [2, 5, 10] as const

export interface MonthEvidence {
  /** Each as it stands, or stood before its visitor had it deleted. */
  requests: readonly Filed[]
  /** When that was. */
  deleted: ReadonlyMap<string, Date>
  /** When the days were over. */
  until: Date
  told: readonly ToldLine[]
  outages: readonly Outage[]
  windows: ReadonlyMap<string, Window>
  routing: Routing
  hours: OfficeTime
  lead: string
}

/** What was found, one line each; empty when nothing was forgotten. */
export function judgeMonth(evidence: MonthEvidence): string[] {
  const found: string[] = []
  for (const filed of evidence.requests) {
    const until = evidence.deleted.get(filed.id) ?? evidence.until
    const say = (problem: string) => found.push(`request ${filed.request.number}: ${problem}`)
    for (const stretch of stretchesOf(filed, until)) {
      if (stretch.owner === undefined) judgeOpen(stretch, evidence, say)
      else judgeClaimed(stretch, evidence, say)
    }
    judgeRights(filed, evidence.lead, say)
    judgeTold(filed, until, evidence, say)
  }
  return found
}

/** A time in which a request lay with all, or with one. */
interface Stretch {
  from: Date
  to: Date
  owner: string | undefined
  channel: string
  lines: HistoryLine[]
}

const BEGINS_OPEN = new Set<HistoryLine['what']>(['created', 'release', 'pass', 'reopen', 'return'])

function stretchesOf({ request: { details } }: Filed, until: Date): Stretch[] {
  const stretches: Stretch[] = []
  let current: Stretch | undefined
  let [channel = ''] = details.route
  const begin = (line: HistoryLine, owner: string | undefined) => {
    if (current) stretches.push({ ...current, to: new Date(line.at) })
    current = { from: new Date(line.at), to: until, owner, channel, lines: [] }
  }
  for (const line of details.history) {
    if (line.what === 'pass') channel = line.text ?? ''
    if (BEGINS_OPEN.has(line.what)) begin(line, undefined)
    else if (line.what === 'claim' || (line.what === 'answer' && current?.owner === undefined)) begin(line, line.by ?? '')
    else if (line.what === 'close') {
      if (current) stretches.push({ ...current, to: new Date(line.at) })
      current = undefined
    } else current?.lines.push(line)
  }
  if (current) stretches.push(current)
  return stretches
}

function judgeOpen({ from, to, channel, lines }: Stretch, { routing, hours }: MonthEvidence, say: (problem: string) => void): void {
  const open = hours.minutes(from, to)
  for (const [what, after] of [
    ['remind', routing.remindAfterHours],
    ['escalate', routing.escalateAfterHours],
  ] as const) {
    const done = lines.filter((line) => line.what === what)
    const wanted = after * 60
    if (done.length > 1) say(`${what} ${done.length} times since ${from.toISOString()}`)
    const [first] = done
    if (!first && open > wanted + SLACK_MINUTES) say(`lay open for ${open} office minutes from ${from.toISOString()} without ${what}`)
    if (!first) continue
    const waited = hours.minutes(from, new Date(first.at))
    if (waited < wanted - 5 || waited > wanted + SLACK_MINUTES) say(`${what} after ${waited} office minutes instead of ${wanted}`)
    if (what === 'escalate' && first.text === undefined && channel !== routing.lastResort) say('was escalated to nobody')
  }
}

/** Since the last step of whoever has it: reminded twice, then everybody's. */
function judgeClaimed({ from, to, lines }: Stretch, { hours }: MonthEvidence, say: (problem: string) => void): void {
  let stepped = from
  let chased = 0
  const check = (until: Date) => {
    const due = hours.workingDaysLater(stepped, CHASED_AFTER[chased]!)
    if (until.getTime() > due.getTime() + SLACK_MINUTES * MINUTE_MS)
      say(`was claimed and left since ${stepped.toISOString()}, and nothing was done by ${until.toISOString()}`)
  }
  for (const line of lines) {
    const at = new Date(line.at)
    if (line.what === 'chase') {
      check(at)
      const due = hours.workingDaysLater(stepped, CHASED_AFTER[chased]!)
      if (at < due) say(`somebody was reminded at ${line.at}, before ${due.toISOString()}`)
      chased += 1
    } else if (line.by !== undefined) {
      check(at)
      stepped = at
      chased = 0
    }
  }
  check(to)
}

/** Nobody takes what is taken, and what is taken is decided by who has it, or a lead. */
function judgeRights({ request: { details } }: Filed, lead: string, say: (problem: string) => void): void {
  let owner: string | undefined
  for (const { what, by, at } of details.history) {
    const isOthers = owner !== undefined && by !== owner && by !== lead
    if (what === 'claim' && owner !== undefined) say(`was claimed twice, at ${at} by ${by}`)
    if ((what === 'pass' || what === 'release' || what === 'close') && isOthers) say(`${by} did ${what} with what ${owner} had`)
    if (what === 'claim' || (what === 'answer' && owner === undefined)) owner = by
    if (BEGINS_OPEN.has(what) || what === 'close') owner = undefined
  }
}

const NEWS = new Set<HistoryLine['what']>(['claim', 'release', 'pass', 'answer', 'close', 'reopen'])

function judgeTold({ id, conversation = '', request }: Filed, until: Date, evidence: MonthEvidence, say: (problem: string) => void): void {
  const { history, reach } = request.details
  const told = evidence.told.filter((line) => line.request === id)
  const byThen = (at: Date) => {
    let latest = new Date(at.getTime() + TOLD_WITHIN_MS)
    // One outage after the other puts it off further.
    for (const { from, to } of [...evidence.outages].sort((a, b) => a.from.getTime() - b.from.getTime()))
      if (to > at && from < latest) latest = new Date(Math.max(latest.getTime(), to.getTime() + TOLD_WITHIN_MS))
    return latest
  }
  const window = evidence.windows.get(conversation)
  const isReached = (at: Date) => reach.includes('@') || (window !== undefined && (window.goneSince === undefined || window.goneSince > at))
  const count = (what: string, from: Date, to: Date) => told.filter((line) => line.what === what && line.at >= from && line.at <= to).length
  const steps = history.filter(({ what }) => BEGINS_OPEN.has(what) || ['claim', 'answer', 'close'].includes(what))

  const wasAnswered = (before: string) => history.some((line) => line.what === 'answer' && line.at < before)
  for (const line of history) {
    const at = new Date(line.at)
    const latest = byThen(at)
    if (latest > until) continue
    const changed = steps.find((step) => step.at > line.at && new Date(step.at) < latest)
    // Words of the visitor ring whoever has it, whatever happens meanwhile.
    if (line.what === 'add' && count('add', at, latest) === 0) say(`nobody was told of a word of the visitor of ${line.at}`)
    if (!changed && ['remind', 'chase', 'return'].includes(line.what) && count(line.what, at, latest) === 0)
      say(`${line.what} of ${line.at} reached nobody`)
    if (
      !changed &&
      line.what === 'escalate' &&
      line.text !== undefined &&
      !told.some(({ what, to }) => what === 'escalation' && to === line.text)
    )
      say(`the last resort did not hear of ${line.at}`)
    if (line.what === 'created' && count('card', at, latest) === 0) say('nobody was shown it')
    // Who opens it again by a word of their own knows.
    const isOwn = line.what === 'reopen' && line.by === undefined
    const isNews = (NEWS.has(line.what) && !isOwn) || (line.what === 'return' && !wasAnswered(line.at))
    if (isNews && isReached(latest) && count('news', at, latest) === 0) say(`the visitor heard nothing of ${line.what} of ${line.at}`)
    if (line.what === 'answer' && !history.some((other) => other.what === 'deliver' && other.at >= line.at))
      say(`nobody knows whether the answer of ${line.at} arrived`)
    if (line.what === 'deliver' && line.text === 'none' && count('unheard', at, latest) === 0)
      say(`nobody was told that an answer did not arrive`)
    if (line.what === 'deliver' && line.text === 'closed' && count('unseen', at, latest) === 0)
      say(`nobody was told that an answer waits unseen`)
  }
  const mostNews = history.filter(({ what }) => NEWS.has(what) || what === 'return').length
  const news = told.filter(({ what, text }) => what === 'news' && !text?.includes('ist lange nichts')).length
  // A closed window gets it, and mail as well.
  if (news > mostNews * 2) say(`the visitor heard ${news} things of ${mostNews}`)
  const shown = told.findLast(({ what }) => what === 'card')
  if (!evidence.deleted.has(id) && shown?.text !== request.state) say(`is ${request.state}, and its people see it ${shown?.text}`)
  if (isUnseen(request) && window?.state === 'open') say('an answer counts as unseen in an open window')
}
