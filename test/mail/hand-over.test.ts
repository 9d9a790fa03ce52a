/** What is known of a mail when the line breaks, at each point of the dialog, with a server that hangs up there. */
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHandOver } from '../../adapters/mail/hand-over.ts'

const MAIL = { from: 'a@example.org', to: 'b@example.org', raw: Buffer.from('Subject: Hallo\r\n\r\nWort\r\n') }
let server: Server | undefined
afterEach(() => server?.close())

/** `hangsUp`: the command after which it is gone; `says`: its answers instead of "yes". */
async function smtp(hangsUp: string | undefined, says: Record<string, string> = {}): Promise<string> {
  server = createServer((socket) => {
    let inData = false
    socket.on('error', () => {})
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      const command = inData ? (text.includes('\r\n.\r\n') ? '.' : '') : text.slice(0, 4).toUpperCase().trim()
      if (command === '') return
      if (command === hangsUp) return socket.destroy()
      inData = command === 'DATA'
      socket.write(`${says[command] ?? (command === 'DATA' ? '354 go on' : '250 yes')}\r\n`)
    })
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a mail', () => {
  it.each([
    ['EHLO', 'later', 0],
    ['MAIL', 'later', 0],
    ['RCPT', 'later', 0],
    ['DATA', 'later', 0],
    ['.', 'uncertain', 1],
    [undefined, 'sent', 1],
  ] as const)('on a line that breaks after %s is %s, and was allowed to go %i times', async (hangsUp, how, times) => {
    let asked = 0
    const line = createHandOver(await smtp(hangsUp))
    const handed = await line.hand(MAIL, async () => {
      asked += 1
      return true
    })
    line.rest()
    expect(handed.how).toBe(how)
    expect(asked).toBe(times)
  })

  it.each([
    [{ RCPT: '550 5.1.1 no such user b@example.org' }, 'refused'],
    [{ RCPT: '451 4.7.1 later' }, 'later'],
    [{ '.': '554 5.7.1 not wanted' }, 'later'],
    [{ '.': '452 4.3.1 full' }, 'later'],
  ] as const)('that the server answers with %j is %s, without the address in what is noted', async (says, how) => {
    const line = createHandOver(await smtp(undefined, says))
    const handed = await line.hand(MAIL, async () => true)
    line.rest()
    expect(handed.how).toBe(how)
    expect(JSON.stringify(handed)).not.toContain('example.org')
  })

  it('that may not go any more leaves no byte of itself, and the next one goes', async () => {
    const line = createHandOver(await smtp(undefined))
    expect(await line.hand(MAIL, async () => false)).toEqual({ how: 'stopped' })
    expect(await line.hand(MAIL, async () => true)).toEqual({ how: 'sent' })
    line.rest()
  })
})
