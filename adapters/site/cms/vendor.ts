/**
 * `npm run prepare`: takes the one file of Decap CMS that `/redaktion/cms` needs out of `node_modules` and lays it, compressed once, beside
 * what starts it. Without the package (a production install, whose image brings the file along) everything stays as it is.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'

const SCRIPT = 'decap-cms.js'
const source = fileURLToPath(new URL('../../../node_modules/decap-cms/dist/', import.meta.url))
const target = fileURLToPath(new URL('./vendor/', import.meta.url))

/** Copies and compresses; says what it did, for the terminal. Throws when the disk does. */
export function vendorCms(from: string, to: string): string {
  if (!existsSync(from + SCRIPT))
    return existsSync(to + SCRIPT)
      ? `CMS: Paket nicht installiert, die vorhandene Datei bleibt.`
      : `CMS: Paket decap-cms fehlt; /redaktion/cms wartet auf: npm ci && npm run prepare`
  const body = readFileSync(from + SCRIPT)
  if (existsSync(to + SCRIPT) && body.equals(readFileSync(to + SCRIPT))) return 'CMS: schon bereit.'
  mkdirSync(to, { recursive: true })
  const brotli = brotliCompressSync(body, { params: { [zlib.BROTLI_PARAM_QUALITY]: 7, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length } })
  writeFileSync(`${to}${SCRIPT}.br`, brotli)
  writeFileSync(`${to}${SCRIPT}.gz`, gzipSync(body))
  // Last, because its presence means "done" above.
  writeFileSync(to + SCRIPT, body)
  return `CMS: bereit (${Math.round(body.length / 1000)} kB, brotli ${Math.round(brotli.length / 1000)} kB).`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(vendorCms(source, target))
