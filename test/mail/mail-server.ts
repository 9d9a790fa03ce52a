/** A real mail server on this machine: what it takes is kept as it was read, and it can be told to refuse. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface MailServer {
  url: string
  mails: Email[]
  /** The same as they came over the line. */
  raw: Buffer[]
  /** From which address each came, for what cannot be delivered. */
  senders: string[]
  /** Those that went to an address, oldest first. */
  to(address: string): Email[]
  /** `away`: everything for now; an address: for good. */
  refuse(what: 'away' | string | undefined): void
  /** Called after a mail is taken. */
  onMail(listener: (mail: Email) => void): void
  close(): Promise<void>
}

export async function mailServer(): Promise<MailServer> {
  const mails: Email[] = []
  const raw: Buffer[] = []
  const senders: string[] = []
  let refused: string | undefined
  let listener = (_: Email): void => {}
  const fail = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onRcptTo: ({ address }, _session, done) => {
      if (refused === 'away') return done(fail(451, 'not now'))
      return done(refused === address ? fail(550, 'no such mailbox') : null)
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail)
          raw.push(Buffer.concat(chunks))
          senders.push(session.envelope.mailFrom ? session.envelope.mailFrom.address : '')
          listener(mail)
          done(null)
        }, done)
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    raw,
    senders,
    to: (address) => mails.filter((mail) => mail.to?.some((box) => box.address === address)),
    refuse: (what) => {
      refused = what
    },
    onMail: (next) => {
      listener = next
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
