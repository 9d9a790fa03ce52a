import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { AppManifestUtils } from '@microsoft/app-manifest'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { fill, isVersion, manifest, missingIn, type PackageSettings } from '../../adapters/teams/app-package.ts'
import { readCommand } from '../../adapters/teams/commands.ts'
import { NOTE_COMMAND, SEARCH_PARAMETER, SEARCHES } from '../../adapters/teams/messaging-extension.ts'
import { REQUESTS_COMMAND } from '../../adapters/teams/request-search.ts'
import { resourceOf } from '../../adapters/teams/tab-token.ts'
import { ROOT, run } from '../program.ts'
import { type Office, openOffice } from './office.ts'

const shipped = loadKnowledge([]).knowledge

const COMPLETE: PackageSettings = {
  appId: '11111111-2222-4333-8444-555555555555',
  publicUrl: 'https://wegweiser.example.org',
  version: '1.0.0',
  developer: 'Beispielkammer',
  privacyUrl: 'https://www.example.org/datenschutz',
  termsUrl: 'https://www.example.org/nutzung',
}
const ENVIRONMENT = {
  MICROSOFT_APP_ID: COMPLETE.appId!,
  MICROSOFT_APP_PASSWORD: 'x',
  MICROSOFT_APP_TENANT_ID: COMPLETE.appId!,
  PUBLIC_URL: COMPLETE.publicUrl,
  TEAMS_DEVELOPER: COMPLETE.developer!,
  PRIVACY_URL: COMPLETE.privacyUrl!,
  TEAMS_TERMS_URL: COMPLETE.termsUrl!,
}

interface Shape {
  id: string
  bots: { commandLists: { scopes: string[]; commands: { title: string }[] }[] }[]
  composeExtensions: { commands: { id: string; type: string; parameters?: { name: string }[] }[] }[]
  staticTabs: { contentUrl?: string; websiteUrl?: string }[]
  webApplicationInfo: { resource: string }
  localizationInfo: { additionalLanguages: { languageTag: string; file: string }[] }
}
const filled = manifest(COMPLETE) as unknown as Shape
const own = (name: string) => readFileSync(join(ROOT, 'manifest', name))

/** Width, height and all pixels of a PNG of ours, by its own header. */
function pixels(png: Buffer): { width: number; height: number; colourType: number; rgba: Buffer } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const length = png.readUInt32BE(33)
  expect(png.toString('latin1', 37, 41)).toBe('IDAT')
  const rows = inflateSync(png.subarray(41, 41 + length))
  const rgba = Buffer.concat(Array.from({ length: height }, (_, y) => rows.subarray(y * (1 + width * 4) + 1, (y + 1) * (1 + width * 4))))
  return { width, height, colourType: png[25]!, rgba }
}

describe('the manifest', () => {
  it('meets the schema of its version', async () =>
    expect(await AppManifestUtils.validateAgainstSchema(manifest(COMPLETE) as never)).toEqual([]))

  it('is refused by the same check when something is wrong, so the check checks', async () =>
    expect(await AppManifestUtils.validateAgainstSchema({ ...manifest(COMPLETE), accentColor: 'red', extra: 1 } as never)).not.toEqual([]))

  it('takes ids and domains from the settings', () => {
    const text = JSON.stringify(manifest(COMPLETE))
    expect(text).toContain('"contentUrl":"https://wegweiser.example.org/teams/tab"')
    expect(text).toContain('"resource":"api://wegweiser.example.org/11111111-2222-4333-8444-555555555555"')
    expect(text).toContain('"validDomains":["wegweiser.example.org"]')
    expect(text).not.toContain('{{')
  })

  it('stays JSON whatever a setting says, and refuses a placeholder that nobody fills', () => {
    const developer = 'Kammer "Süd" \\ {{APP_ID}} $&'
    expect(manifest({ ...COMPLETE, developer })).toMatchObject({ developer: { name: developer } })
    expect(() => fill({ a: ['{{NOBODY}}'] }, {})).toThrow('{{NOBODY}}')
  })

  it('has every placeholder in its README, and no other', () => {
    const named = (text: string) => [...new Set(text.match(/\{\{[A-Z_]+\}\}/g))].filter((name) => name !== '{{PLACEHOLDERS}}').sort()
    expect(named(own('README.md').toString())).toEqual(named(own('manifest.json').toString()))
  })

  it('lacks nothing when all is set, and says what is missing when nothing is', () => {
    expect(missingIn(COMPLETE)).toEqual([])
    const missing = missingIn({
      ...COMPLETE,
      appId: undefined,
      publicUrl: 'http://localhost:3978',
      developer: undefined,
      privacyUrl: undefined,
      termsUrl: undefined,
    })
    expect(missing.map((line) => line.split(':')[0])).toEqual([
      'MICROSOFT_APP_ID',
      'PUBLIC_URL',
      'TEAMS_DEVELOPER',
      'PRIVACY_URL',
      'TEAMS_TERMS_URL',
    ])
  })
})

