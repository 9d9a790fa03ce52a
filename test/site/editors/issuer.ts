/** An OpenID Connect provider on a real server, with real keys and real tokens: it signs whom the test names, and lies where the test says so. */
import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'

/** What differs from an honest ID token. */
export interface Lie {
  claims?: Record<string, unknown>
  /** `none`: unsigned. `stranger`: signed with a key that the provider does not publish. */
  signed?: 'none' | 'stranger'
}

export interface Issuer {
  url: string
  /** What the next ID token says of the person, and what is wrong with it. */
  person: Record<string, unknown>
  lie: Lie
  /** What only the user info says. */
  more: Record<string, unknown>
  /** Follows an address that we sent the browser to, as the provider does with somebody who signs in: gives the address they come back to. */
  signIn(to: string): string
  /** How often a code was exchanged. */
  exchanged(): number
  close(): Promise<void>
}

export async function startIssuer(clientId: string, clientSecret: string, now: () => Date): Promise<Issuer> {
  const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'eins', alg: 'RS256', use: 'sig' }
  /** Code → what it was given for. */
  const codes = new Map<string, URLSearchParams>()
  let exchanged = 0
  const seconds = () => Math.floor(now().getTime() / 1000)

  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', async () => {
      const answer = (value: unknown, status = 200) => {
        res.writeHead(status, { 'Content-Type': 'application/json' })
        res.end(JSON.stringify(value))
      }
      switch (new URL(req.url!, issuer.url).pathname) {
        case '/.well-known/openid-configuration':
          return answer({
            issuer: issuer.url,
            authorization_endpoint: `${issuer.url}/authorize`,
            token_endpoint: `${issuer.url}/token`,
            jwks_uri: `${issuer.url}/keys`,
            userinfo_endpoint: `${issuer.url}/userinfo`,
            end_session_endpoint: `${issuer.url}/logout`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            // A careless one that would also take unsigned tokens.
            id_token_signing_alg_values_supported: ['RS256', 'none'],
            code_challenge_methods_supported: ['S256'],
          })
        case '/authorize': {
          res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
          return res.end(
            `<!doctype html><title>Anmeldedienst</title><a href="${issuer.signIn(req.url!).replaceAll('&', '&amp;')}">Ich bin es</a>`,
          )
        }
        case '/keys':
          return answer({ keys: [jwk] })
        case '/userinfo':
          return answer({ sub: issuer.person.sub, ...issuer.more })
        case '/token': {
          const form = new URLSearchParams(body)
          const asked = codes.get(form.get('code') ?? '')
          codes.delete(form.get('code') ?? '')
          const challenge = createHash('sha256')
            .update(form.get('code_verifier') ?? '')
            .digest('base64url')
          const isClient = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
          if (!asked || !isClient || asked.get('code_challenge') !== challenge || asked.get('redirect_uri') !== form.get('redirect_uri'))
            return answer({ error: 'invalid_grant' }, 400)
          exchanged++
          return answer({ access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: await idToken(asked.get('nonce')!) })
        }
        default:
          return answer({}, 404)
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))

  const idToken = async (nonce: string): Promise<string> => {
    const claims = {
      iss: issuer.url,
      aud: clientId,
      iat: seconds(),
      exp: seconds() + 300,
      nonce,
      ...issuer.person,
      ...issuer.lie.claims,
    }
    if (issuer.lie.signed === 'none') return new UnsecuredJWT(claims).encode()
    const key = issuer.lie.signed === 'stranger' ? other.privateKey : own.privateKey
    return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'eins' }).sign(key)
  }
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    person: { sub: 'p-1' },
    lie: {},
    more: {},
    signIn: (to) => {
      const asked = new URL(to, issuer.url).searchParams
      const code = randomUUID()
      codes.set(code, asked)
      const back = new URL(asked.get('redirect_uri')!)
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state')!)
      return back.href
    },
    exchanged: () => exchanged,
    close: () => new Promise((done) => server.close(() => done())),
  }
  return issuer
}
