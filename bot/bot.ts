/** The way in and out of Bot Framework: loads the talk, asks `decideTurn`, sends the reply, saves. Decides nothing itself. */

import { type People, peopleFor } from './answers/people.ts'
import { contextOf, type Decision } from './decision.ts'
import { greet } from './greeting.ts'
import { type Lang, langOf } from './knowledge/day.ts'
import { momentAt } from './moment.ts'
import type { BotPorts, Known, UsageEvent } from './ports.ts'
import { namingQuestion, questionId } from './question-id.ts'
import { RATING_EVENT, rate, rating } from './rating.ts'
import { createRecentTalks } from './recent-talks.ts'
import type { Reply } from './reply.ts'
import { isSpokenWith, type Live } from './requests/live.ts'
import { replyAfter, spokenWith } from './requests/replies.ts'
import { type Activity, ActivityHandler, type TurnContext } from './sdk.ts'
import { isUnkept, markTold, markUnkept, markWordsUnkept, type State } from './state.ts'
import { readTalk, type Talk } from './talk.ts'
import { decideOutdated, decideTurn, decideUnkept, decideUrgent, isRefusal } from './turn.ts'

/** The name of the event Web Chat sends when its visitor has arrived. */
const JOIN_EVENT = 'webchat/join'

/** How a turn is decided: as usual, and when nothing of it can be kept. `talk` is undefined when it cannot be read and is not remembered. */
interface Decide {
  kept(talk: Talk, known: Known, live?: Live): Decision | undefined
  unkept(talk: Talk | undefined, fresh: Talk, known: Known): Decision | undefined
}

export class Bot extends ActivityHandler {
  readonly #state: State
  readonly #ports: BotPorts
  readonly #recent = createRecentTalks()