describe('the manifest and the program', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ now: '2026-11-23T10:00:00+01:00', started: false })
  })
  afterAll(() => office.close())

  const commandsOf = (scope: string) =>
    filled.bots[0]!.commandLists.filter(({ scopes }) => scopes.includes(scope)).flatMap(({ commands }) => commands)

  it('mean the same by the commands of the personal chat', () => {
    const kinds = commandsOf('personal').map(({ title }) => readCommand(title, shipped)?.kind)
    expect(kinds).toEqual(['requests', 'statistics', 'unanswered', 'ending', 'channels', 'mine', 'help'])
  })

  it('mean the same by the commands of a channel', () => {
    const kinds = commandsOf('team').map(({ title }) => readCommand(title, shipped)?.kind)
    expect(kinds).toEqual(['connect', 'disconnect', 'channels', 'confirm', 'help'])
  })

  it('mean the same by the commands as Teams types them in English', () => {
    const english = new Map(Object.entries(JSON.parse(readFileSync('manifest/en.json', 'utf8')) as Record<string, string>))
    for (const [at, list] of filled.bots[0]!.commandLists.entries())
      for (const [i, { title }] of list.commands.entries()) {
        const said = english.get(`bots[0].commandLists[${at}].commands[${i}].title`) ?? ''
        expect(readCommand(said, shipped)?.kind, said).toBe(readCommand(title, shipped)?.kind)
      }
  })

  it('mean the same by the searches and the note of the message extension', () => {
    const { commands } = filled.composeExtensions[0]!
    const searches = commands.filter(({ type }) => type === 'query')
    expect(searches.map(({ id }) => id)).toEqual([...Object.keys(SEARCHES), REQUESTS_COMMAND])
    for (const { parameters } of searches) expect(parameters?.map(({ name }) => name)).toEqual([SEARCH_PARAMETER])
    expect(commands.filter(({ type }) => type === 'action').map(({ id }) => id)).toEqual([NOTE_COMMAND])
  })

  it('mean the same by the tab and the name it signs in with', async () => {
    const addresses = filled.staticTabs.flatMap(({ contentUrl, websiteUrl }) => [contentUrl, websiteUrl]).filter((url) => url !== undefined)
    expect(addresses.length).toBeGreaterThan(0)
    for (const address of addresses) {
      const response = await fetch(`${office.url}${new URL(address).pathname}`)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    }
    expect(filled.webApplicationInfo.resource).toBe(resourceOf({ id: filled.id }, COMPLETE.publicUrl))
  })
})

describe('the English words of the manifest', () => {
  const [{ file }] = filled.localizationInfo.additionalLanguages as [{ languageTag: string; file: string }]
  const english = JSON.parse(own(file).toString()) as Record<string, string>
  const { $schema: _, ...words } = english

  /** Paths of all texts that a person reads, `staticTabs[1].name`. */
  function texts(value: unknown, path = ''): string[] {
    if (Array.isArray(value)) return value.flatMap((item, i) => texts(item, `${path}[${i}]`))
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([key, item]) => texts(item, path === '' ? key : `${path}.${key}`))
    return /\.(title|description)$|disclaimer\.text$|^(name|description)\.|^staticTabs.*\.name$/.test(path) ? [path] : []
  }

  it('are there for every German one', () => {
    const german = texts(filled).filter((path) => !path.endsWith('parameters[0].name'))
    expect(Object.keys(words).sort()).toEqual(german.sort())
    expect(german.length).toBeGreaterThan(20)
  })

  it('fit Microsoft’s schema: known names, no longer than allowed', () => {
    const path = createRequire(import.meta.url).resolve('@microsoft/app-manifest')
    const version = /v([\d.]+)\//.exec(english.$schema!)![1]!
    const schema = JSON.parse(
      readFileSync(join(path, '..', 'json-schemas/teams', `v${version}`, 'MicrosoftTeams.Localization.schema.json'), 'utf8'),
    ) as { required: string[] } & Record<'properties' | 'patternProperties', Record<string, { maxLength?: number }>>
    expect(schema.required.filter((name) => !(name in words))).toEqual([])
    for (const [name, text] of Object.entries(words)) {
      const rule =
        schema.properties[name] ?? Object.entries(schema.patternProperties).find(([pattern]) => new RegExp(pattern).test(name))?.[1]
      expect(rule, name).toBeDefined()
      expect(text.length, name).toBeLessThanOrEqual(rule!.maxLength ?? Number.POSITIVE_INFINITY)
    }
  })
})

