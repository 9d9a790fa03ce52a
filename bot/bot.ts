/** The way in and out of Bot Framework: loads the talk, asks `decideTurn`, sends the reply, saves. Decides nothing itself. */
import { ActivityHandler, type TurnContext } from 'botbuilder'
import type { Decision } from './decision.ts'
import { greet } from './greeting.ts'
import type { Lang } from './knowledge/day.ts'
import { message } from './messages.ts'
import type { BotPorts } from './ports.ts'
import { type Reply, say } from './reply.ts'
import type { State } from './state.ts'
import { readTalk, type Talk } from './talk.ts'
import { decideTurn } from './turn.ts'

/** The name of the event Web Chat sends when its visitor has arrived. */
const JOIN_EVENT = 'webchat/join'

export class Bot extends ActivityHandler {
  readonly #state: State
  readonly #ports: BotPorts

  constructor(state: State, ports: BotPorts) {
    super()
    this.#state = state
    this.#ports = ports
    this.onMessage(async (context, next) => {
      await this.#turn(context, (talk) =>
        decideTurn(utteranceOf(context), talk, ports.known(), ports.now(), ports.handOff?.at(context.activity.channelId)),
      )
      await next()
    })
    this.onMembersAdded(async (context, next) => {
      const visitors = context.activity.membersAdded?.filter((member) => member.id !== context.activity.recipient?.id) ?? []
      if (visitors.length > 0) await this.#turn(context, (talk) => greet(talk, ports.known()))
      await next()
    })
    this.onEvent(async (context, next) => {
      if (context.activity.name === JOIN_EVENT) await this.#turn(context, (talk) => greet(talk, ports.known()))
      await next()
    })
  }

  /**
   * Load, decide, send, save. When the database is away the question is answered all the same, from a talk that starts anew
   * and is not kept; a step that needs memory says so.
   */
  async #turn(context: TurnContext, decide: (talk: Talk) => Decision | undefined): Promise<void> {
    const { talk, away } = await this.#load(context)
    const decision = decide(talk)
    if (!decision) return
    const reply = away && decision.effect ? undefined : await this.#effected(decision, context)
    if (!reply) {
      const text = message(this.#ports.known().knowledge.messages, talk.lang, 'storage-away')
      await context.sendActivities([...this.#ports.render(say(talk.lang, text), context)])
      return
    }
    await context.sendActivities([...this.#ports.render(reply, context)])
    this.#ports.record(decision.event, {
      conversation: context.activity.conversation.id,
      lang: decision.talk.lang,
      channel: context.activity.channelId,
    })
    if (away) return
    if (decision.effect === 'forget') await this.#ports.forget(context.activity.conversation.id)
    await this.#save(context, decision.talk)
  }

  /** The answer is out already; a database that went away meanwhile costs the memory of this turn and no second answer. */
  async #save(context: TurnContext, talk: Talk): Promise<void> {
    try {
      await this.#state.talk.set(context, talk)
      await this.#state.conversation.saveChanges(context)
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
    }
  }

  /** The reply, after asking what it hangs on. Undefined when the database is away, which leaves the talk as it was. */
  async #effected({ reply, effect }: Decision, { activity }: TurnContext): Promise<Reply | undefined> {
    if (typeof effect !== 'object') return reply
    const { handOff } = this.#ports
    if (!handOff) throw new Error('a decision about requests where there are none')
    const origin = { conversation: activity.conversation.id, turn: activity.id ?? '' }
    try {
      return effect.reply(await handOff.ask(effect.handOff, origin))
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
      return undefined
    }
  }

  async #load(context: TurnContext): Promise<{ talk: Talk; away: boolean }> {
    const lang = langOf(context.activity.locale)
    try {
      return { talk: readTalk(await this.#state.talk.get(context), lang), away: false }
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
      return { talk: { ...readTalk(undefined, lang), greeted: true }, away: true }
    }
  }
}

/** What the visitor said: typed text, or the text a card's button carries. */
function utteranceOf(context: TurnContext): string {
  const { text, value } = context.activity
  if (typeof text === 'string' && text.trim() !== '') return withoutMention(context, text)
  const said: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>).say : value
  return typeof said === 'string' ? said : ''
}

/** In Teams' channels the text starts with the bot's own name. */
function withoutMention(context: TurnContext, text: string): string {
  const names = (context.activity.entities ?? [])
    .filter((entity) => entity.type === 'mention')
    .map((entity) => String((entity as { text?: unknown }).text ?? ''))
  return names.reduce((rest, name) => (name === '' ? rest : rest.replace(name, ' ')), text)
}

/** English for English clients, German for everybody else. */
export function langOf(locale: string | undefined): Lang {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'de'
}