  constructor(state: State, ports: BotPorts) {
    super()
    this.#state = state
    this.#ports = ports
    const greeting: Decide = {
      kept: (talk, known) => greet(talk, known, ports.now()),
      // The door lets one occasion to greet through in each conversation.
      unkept: (talk, fresh, known) => greet(talk ?? fresh, known, ports.now()),
    }
    this.onMessage(async (context, next) => {
      const said = utteranceOf(context)
      const handOff = ports.handOff?.at(context.activity.channelId)
      await this.#turn(context, {
        kept: (talk, known, live) =>
          isOutdated(context, talk)
            ? decideOutdated(talk, known, ports.now(), handOff)
            : decideTurn(said, talk, known, ports.now(), handOff && { ...handOff, ...(live && { live }) }),
        unkept: (talk, fresh, known) => decideUnkept(said, talk, fresh, known, ports.now(), handOff),
      })
      await next()
    })
    this.onMembersAdded(async (context, next) => {
      const visitors = context.activity.membersAdded?.filter((member) => member.id !== context.activity.recipient?.id) ?? []
      if (visitors.length > 0) await this.#turn(context, greeting)
      await next()
    })
    this.onEvent(async (context, next) => {
      if (context.activity.name === JOIN_EVENT) await this.#turn(context, greeting)
      if (context.activity.name === RATING_EVENT) await this.#rated(context)
      await next()
    })
  }

  /** Somebody else had a turn in this conversation, or in any: what is remembered of it here is old. */
  forgetRecent(conversation?: string): void {
    this.#recent.forget(conversation)
  }

  /** Who is there for the visitor of a talk. While it cannot be read, as the one remembered here goes, or as a new one. */
  async people(channel: string, conversation: string, lang: Lang): Promise<People> {
    const now = this.#ports.now()
    const kept = await this.#state.kept(channel, conversation).catch((error: unknown) => {
      if (!this.#ports.isStorageAway(error)) throw error
      return this.#recent.recall(conversation, now)
    })
    return peopleFor(readTalk(kept, lang), this.#ports.known(), momentAt(now), this.#ports.handOff?.at(channel))
  }

  /**
   * Load, decide, save, send: a step is shown when it is kept, and not before. While the database is away questions are answered all the
   * same, and a step that needs memory says so.
   */
  async #turn(context: TurnContext, decide: Decide): Promise<void> {
    const { talk, away } = await this.#load(context)
    const lang = langOf(context.activity.locale)
    const live = talk?.handedOver && !away ? await this.#live(context) : undefined
    const known = this.#known(context)
    const kept = away ? undefined : decide.kept(talk ?? readTalk(undefined, lang), known, live)
    if (!away && !kept) return
    const reply = kept && (await this.#kept(kept, context))
    if (kept && reply) return this.#say(context, kept, this.#withLive(kept, reply, live))
    const unkept = decide.unkept(talk, readTalk(undefined, lang), known)
    markUnkept(context)
    if (!unkept) return
    if (isRefusal(unkept)) markTold(context)
    if (talk || unkept.event.kind === 'greeting') this.#recent.remember(context.activity.conversation.id, unkept.talk, this.#ports.now())
    await this.#say(context, unkept, unkept.reply)
  }

  /** Notes what a visitor says of an answer, without a word; while the database is away it is lost. Words that are a cry for help get help. */
  async #rated(context: TurnContext): Promise<void> {
    const said = rating.safeParse(context.activity.value)
    const { talk } = await this.#load(context)
    if (!said.success || !talk || isUnkept(context)) return
    const urgent = 'words' in said.data ? decideUrgent(said.data.words, talk, this.#ports.known(), this.#ports.now()) : undefined
    if (urgent) return this.#say(context, urgent, urgent.reply)
    const rated = rate(said.data, talk)
    if (!rated) return
    await this.#state.talk.set(context, rated.talk)
    await this.#state.conversation.saveChanges(context)
    this.#recent.remember(context.activity.conversation.id, rated.talk, this.#ports.now())
    this.#note(context, rated.event, talk)
  }

  /** What is known, and whether this door is closed. */
  #known({ activity }: TurnContext): Known {
    const closed = this.#ports.closed?.(activity.channelId)
    return { ...this.#ports.known(), ...(closed && { closed }) }
  }

  #note({ activity }: TurnContext, event: UsageEvent, { lang, about }: Pick<Talk, 'lang' | 'about'>): void {
    const { audiences, regions } = about
    const who = event.kind === 'question' ? { ...(audiences.length > 0 && { audiences }), ...(regions.length > 0 && { regions }) } : {}
    this.#ports.record({ ...event, ...who }, { conversation: activity.conversation.id, lang, channel: activity.channelId })
  }

  /** With whom the visitor speaks; with us while nobody knows. */
  async #live({ activity }: TurnContext): Promise<Live | undefined> {
    try {
      return await this.#ports.handOff?.live(activity.conversation.id)
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
      return undefined
    }
  }

  /** Says with whom the visitor speaks, unless they turn away or what they speak about is gone with this turn. */
  #withLive({ talk, effect }: Decision, reply: Reply, live: Live | undefined): Reply {
    const isGone = effect === 'forget' || (typeof effect === 'object' && 'ask' in effect && effect.ask.do === 'withdraw')
    if (!live || isGone || !isSpokenWith(live, talk.apart)) return reply
    return { ...reply, live: spokenWith(this.#ports.known().knowledge.messages, talk.lang, live.place) }
  }

  async #say(context: TurnContext, { talk, event, unkept }: Decision, reply: Reply): Promise<void> {
    if (unkept) markWordsUnkept(context)
    await context.sendActivities([...this.#ports.render(namingQuestion(reply, talk), context)])
    this.#note(context, event, talk)
  }

  /** Does what the decision asks for and saves the talk. The reply, or undefined when the database is away and left everything as it was. */
  async #kept(decision: Decision, context: TurnContext): Promise<Reply | undefined> {
    const { id } = context.activity.conversation
    let reply: Reply | undefined
    try {
      reply = await this.#effected(decision, context)
      await this.#state.talk.set(context, decision.talk)
      await this.#state.conversation.saveChanges(context)
      this.#recent.remember(id, decision.talk, this.#ports.now())
      return reply
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
      // A request that was made stands, though the talk does not remember having asked for it.
      return decision.effect ? reply : undefined
    }
  }

  /** Carries out the decision's effect and returns the reply that depends on it. */
  async #effected({ reply, effect, talk }: Decision, { activity }: TurnContext): Promise<Reply> {
    if (effect === undefined) return reply
    if (effect === 'forget') {
      this.#recent.forget(activity.conversation.id)
      await this.#ports.forget(activity.conversation.id)
      return reply
    }
    if ('order' in effect) {
      if (!this.#ports.orderMail) throw new Error('a decision about mails where none are sent')
      await this.#ports.orderMail(effect.order)
      return reply
    }
    const { handOff } = this.#ports
    if (!handOff) throw new Error('a decision about requests where there are none')
    const requests = await handOff.ask(effect.ask, { conversation: activity.conversation.id, turn: activity.id ?? '' })
    return replyAfter(reply, effect, requests, contextOf(this.#ports.known(), talk.lang, momentAt(this.#ports.now())))
  }

  /** The talk as it is kept; while it cannot be read, the one remembered here. */
  async #load(context: TurnContext): Promise<{ talk: Talk | undefined; away: boolean }> {
    const { id } = context.activity.conversation
    try {
      const talk = readTalk(await this.#state.talk.get(context), langOf(context.activity.locale))
      return { talk, away: isUnkept(context) }
    } catch (error) {
      if (!this.#ports.isStorageAway(error)) throw error
      return { talk: this.#recent.recall(id, this.#ports.now()), away: true }
    }
  }
}

/** What the visitor said: typed text, or the text a card's button carries. */
function utteranceOf(context: TurnContext): string {
  const { text, value } = context.activity
  if (typeof text === 'string' && text.trim() !== '') return withoutMention(context.activity)
  const said: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>).say : value
  return typeof said === 'string' ? said : ''
}

/** A button that answers another question than the one which is open. */
function isOutdated({ activity: { value, channelData } }: TurnContext, talk: Talk): boolean {
  const named = [value, channelData].map((data) => (typeof data === 'object' && data !== null ? (data as { of?: unknown }).of : undefined))
  const of = named.find((name) => typeof name === 'string')
  return of !== undefined && of !== questionId(talk)
}

/** What was typed, without the bot's own name: in Teams' channels the text starts with it. */
export function withoutMention({ text, entities }: Activity): string {
  const names = (entities ?? [])
    .filter((entity) => entity.type === 'mention')
    .map((entity) => String((entity as { text?: unknown }).text ?? ''))
  return names.reduce((rest, name) => (name === '' ? rest : rest.replace(name, ' ')), text ?? '')
}