describe('the icons', () => {
  const colour = own('color.png')
  const outline = own('outline.png')

  it('have the sizes Teams asks for', () => {
    expect(pixels(colour)).toMatchObject({ width: 192, height: 192, colourType: 6 })
    expect(pixels(outline)).toMatchObject({ width: 32, height: 32, colourType: 6 })
  })

  it('are opaque in colour, and white on nothing as an outline', () => {
    const alphasOf = ({ rgba }: { rgba: Buffer }) => rgba.filter((_, i) => i % 4 === 3)
    expect(new Set(alphasOf(pixels(colour)))).toEqual(new Set([255]))
    const line = pixels(outline)
    expect(line.rgba.every((part, i) => i % 4 === 3 || part === 255)).toBe(true)
    const alphas = new Set(alphasOf(line))
    expect(alphas.has(0) && alphas.has(255)).toBe(true)
  })
})

describe('npm run manifest', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wegweiser-manifest-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('fails while something is missing, and says what', async () => {
    const bare = await run('manifest', ['--out', join(folder, 'bare.zip')])
    expect(bare).toMatchObject({ code: 1, out: expect.stringContaining('Zum Hochladen fehlt noch:') })
  })

  it('writes a package with every file that the manifest names', async () => {
    const out = join(folder, 'app.zip')
    const whole = await run('manifest', ['--out', out, '--version', '1.2.3'], ENVIRONMENT)
    expect(whole).toMatchObject({ code: 0, out: `${out} ist geschrieben.\nDas Manifest entspricht dem Schema von Microsoft.\n` })
    const files = unzipSync(await readFile(out))
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png', 'en.json'])
    for (const name of ['color.png', 'outline.png', 'en.json']) expect(Buffer.from(files[name]!).equals(own(name)), name).toBe(true)
    expect(JSON.parse(Buffer.from(files['manifest.json']!).toString())).toEqual(manifest({ ...COMPLETE, version: '1.2.3' }))
  })

  it('writes the same bytes twice', async () => {
    const write = async (name: string) => {
      await run('manifest', ['--out', join(folder, name)], ENVIRONMENT)
      return readFile(join(folder, name))
    }
    expect((await write('one.zip')).equals(await write('two.zip'))).toBe(true)
  })

  it('refuses a version that Teams would refuse, and writes nothing', async () => {
    const out = join(folder, 'banana.zip')
    const refused = await run('manifest', ['--out', out, '--version', 'banana'], ENVIRONMENT)
    expect(refused.code).toBe(2)
    expect(refused.err).toBe(
      '--version banana ist keine Version, die Teams annimmt. Schreiben Sie drei Zahlen mit Punkten, zum Beispiel 1.0.1.\n',
    )
    await expect(readFile(out)).rejects.toThrow('ENOENT')
  })

  it.each(['1.0.0', '0.0.1', '10.20.30', '2026.11.26'])('takes %s', (version) => expect(isVersion(version)).toBe(true))
  it.each(['', '1', '1.0', '1.0.0.0', 'v1.0.0', '1.0.0-rc1', '01.0.0', '1.0.x', '1,0,0', ' 1.0.0', '1.0.0\n', '1..0', '-1.0.0', '１.0.0'])(
    'refuses %j',
    (version) => expect(isVersion(version)).toBe(false),
  )

  it('answers a mistyped option with the usage', async () => {
    const mistyped = await run('manifest', ['--verison', '1.0.1'])
    expect(mistyped).toMatchObject({ code: 2, err: expect.stringContaining('npm run manifest -- [--out') })
  })
})
