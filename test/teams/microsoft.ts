/** Microsoft's side of the proof: an OpenID configuration and keys on this machine, and tokens signed with them, right ones and wrong ones. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelSettings } from '../../adapters/bot-adapter.ts'

export interface Microsoft {
  url: string
  /** A token as the Bot Framework service signs it. */
  sign(claims: object, header?: object, key?: KeyObject): string
  /** A key that nobody published. */
  otherKey: KeyObject
  /** All cloud addresses of the SDK at once; a single one is not enough for it. */
  cloud: ChannelSettings
  close(): Promise<void>
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export async function fakeMicrosoft(): Promise<Microsoft> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer((req, res) => {
    res.setHeader('Content-Type', 'application/json')
    if (req.url?.includes('keys'))
      return res.end(
        JSON.stringify({
          keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256', endorsements: ['msteams', 'webchat'] }],
        }),
      )
    res.end(
      JSON.stringify({ issuer: 'https://api.botframework.com', jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    sign: (claims, header = {}, key = own.privateKey) => {
      const body = [{ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header }, claims].map(part).join('.')
      return `${body}.${createSign('RSA-SHA256').update(body).sign(key).toString('base64url')}`
    },
    otherKey: other.privateKey,
    cloud: {
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${url}/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/.well-known/openidconfiguration`,
      CallerId: 'urn:botframework:azure',
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
