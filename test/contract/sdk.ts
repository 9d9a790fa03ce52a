/**
 * What we ask of a Bot Framework SDK, whoever makes it: `sdk.test.ts` asks it of ours. Another one is asked in a folder of its own, where it is
 * installed: `SDK_MODULES=/folder/node_modules/@microsoft/agents-hosting,/folder/node_modules/@microsoft/agents-activity npx vitest run
 * test/contract/sdk.test.ts`.
 */
import { describe, expect, it } from 'vitest'

/** A module as far as it is asked; its types are what is in question. */
// biome-ignore lint/suspicious/noExplicitAny: another SDK has types of its own
export type Sdk = Record<string, any>

interface Stored {
  [key: string]: Record<string, unknown> | undefined
}

/** A store as ours is one: each write gives a new eTag, an old one is refused. */
function store() {
  const items: Stored = {}
  let writes = 0
  return {
    items,
    read: async (keys: string[]) => Object.fromEntries(keys.flatMap((key) => (items[key] ? [[key, structuredClone(items[key])]] : []))),
    write: async (changes: Stored) => {
      for (const [key, item] of Object.entries(changes)) {
        const eTag = item?.eTag
        if (eTag !== undefined && eTag !== '*' && items[key] && items[key].eTag !== eTag) throw new Error('conflict')
        items[key] = { ...structuredClone(item), eTag: String(++writes) }
      }
    },
    delete: async (keys: string[]) => {
      for (const key of keys) delete items[key]
    },
  }
}

/** A turn as the doors make one. */
function turn(activity: object) {
  const state = new Map<unknown, unknown>()
  return {
    activity: { channelId: 'directline', conversation: { id: 'talk' }, recipient: { id: 'bot' }, from: { id: 'me' }, ...activity },
    turnState: state,
  }
}

export function sdkContract(sdk: Sdk): void {
  describe('an SDK', () => {
    it.each([
      ['ActivityTypes', 'Message', 'message'],
      ['ActivityTypes', 'Event', 'event'],
      ['ActionTypes', 'ImBack', 'imBack'],
      ['AttachmentLayoutTypes', 'List', 'list'],
      ['TextFormatTypes', 'Markdown', 'markdown'],
      ['InputHints', 'ExpectingInput', 'expectingInput'],
    ])('says %s.%s as the protocol does', (list, name, word) => expect(sdk[list]?.[name]).toBe(word))

    it('makes an attachment of an Adaptive Card without changing it', () => {
      const content = { type: 'AdaptiveCard', version: '1.5', body: [] }
      expect(sdk.CardFactory.adaptiveCard(content)).toMatchObject({ contentType: 'application/vnd.microsoft.card.adaptive', content })
    })

    it('calls the handlers of a message, an event and of people who come, and no other', async () => {
      const heard: string[] = []
      const handler = new sdk.ActivityHandler()
      for (const kind of ['Message', 'MembersAdded', 'Event'])
        handler[`on${kind}`](async (_context: unknown, next: () => Promise<void>) => {
          heard.push(kind)
          await next()
        })
      for (const activity of [
        { type: 'message', text: 'x' },
        { type: 'conversationUpdate', membersAdded: [{ id: 'me' }] },
        { type: 'event', name: 'webchat/join' },
        { type: 'typing' },
      ])
        await handler.run(turn(activity))
      expect(heard).toEqual(['Message', 'MembersAdded', 'Event'])
    })

    it('keeps a property of a conversation under one key, and reads what another turn kept', async () => {
      const kept = store()
      const state = new sdk.ConversationState(kept)
      const property = state.createProperty('talk')
      const [one, other] = [turn({ type: 'message' }), turn({ type: 'message' })]
      await property.set(one, { said: 1 })
      await state.saveChanges(one)
      expect(Object.keys(kept.items)).toHaveLength(1)
      expect(state.getStorageKey(one)).toContain('talk')
      expect(await property.get(other)).toEqual({ said: 1 })
    })

    it('has an adapter that can be told how to know who speaks', () => {
      expect(typeof sdk.CloudAdapter).toBe('function')
      for (const method of ['process', 'continueConversation', 'sendActivities', 'updateActivity'])
        expect(typeof sdk.CloudAdapter.prototype[method], method).toBe('function')
    })
  })
}
