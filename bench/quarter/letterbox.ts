/** A mail server on this machine for the letters of the quarter: its people read what came to them. */
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Letterbox {
  url: string
  /** The text of the newest letter to an address; undefined when none came. */
  newest(address: string): string | undefined
  close(): Promise<void>
}

export async function openLetterbox(): Promise<Letterbox> {
  const newest = new Map<string, string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then(({ to = [], text = '' }) => {
          for (const { address } of to) if (address !== undefined) newest.set(address, text)
          done(null)
        }, done)
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    newest: (address) => newest.get(address),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
