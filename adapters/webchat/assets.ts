/**
 * The files of the chat page, read once at start: bytes, compressed bytes, and a tag that changes with the content. Answering a
 * request is then a lookup. Compressed copies that lie beside a file (`webchat.js.br`, `.gz`) are taken as they are; small
 * files are compressed here.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Encoding } from '../encoding.ts'

export interface Asset {
  /** The media type with its charset. */
  type: string
  /** Twelve characters of the content's digest; the `v` of a versioned address. */
  digest: string
  bodies: Record<Encoding, Buffer>
}

const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.txt': 'text/plain; charset=utf-8',
  }),
)

/** One file as an asset, or undefined when it is none of ours (a compressed copy, an editor's leftover). */
function readAsset(path: string): Asset | undefined {
  const type = TYPES.get(extname(path))
  if (!type) return undefined
  return asset(readFileSync(path), type, (suffix) => (existsSync(path + suffix) ? readFileSync(path + suffix) : undefined))
}

/** `beside`: compressed copies that are there already. */
export function asset(body: Buffer, type: string, beside: (suffix: '.br' | '.gz') => Buffer | undefined = () => undefined): Asset {
  return {
    type,
    digest: createHash('sha256').update(body).digest('hex').slice(0, 12),
    bodies: { identity: body, br: beside('.br') ?? brotliCompressSync(body), gzip: beside('.gz') ?? gzipSync(body) },
  }
}

/** All files of a folder and of its `vendor` folder, by the name a page asks for: `chat.js`, `vendor/webchat.js`. */
export function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  for (const sub of ['', 'vendor/']) {
    if (!existsSync(join(folder, sub))) continue
    for (const file of readdirSync(join(folder, sub), { withFileTypes: true })) {
      const found = file.isFile() && readAsset(join(folder, sub, file.name))
      if (found) assets.set(sub + file.name, found)
    }
  }
  return assets
}

/** In HTML, `/webchat/<name>` becomes `/webchat/<name>?v=<digest>`, so browsers may keep what they got for good. */
export function withVersions(html: string, assets: ReadonlyMap<string, Asset>): string {
  return html.replace(/"\/webchat\/([\w./-]+)"/g, (quoted, file: string) => {
    const digest = assets.get(file)?.digest
    return digest ? `"/webchat/${file}?v=${digest}"` : quoted
  })
}
