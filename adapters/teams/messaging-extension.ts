/**
 * The message extension: search while writing, cards for links to our pages, and "Als Frage vormerken" on somebody's message. Each takes
 * the value of an invoke and gives its answer; trouble with the value is an empty answer, never an error.
 */

import { z } from 'zod'
import type { AnswerContext } from '../../bot/answers/common.ts'
import { NOTED } from '../../bot/impact/usage-report.ts'
import { langOf } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { nextOccurrence } from '../../bot/knowledge/occurrences.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { SITE_PATHS } from '../../bot/knowledge/references.ts'
import { type Entry, type EntryId, KINDS, type Kind } from '../../bot/knowledge/schema.ts'
import { isOpen } from '../../bot/knowledge/validity.ts'
import { type Moment, momentAt } from '../../bot/moment.ts'
import type { BotPorts } from '../../bot/ports.ts'
import { withoutPersonalData } from '../../bot/privacy.ts'
import { search, suggestTitles } from '../../bot/search/search.ts'
import type { Office } from '../office/office.ts'
import type { Activity, Attachment } from '../sdk.ts'
import type { Store } from '../storage/storage.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import { cardResponse } from './card-actions.ts'
import { ENTRY_VERB, entryCard, preview } from './entry-card.ts'
import { closedCard } from './request-card.ts'
import { REQUESTS_COMMAND, requestHits } from './request-search.ts'

/** What each search command of `manifest/manifest.json` searches, by its id. */
export const SEARCHES: Record<string, readonly Kind[]> = {
  wissen: ['articles', 'contacts', 'guides'],
  foerderung: ['funding'],
  termine: ['events'],
}
/** The one parameter of each. */
export const SEARCH_PARAMETER = 'begriff'
export const NOTE_COMMAND = 'vormerken'

const MAX_HITS = 10
/** Entries whose title or example questions begin like what was typed; of every kind, so more than are shown. */
const MAX_BEGUN = 30
const MAX_QUESTION_LENGTH = 500

export interface ExtensionOptions {
  ports: Pick<BotPorts, 'known'>
  knowledge(): Knowledge
  store: Store
  office: Pick<Office, 'openRequests'>
  publicUrl: string
  now(): Date
}

const query = z.object({
  commandId: z.string().default(''),
  parameters: z.array(z.object({ name: z.string().optional(), value: z.unknown() })).default([]),
})
const link = z.object({ url: z.url() })
const noted = z.object({ commandId: z.literal(NOTE_COMMAND), data: z.object({ frage: z.string() }) })
const message = z.object({
  messagePayload: z.object({ body: z.object({ content: z.string().default('') }).default({ content: '' }) }).optional(),
})
const refresh = z.object({ action: z.object({ verb: z.literal(ENTRY_VERB), data: z.object({ entry: z.string() }) }) })

/** Undefined for invokes that are not ours. */
export async function extensionAnswer(activity: Activity, options: ExtensionOptions): Promise<unknown> {
  const { name, value } = activity
  const context = contextOf(options, activity.locale)
  switch (name) {
    case 'composeExtension/query':
      if (query.safeParse(value).data?.commandId === REQUESTS_COMMAND) return requestResults(typedIn(query.parse(value)), options)
      return results(found(query.safeParse(value).data, options, context), context, options.publicUrl)
    case 'composeExtension/queryLink':
      return results(linkedEntry(link.safeParse(value).data?.url, options), context, options.publicUrl)
    case 'composeExtension/fetchTask':
      return askForQuestion(plainText(message.safeParse(value).data?.messagePayload?.body.content ?? ''), staffText(context.knowledge))
    case 'composeExtension/submitAction':
      return note(noted.safeParse(value).data?.data.frage, options)
    case 'adaptiveCard/action': {
      const wanted = refresh.safeParse(value).data?.action.data.entry
      if (wanted === undefined) return undefined
      const entry = context.knowledge.entries.get(wanted as EntryId)
      return cardResponse(
        (entry ? entryCard(entry, { ...context, lang: entry.lang }, options.publicUrl) : goneCard(staffText(context.knowledge))).content,
      )
    }
    default:
      return undefined
  }
}

function typedIn({ parameters }: z.output<typeof query>): string {
  const value = (parameters.find(({ name }) => name === SEARCH_PARAMETER) ?? parameters[0])?.value
  return typeof value === 'string' ? value.trim() : ''
}

async function requestResults(typed: string, { office, store, knowledge }: ExtensionOptions): Promise<unknown> {
  const attachments = await requestHits(typed, await office.openRequests(), { store, text: staffText(knowledge()), most: MAX_HITS })
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } }
}

