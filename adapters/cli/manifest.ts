/**
 * `npm run manifest -- [--out FILE] [--version 1.0.0]`: the Teams app package from `manifest/`, checked against Microsoft's schema.
 * Exits 1 if it cannot be uploaded yet.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { settingsOrExit } from '../environment.ts'
import { isVersion, manifest, missingIn, type PackageSettings, zipped } from '../teams/app-package.ts'
import { readArguments, refuse } from './arguments.ts'

const USAGE = 'npm run manifest -- [--out dist/wegweiser-teams.zip] [--version 1.0.0]'

const { values } = readArguments(
  { options: { out: { type: 'string', default: 'dist/wegweiser-teams.zip' }, version: { type: 'string', default: '1.0.0' } } },
  USAGE,
)
if (!isVersion(values.version))
  refuse(`--version ${values.version} ist keine Version, die Teams annimmt. Schreiben Sie drei Zahlen mit Punkten, zum Beispiel 1.0.1.`)
const settings = settingsOrExit()
const given: PackageSettings = {
  appId: settings.MICROSOFT_APP_ID,
  publicUrl: settings.publicUrl,
  version: values.version,
  developer: settings.TEAMS_DEVELOPER,
  privacyUrl: settings.PRIVACY_URL,
  termsUrl: settings.TEAMS_TERMS_URL,
}
const filled = manifest(given)
const problems = await schemaProblems(filled)
const missing = missingIn(given)

mkdirSync(dirname(values.out), { recursive: true })
writeFileSync(values.out, zipped(filled))
console.log(`${values.out} ist geschrieben.`)
if (problems === undefined) console.log('Nicht geprüft: Das Paket @microsoft/app-manifest ist nur in der Entwicklung installiert (npm ci).')
else if (problems.length === 0) console.log('Das Manifest entspricht dem Schema von Microsoft.')
else {
  console.log('Das Manifest verletzt das Schema von Microsoft:')
  for (const problem of problems) console.log(`  ${problem}`)
}
if (missing.length > 0) {
  console.log('Zum Hochladen fehlt noch:')
  for (const line of missing) console.log(`  ${line}`)
}
process.exitCode = missing.length > 0 || (problems?.length ?? 0) > 0 ? 1 : 0

/** Undefined when the checking package is not there. */
async function schemaProblems(value: Record<string, unknown>): Promise<string[] | undefined> {
  try {
    const { AppManifestUtils } = await import('@microsoft/app-manifest')
    return await AppManifestUtils.validateAgainstSchema(value as never)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    return undefined
  }
}
