/** Once, also at the staff's door: what Teams sends again, and what goes out again after a crash. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestOf } from '../office/request-fixture.ts'
import { ERIKA, type Office, openOffice } from './office.ts'

const MONDAY = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'

let office: Office
beforeEach(async () => {
  office = await openOffice({ now: MONDAY })
  await office.inChannel(HWK, 'Verbinden hwk-halle')
})
afterEach(() => office.close())

describe('an activity that Teams sends again', () => {
  const say = (id: string, conversation = 'a:erika') =>
    office.post({
      type: 'message',
      id,
      text: 'Wie sichere ich meine Daten?',
      channelId: 'msteams',
      serviceUrl: office.teams.serviceUrl,
      from: ERIKA as never,
      recipient: { id: '28:bot', name: 'Wegweiser' } as never,
      conversation: { id: conversation, conversationType: 'personal', isGroup: false, name: '' } as never,
    })
  const answers = () => office.teams.messages.filter(({ conversation }) => conversation.startsWith('a:')).length

  it('has one turn, also when both are here at once', async () => {
    expect((await Promise.all([say('1'), say('1')])).map(({ status }) => status)).toEqual([200, 200])
    expect(answers()).toBe(1)
    expect((await say('1')).status).toBe(200)
    expect(answers()).toBe(1)
    await say('2')
    expect(answers()).toBe(2)
    await say('1', 'a:jonas')
    expect(answers()).toBe(3)
  })
})

describe('news that are posted again, because a process died before it noted that they were', () => {
  it('stand in the chat once', async () => {
    const visitor = await office.visitor()
    await visitor.say('Guten Tag')
    await office.desk.ask(requestOf(), { conversation: visitor.conversation, turn: '1' })
    const [row] = await office.store.requests.list({})
    await office.desk.act(row!.id, undefined, { do: 'answer', by: { id: 'e', name: 'Erika' }, text: 'Morgen um zehn?' })
    const [post] = (await office.store.outbox.take(new Date('2026-11-24T10:00:00Z'), 1, 100)).filter(({ kind }) => kind === 'news')
    await office.settle()
    await office.store.outbox.done(post!.id)
    for (let again = 0; again < 2; again++) {
      await office.store.outbox.add({ ...post!, due: new Date(MONDAY) }, new Date(MONDAY))
      await office.settle()
    }
    const log = (await office.store.conversations.after(visitor.conversation, 0, 100)).map(({ body }) => body)
    expect(log.filter((body) => body.includes('Morgen um zehn?'))).toHaveLength(1)
  })
})
