/**
 * `npm run -s sbom [-- --licences]`: the packages that run with us, as CycloneDX, or as a table with the licence of each. Exits 1 if one has
 * a licence that nobody has allowed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from './arguments.ts'
import { componentsOf, cycloneDx, type Lock, notAllowed } from './bill-of-materials.ts'

const ROOT = join(import.meta.dirname, '../..')
const { values } = readArguments({ options: { licences: { type: 'boolean', default: false } } }, 'npm run -s sbom -- [--licences]')
const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

const lock = json('package-lock.json') as Lock
const { name, version, license } = json('package.json') as { name: string; version: string; license: string }
if (values.licences) {
  const byName = componentsOf(lock).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name: of, version: at, licence } of byName) console.log(`${licence ?? '?'}\t${of}\t${at}`)
} else console.log(JSON.stringify(cycloneDx(lock, { name, version, licence: license }), undefined, 2))
for (const { name: of, version: at, licence } of notAllowed(componentsOf(lock))) {
  console.error(`${of} ${at}: licence ${licence ?? 'not named'} is not on the list of those that may run with us`)
  process.exitCode = 1
}