function contextOf({ knowledge, now }: ExtensionOptions, locale: string | undefined): AnswerContext {
  return { knowledge: knowledge(), lang: langOf(locale), ...momentAt(now()) }
}

/** As people type: beginnings of titles first, then what the search finds. Without a word, what is next or open. */
function found(asked: z.output<typeof query> | undefined, { ports }: ExtensionOptions, context: AnswerContext): Entry[] {
  if (!asked) return []
  // A command of an older manifest searches everything.
  const kinds: readonly Kind[] = ownValue(SEARCHES, asked.commandId) ?? KINDS
  const text = typedIn(asked)
  const { knowledge } = context
  // Staff whose Teams speaks English still look for German entries; their own language only comes first.
  const own = (entry: Entry) => (entry.lang === context.lang ? 0 : 1)
  if (text === '')
    return firstOf(
      [...knowledge.entries.values()].filter((entry) => kinds.includes(entry.kind) && entry.lang === 'de'),
      context,
    ).slice(0, MAX_HITS)
  // While somebody types, the words have only begun; whole words and questions are the search's.
  const { searcher } = ports.known()
  const begun = entriesOf(suggestTitles(searcher, text, MAX_BEGUN)).sort((a, b) => own(a) - own(b))
  return [...new Set([...begun, ...entriesOf(search(searcher, { utterance: text, moment: context }).hits)])].slice(0, MAX_HITS)

  function entriesOf(hits: readonly { id: Entry['id'] }[]): Entry[] {
    return hits.flatMap(({ id }) => knowledge.entries.get(id) ?? []).filter((entry) => kinds.includes(entry.kind))
  }
}

function firstOf(entries: readonly Entry[], moment: Moment): Entry[] {
  const open = entries.filter((entry) => isOpen(entry, moment))
  const key = (entry: Entry) => (entry.kind === 'events' ? (nextOccurrence(entry, moment)?.day ?? '9999') : entry.title)
  return open.sort((a, b) => key(a).localeCompare(key(b), 'de'))
}

/** The entry whose page an address of ours shows. */
function linkedEntry(url: string | undefined, { publicUrl, knowledge }: ExtensionOptions): Entry[] {
  if (url === undefined || !URL.canParse(url) || new URL(url).origin !== new URL(publicUrl).origin) return []
  const match = /^\/([a-z]+)\/([a-z0-9-]+)\/?$/.exec(new URL(url).pathname)
  const kind = match && SITE_PATHS.get(match[1]!)
  const entry = kind && knowledge().entries.get(`${kind}/${match[2]!}`)
  return entry ? [entry] : []
}

function results(entries: readonly Entry[], context: AnswerContext, publicUrl: string): unknown {
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: entries.map((entry) => {
        const own = { ...context, lang: entry.lang }
        return { ...entryCard(entry, own, publicUrl), preview: preview(entry, own) }
      }),
    },
  }
}

function askForQuestion(text: string, say: StaffText): unknown {
  const card: Attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        {
          type: 'Input.Text',
          id: 'frage',
          label: say('note.field'),
          isMultiline: true,
          isRequired: true,
          errorMessage: say('note.missing'),
          maxLength: MAX_QUESTION_LENGTH,
          value: withoutPersonalData(text).slice(0, MAX_QUESTION_LENGTH),
        },
      ],
      actions: [{ type: 'Action.Submit', title: say('note.send') }],
    },
  }
  return { task: { type: 'continue', value: { title: say('note.title'), height: 'medium', width: 'medium', card } } }
}

/** Into the same list as questions that visitors got no answer to. */
async function note(asked: string | undefined, { store, now, knowledge }: ExtensionOptions): Promise<unknown> {
  const say = staffText(knowledge())
  const text = withoutPersonalData(asked ?? '')
    .trim()
    .slice(0, MAX_QUESTION_LENGTH)
  if (text === '') return askForQuestion('', say)
  await store.usage.append([
    { at: now(), kind: 'question', body: { text, decision: 'none', topics: [], lang: 'de', channel: 'msteams', detail: NOTED } },
  ])
  return { task: { type: 'message', value: say('note.done') } }
}

function goneCard(say: StaffText): Attachment {
  return closedCard(say('entry.gone'), say('entry.gone.text'))
}

/** A message of Teams is HTML. */
function plainText(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/li)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES.get(name) ?? ' ')
    .trim()
}

const ENTITIES: ReadonlyMap<string, string> = new Map(Object.entries({ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }))
