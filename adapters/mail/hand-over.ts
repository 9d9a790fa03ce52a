/**
 * Hands mails to the mail server one by one over one line, and says of each whether the server has it. Just before the first byte of a mail
 * leaves, and after its address was accepted, the caller is asked whether it still may; from there to the server's answer nobody can know.
 */
import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { isUnknownAddress } from './post.ts'

const CONNECT_MS = 10_000
const SOCKET_MS = 15_000

/**
 * `sent`: the server has it. `refused`: never for this address. `later`: surely not taken. `uncertain`: the line broke before the server
 * answered. `stopped`: the caller did not want it any more.
 */
export type Handed = { how: 'sent' | 'stopped' } | { how: 'refused' | 'later' | 'uncertain'; problem: string }

export interface HandOver {
  /** `raw`: the whole mail. `mayGo` is asked once, and not at all when the address is refused. */
  hand(mail: { from: string; to: string; raw: Buffer }, mayGo: () => Promise<boolean>): Promise<Handed>
  /** Lets go of the line until the next mail. */
  rest(): void
}

export function createHandOver(url: string): HandOver {
  let open: Promise<SMTPConnection> | undefined

  const connect = (): Promise<SMTPConnection> => {
    const { auth, ...server } = parseConnectionUrl(url)
    const line = new SMTPConnection({
      ...server,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SOCKET_MS,
    })
    return new Promise((resolve, reject) => {
      const failed = (error: unknown) => {
        open = undefined
        line.close()
        reject(error)
      }
      // It may break while nobody uses it; then the next mail opens another.
      line.on('error', failed)
      line.on('end', () => {
        open = undefined
      })
      line.connect((error) => {
        if (error) return failed(error)
        if (!auth || !line.allowsAuth) return resolve(line)
        line.login(auth, (refused) => (refused ? failed(refused) : resolve(line)))
      })
    })
  }

  const rest = () => {
    void open?.then(
      (line) => line.quit(),
      () => {},
    )
    open = undefined
  }

  return {
    rest,
    hand: async ({ from, to, raw }, mayGo) => {
      let line: SMTPConnection
      try {
        open ??= connect()
        line = await open
      } catch (error) {
        return { how: 'later', problem: wordsOf(error) }
      }
      const cut = () => {
        open = undefined
        line.close()
      }
      return new Promise<Handed>((resolve, reject) => {
        let gone = false
        let asked = false
        const ended = (handed: Handed) => {
          line.off('error', broke)
          resolve(handed)
        }
        const failed = (error: unknown) => {
          cut()
          const problem = wordsOf(error)
          if (isUnknownAddress(error)) ended({ how: 'refused', problem })
          // An answer of the server, whatever it says, means that it has not taken it.
          else ended({ how: gone && (error as { responseCode?: unknown }).responseCode === undefined ? 'uncertain' : 'later', problem })
        }
        const broke = (error: unknown) => failed(error)
        line.on('error', broke)
        const message = new Readable({
          read() {
            if (asked) return
            asked = true
            mayGo().then(
              (may) => {
                if (!may) {
                  cut()
                  return ended({ how: 'stopped' })
                }
                gone = true
                this.push(raw)
                this.push(null)
              },
              (error: unknown) => {
                cut()
                line.off('error', broke)
                reject(error)
              },
            )
          },
        })
        line.send({ from, to: [to] }, message, (error) => (error ? failed(error) : ended({ how: 'sent' })))
      })
    },
  }
}

/** What the server or the line said, without the address that it may repeat. */
function wordsOf(error: unknown): string {
  const { response, message } = error as { response?: unknown; message?: unknown }
  return String(response ?? message ?? error)
    .replace(/[^\s<>@]+@[^\s<>@]+/g, '…')
    .slice(0, 200)
}
