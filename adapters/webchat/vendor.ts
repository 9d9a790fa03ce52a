/**
 * `npm run prepare`: takes the one file of Microsoft's Web Chat that the chat page needs out of `node_modules` and lays it,
 * compressed once, beside the page. So production needs neither the package (156 MB) nor compression work per visitor.
 *
 * Without the package (a production install, whose image brings the file along) it says so and leaves everything as it is.
 * `--best` compresses as small as possible (10 % less, ten seconds more): for building an image.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'

const NAMES = ['webchat.js', 'webchat.js.LICENSE.txt']
const source = fileURLToPath(new URL('../../node_modules/botframework-webchat/dist/', import.meta.url))
const target = fileURLToPath(new URL('./page/vendor/', import.meta.url))

/** Copies and compresses; says what it did, for the terminal. Throws when the disk does. */
export async function vendorWebChat(from: string, to: string, best: boolean): Promise<string> {
  const [script] = NAMES as [string]
  if (!existsSync(from + script)) {
    return existsSync(to + script)
      ? 'Web Chat: Paket nicht installiert, die vorhandene Datei bleibt.'
      : `Web Chat: Paket botframework-webchat nicht installiert und ${to}${script} fehlt. Die Seite /chat meldet das, bis „npm ci && npm run prepare“ gelaufen ist.`
  }
  await mkdir(to, { recursive: true })
  const body = await readFile(from + script)
  const done = [script, `${script}.br`, `${script}.gz`].every((name) => existsSync(to + name))
  if (done && !best && body.equals(await readFile(to + script))) return 'Web Chat: schon bereit.'

  const brotli = brotliCompressSync(body, {
    params: { [zlib.BROTLI_PARAM_QUALITY]: best ? 11 : 9, [zlib.BROTLI_PARAM_LGWIN]: 22, [zlib.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
  const gzip = gzipSync(body, { level: 9 })
  await Promise.all([writeFile(`${to}${script}.br`, brotli), writeFile(`${to}${script}.gz`, gzip)])
  // Last, because its presence means "done" above: an interrupted run is repeated.
  for (const name of NAMES.toReversed()) await writeFile(to + name, await readFile(from + name))
  const kilobytes = (bytes: Buffer) => `${Math.round(bytes.length / 1000)} kB`
  return `Web Chat: bereit (${kilobytes(body)}, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}).`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await vendorWebChat(source, target, process.argv.includes('--best')))
}
