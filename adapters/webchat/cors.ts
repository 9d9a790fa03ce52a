/** Which pages of other origins may talk to the web chat by script. Our own chat page needs none of this. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** `https://www.example.org`, `https://*.example.org`, or `*` for all. */
export function originTest(origins: readonly string[]): (origin: string) => boolean {
  if (origins.includes('*')) return () => true
  const exact = new Set(origins.filter((origin) => !origin.includes('*')))
  const wild = origins.filter((origin) => origin.includes('://*.')).map((origin) => origin.split('*') as [string, string])
  return (origin) =>
    exact.has(origin) ||
    wild.some(([scheme, rest]) => origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length)
}

/** Tells the browser that this page may read the answer; says nothing to others. */
export function allowOrigin(req: IncomingMessage, res: ServerResponse, allowed: (origin: string) => boolean): void {
  res.setHeader('Vary', 'Origin')
  const { origin } = req.headers
  if (!origin || !allowed(origin)) return
  res.setHeader('Access-Control-Allow-Origin', origin)
  res.setHeader('Access-Control-Expose-Headers', 'Retry-After')
}

/** The answer to a browser's question before the real request. */
export function preflight(res: ServerResponse): void {
  res.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, x-ms-bot-agent, X-Requested-With',
    'Access-Control-Max-Age': '7200',
  })
  res.end()
}
