/**
 * `npm run -s disclosure -- --request 12 | --conversation ID | --find TEXT`: everything that is stored of one person, as JSON, for who asks what a
 * house knows of them (Art. 15 and 20 GDPR). Nothing is changed. Exits 1 when nothing is stored.
 */
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { openStore } from '../storage/open.ts'
import { stateKeysOf } from '../storage/state-keys.ts'
import type { LoggedActivity, StaffRequest, Store } from '../storage/storage.ts'
import { readArguments, refuse } from './arguments.ts'

const USAGE = 'npm run -s disclosure -- --request NUMMER | --conversation KENNUNG | --find "Text, zum Beispiel die Mailadresse"'
const PAGE = 500

const { values } = readArguments(
  { options: { request: { type: 'string' }, conversation: { type: 'string' }, find: { type: 'string' } } },
  USAGE,
)
const given = [values.request, values.conversation, values.find].filter((one) => one !== undefined)
if (given.length !== 1 || given[0] === '') refuse(USAGE)
const settings = settingsOrExit()
const store = await openStore({
  dataDir: settings.DATA_DIR,
  databaseUrl: settings.DATABASE_URL,
  clock: () => new Date(),
  log: createLog('error', process.stderr),
})
try {
  const found = await whose(store)
  const conversations = []
  for (const id of found.conversations) conversations.push(await conversationOf(store, id))
  const known = conversations.filter((one) => one !== undefined)
  const subscriptions = values.find === undefined ? [] : await subscriptionsOf(store, values.find)
  if (known.length + found.requests.length + subscriptions.length === 0) {
    console.error('Dazu ist nichts gespeichert.')
    process.exitCode = 1
  } else console.log(JSON.stringify({ conversations: known, requests: found.requests, subscriptions }, null, 2))
} finally {
  await store.close()
}

interface Whose {
  conversations: string[]
  requests: StaffRequest[]
}

/** A request leads to its conversation, and that to all its requests. */
async function whose(store: Store): Promise<Whose> {
  const all = await requestsMeant(store)
  const conversations = [...new Set([values.conversation, ...all.map(({ conversation }) => conversation)].filter((id) => id !== undefined))]
  const requests = new Map(all.map((request) => [request.id, request]))
  for (const conversation of conversations)
    for (const request of await store.requests.list({ conversation })) requests.set(request.id, request)
  return { conversations, requests: [...requests.values()] }
}

async function requestsMeant(store: Store): Promise<StaffRequest[]> {
  if (values.request !== undefined) {
    const request = await store.requests.findNumber(Number(values.request))
    return request ? [request] : []
  }
  if (values.find === undefined) return []
  const text = values.find.toLowerCase()
  return (await store.requests.list({})).filter(({ body }) => JSON.stringify(body).toLowerCase().includes(text))
}

async function conversationOf(store: Store, id: string) {
  const conversation = await store.conversations.find(id)
  if (!conversation) return undefined
  const lines: LoggedActivity[] = []
  for (;;) {
    const page = await store.conversations.after(id, lines.at(-1)?.number ?? 0, PAGE)
    lines.push(...page)
    if (page.length < PAGE) break
  }
  const events = await store.usage.between(new Date(0), new Date(Date.now() + 1))
  return {
    ...conversation,
    lines: lines.map(({ body, ...line }) => ({ ...line, body: JSON.parse(body) as unknown })),
    state: await store.state.read(stateKeysOf(id, conversation.user)),
    events: events.filter((event) => event.conversation === id),
  }
}

async function subscriptionsOf(store: Store, address: string) {
  const ids = await store.subscribers.ids(address)
  const found = await Promise.all(ids.map((id) => store.subscribers.find(id)))
  return found.filter((one) => one !== undefined)
}
