import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import { AppManifestUtils } from '@microsoft/app-manifest'
import { describe, expect, it } from 'vitest'
import { colourIcon, outlineIcon } from '../../adapters/teams/package/icons.ts'
import { type ManifestSettings, manifest, missingIn } from '../../adapters/teams/package/manifest.ts'

const COMPLETE: ManifestSettings = {
  appId: '11111111-2222-4333-8444-555555555555',
  publicUrl: 'https://wegweiser.example.org',
  version: '1.0.0',
  developer: 'Beispielkammer',
  privacyUrl: 'https://www.example.org/datenschutz',
  termsUrl: 'https://www.example.org/nutzung',
}

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
    const made = JSON.stringify(manifest(COMPLETE))
    expect(made).toContain('"contentUrl":"https://wegweiser.example.org/teams/tab"')
    expect(made).toContain('"resource":"api://wegweiser.example.org/11111111-2222-4333-8444-555555555555"')
    expect(made).toContain('"validDomains":["wegweiser.example.org"]')
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

describe('the icons', () => {
  it('have the sizes Teams asks for', () => {
    expect(pixels(colourIcon())).toMatchObject({ width: 192, height: 192, colourType: 6 })
    expect(pixels(outlineIcon())).toMatchObject({ width: 32, height: 32, colourType: 6 })
  })

  it('are opaque in colour, and white on nothing as an outline', () => {
    const colour = pixels(colourIcon()).rgba
    for (let i = 3; i < colour.length; i += 4) expect(colour[i]).toBe(255)
    const outline = pixels(outlineIcon()).rgba
    const alphas = new Set<number>()
    for (let i = 0; i < outline.length; i += 4) {
      expect([outline[i], outline[i + 1], outline[i + 2]]).toEqual([255, 255, 255])
      alphas.add(outline[i + 3]!)
    }
    expect(alphas.has(0) && alphas.has(255)).toBe(true)
  })
})

describe('npm run manifest', () => {
  it('writes a package that any unzip program reads, and fails while something is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wegweiser-manifest-'))
    const run = (env: Record<string, string>) =>
      promisify(execFile)(
        process.execPath,
        [join(import.meta.dirname, '../../adapters/cli/manifest.ts'), '--out', join(folder, 'app.zip')],
        {
          cwd: folder,
          env: { PATH: process.env.PATH, ...env },
        },
      ).then(
        ({ stdout }) => ({ code: 0, stdout }),
        (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
      )
    const bare = await run({})
    expect(bare.code).toBe(1)
    expect(bare.stdout).toContain('Zum Hochladen fehlt noch:')
    const whole = await run({
      MICROSOFT_APP_ID: COMPLETE.appId!,
      MICROSOFT_APP_PASSWORD: 'x',
      MICROSOFT_APP_TENANT_ID: COMPLETE.appId!,
      PUBLIC_URL: COMPLETE.publicUrl,
      TEAMS_DEVELOPER: COMPLETE.developer!,
      PRIVACY_URL: COMPLETE.privacyUrl!,
      TEAMS_TERMS_URL: COMPLETE.termsUrl!,
    })
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('entspricht dem Schema') })
    const packed = await readFile(join(folder, 'app.zip'))
    // Names and sizes stand in the directory at the end; Python's or Info-ZIP's reader goes by it, too.
    const names: string[] = []
    for (let at = packed.readUInt32LE(packed.length - 6); packed.readUInt32LE(at) === 0x02014b50; ) {
      const length = packed.readUInt16LE(at + 28)
      names.push(packed.toString('utf8', at + 46, at + 46 + length))
      at += 46 + length
    }
    expect(names).toEqual(['manifest.json', 'color.png', 'outline.png'])
    await rm(folder, { recursive: true })
  })
})
