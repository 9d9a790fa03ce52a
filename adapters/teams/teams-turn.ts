/**
 * One activity from Teams: overviews and channel commands here, buttons on cards and message extensions to their own files, everything
 * else to the same bot that visitors talk to.
 */

import type { Logger } from 'pino'
import { withoutMention } from '../../bot/bot.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Logic } from '../bot-adapter.ts'
import type { Office } from '../office/office.ts'
import type { Activity, TurnContext } from '../sdk.ts'
import { StorageAway } from '../storage/storage.ts'
import { problemText } from '../words/request-words.ts'
import { staffText } from '../words/staff-text.ts'
import { isRequestAction, personOf, pressOnCard } from './card-actions.ts'
import { cardWords } from './card-words.ts'
import { cardAbove } from './cards-posted.ts'
import type { Channels } from './channels.ts'
import { type Command, readCommand } from './commands.ts'
import { connecting } from './connecting.ts'
import { type ExtensionOptions, extensionAnswer } from './messaging-extension.ts'
import { openCards } from './open-cards.ts'
import { channelsText, endingText, requestsText, statisticsText, unansweredText } from './overviews.ts'
import type { Posting } from './posting.ts'

/** Span of the overviews. */
const DAYS = 30

export interface TeamsTurnOptions extends ExtensionOptions {
  office: Pick<Office, 'desk' | 'channels' | 'insights' | 'openRequests' | 'showAgain'>
  channels: Channels
  posting: Pick<Posting, 'open'>
  /** The bot itself. */
  logic: Logic
  log: Logger
}

export function teamsTurn(options: TeamsTurnOptions): Logic {
  return async (context) => {
    const { activity } = context
    if (activity.type === 'invoke') {
      const answer = await invoked(context, options)
      if (answer !== undefined) return void (await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: answer } }))
    }
    if (activity.type === 'message') {
      const command = readCommand(withoutMention(activity), options.knowledge())
      // What visitors can ask staff can ask, too, and in a dialog help is about its question.
      if (command?.kind === 'help') await options.logic(context)
      if (command) return obey(context, command, options)
      if (activity.conversation.conversationType === 'channel' && (await answeredInThread(context, options))) return
    }
    if (activity.type === 'conversationUpdate' && activity.conversation.conversationType !== 'personal') {
      // People who come into a team are nobody's news; the bot itself says what it is for.
      if (isBotAdded(activity)) await context.sendActivity(welcome(options.knowledge()))
      return
    }
    return options.logic(context)
  }
}

async function invoked(context: TurnContext, options: TeamsTurnOptions): Promise<unknown> {
  const { activity } = context
  try {
    return await invokedUnguarded(context, options)
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error
    const away = staffText(options.knowledge())('problem.away')
    const isCard = activity.name === 'adaptiveCard/action'
    return isCard
      ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: away }
      : { task: { type: 'message', value: away } }
  }
}

async function invokedUnguarded(context: TurnContext, options: TeamsTurnOptions): Promise<unknown> {
  const { activity } = context
  const action: unknown = (activity.value as { action?: unknown } | undefined)?.action
  if (activity.name === 'adaptiveCard/action' && isRequestAction(action)) {
    const { office, channels, store, log, now } = options
    const words = () => cardWords(options.knowledge(), office.channels())
    return pressOnCard(context, action, { desk: office.desk, channels, store, log, words, now })
  }
  return extensionAnswer(activity, options)
}

/** What staff write under a request's card goes to its visitor. False where the thread is not a card's. */
async function answeredInThread(context: TurnContext, { store, office, knowledge }: TeamsTurnOptions): Promise<boolean> {
  const { activity } = context
  const say = staffText(knowledge())
  try {
    const id = await cardAbove(activity.conversation.id, store)
    if (id === undefined) return false
    // By the message that Teams may send again.
    const cause = `teams ${activity.conversation.id} ${activity.id}`
    const acted = await office.desk.act(id, undefined, { do: 'answer', by: personOf(context, say), text: withoutMention(activity), cause })
    const why = acted.ok || acted.problem === 'used' ? undefined : problemText(acted.problem, say, acted.filed?.request)
    const said = [
      why === undefined ? say('thread.answered') : say('thread.refused', { why }),
      ...(acted.ok || acted.problem !== 'closed' ? [] : [say('thread.reopen')]),
      ...(hasAttachments(activity) ? [say('thread.attachments')] : []),
    ]
    await context.sendActivity(said.join(' '))
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error
    await context.sendActivity(say('problem.away'))
  }
  return true
}

/** Besides its own words, which Teams sends as HTML, too. */
function hasAttachments({ attachments }: Activity): boolean {
  return (attachments ?? []).some(({ contentType }) => contentType !== 'text/html')
}

async function obey(context: TurnContext, command: Command, options: TeamsTurnOptions): Promise<void> {
  try {
    await context.sendActivity(await answerTo(context, command, options))
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error
    await context.sendActivity(staffText(options.knowledge())('problem.away'))
  }
}

async function answerTo(context: TurnContext, command: Command, options: TeamsTurnOptions): Promise<string> {
  const { knowledge, channels, office, store } = options
  const text = staffText(knowledge())
  switch (command.kind) {
    case 'requests':
      return requestsText(await openCards(store, await office.openRequests(), text), text)
    case 'mine': {
      const { id } = personOf(context, text)
      const own = (await office.openRequests()).filter(({ details }) => details.claimedBy?.id === id)
      return own.length === 0
        ? text('requests.mine.none')
        : requestsText(await openCards(store, own, text), text, text('requests.mine.title', { count: own.length }))
    }
    case 'statistics':
      return statisticsText(await office.insights(DAYS), text)
    case 'unanswered':
      return unansweredText(await office.insights(DAYS), text)
    case 'ending':
      return endingText(await office.insights(DAYS), text)
    case 'help':
      return text('help')
    case 'channels':
      await channels.refresh()
      return channelsText(knowledge(), channels)
    case 'connect':
    case 'disconnect':
    case 'confirm':
      return connecting(context.activity, command, personOf(context, text), options)
  }
}

function isBotAdded({ membersAdded, recipient }: Activity): boolean {
  return (membersAdded ?? []).some(({ id }) => id === recipient?.id)
}

function welcome(knowledge: Knowledge): string {
  const ids = knowledge.routing.channels.map(({ id }) => id).join(', ')
  return staffText(knowledge)('welcome', { ids })
}
