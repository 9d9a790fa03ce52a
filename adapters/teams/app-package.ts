/**
 * The Teams app package: the files of `manifest/`, filled from the settings and zipped. What the settings do not say yet is listed,
 * not guessed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { ownValue } from '../../bot/knowledge/own-value.ts'

const FOLDER = fileURLToPath(new URL('../../manifest', import.meta.url))
/** Beside the manifest, unchanged. */
const OTHER_FILES = ['color.png', 'outline.png', 'en.json']
/** The earliest instant a zip file can name: the same files give the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1)
const NO_APP = '00000000-0000-0000-0000-000000000000'
/** Teams' schema allows no longer name. */
const MAX_DEVELOPER_LENGTH = 32

export interface PackageSettings {
  appId: string | undefined
  publicUrl: string
  /** Version of the app package; Teams takes an update only with a higher one. */
  version: string
  developer: string | undefined
  privacyUrl: string | undefined
  termsUrl: string | undefined
}

/** Three whole numbers, as Teams compares them: `1.0.10` is higher than `1.0.9`. */
export function isVersion(text: string): boolean {
  return /^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$/.test(text)
}

/** What the package still lacks before it can be uploaded, in German, one line each. */
export function missingIn({ appId, publicUrl, developer, privacyUrl, termsUrl }: PackageSettings): string[] {
  const missing: string[] = []
  if (appId === undefined) missing.push('MICROSOFT_APP_ID: die Kennung der App-Registrierung (docs/teams.md, Schritt 1)')
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol !== 'https:' || hostname === 'localhost')
    missing.push('PUBLIC_URL: eine öffentliche Adresse mit https, zum Beispiel https://wegweiser.example.de')
  if (developer === undefined) missing.push('TEAMS_DEVELOPER: wer die App herausgibt, zum Beispiel der Name der Kammer')
  if (!privacyUrl?.startsWith('https:')) missing.push('PRIVACY_URL: https-Adresse der Datenschutzhinweise')
  if (termsUrl === undefined) missing.push('TEAMS_TERMS_URL: Adresse der Nutzungsbedingungen')
  return missing
}

/** `manifest/manifest.json` with its placeholders filled. */
export function manifest(settings: PackageSettings): Record<string, unknown> {
  const { publicUrl } = settings
  return fill(JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')), {
    APP_ID: settings.appId ?? NO_APP,
    PUBLIC_URL: publicUrl,
    PUBLIC_HOST: new URL(publicUrl).host,
    VERSION: settings.version,
    DEVELOPER: (settings.developer ?? 'Herausgeber fehlt').slice(0, MAX_DEVELOPER_LENGTH),
    PRIVACY_URL: settings.privacyUrl ?? `${publicUrl}/`,
    TERMS_URL: settings.termsUrl ?? `${publicUrl}/`,
  }) as Record<string, unknown>
}

/** The whole package as a zip file. */
export function zipped(filled: Record<string, unknown>): Uint8Array {
  const others = OTHER_FILES.map((name) => [name, readFileSync(join(FOLDER, name))] as const)
  const text = Buffer.from(`${JSON.stringify(filled, null, 2)}\n`)
  return zipSync(Object.fromEntries([['manifest.json', text], ...others]), { mtime: ZIP_TIME })
}

/** Every `{{NAME}}` in every string of a JSON value replaced. Filled after parsing, so no value can break the JSON. Throws on a name without a value. */
export function fill(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/\{\{([^}]*)\}\}/g, (_, name: string) => {
      const filled = ownValue(values, name)
      if (filled === undefined) throw new Error(`manifest/manifest.json: {{${name}}} is not a placeholder that we fill`)
      return filled
    })
  if (Array.isArray(value)) return value.map((item) => fill(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, values)]))
}
