/** Which compressed copy of a file a client is sent. */
export type Encoding = 'br' | 'gzip' | 'identity'

/** The smallest encoding a client takes, from its `Accept-Encoding`. `br;q=0` is a refusal. */
export function chooseEncoding(accepts: string | undefined): Encoding {
  const taken = new Set<string>()
  for (const part of (accepts ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) taken.add(name)
  }
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity'
}
