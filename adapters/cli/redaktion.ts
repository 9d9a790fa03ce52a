/** `npm run redaktion -- --knowledge DIR [--port 3978]`: chat, pages and the editors' pages for a content folder, on this machine alone. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORE_KNOWLEDGE } from '../load-knowledge.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'

const DEFAULT_PORT = 3978
const HOST = '127.0.0.1'
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

const { values } = readArguments(
  { options: { knowledge: { type: 'string', multiple: true }, port: { type: 'string' }, alone: { type: 'boolean' } } },
  'npm run redaktion -- [--knowledge ORDNER] [--port 3978] [--alone]',
)
const port = Number(values.port ?? DEFAULT_PORT)
if (!Number.isInteger(port) || port < 0 || port > 65535) refuse(`--port ${values.port} ist kein Port.`)
const named = knowledgeFolders(values.knowledge).map((folder) => resolve(folder))
const folders = values.alone || named.includes(resolve(CORE_KNOWLEDGE)) ? named : [CORE_KNOWLEDGE, ...named]
const token = randomBytes(24).toString('base64url')
/** What is tried here is kept nowhere. */
const dataDir = mkdtempSync(join(tmpdir(), 'wegweiser-redaktion-'))

const program = spawn(process.execPath, [MAIN], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    PORT: String(port),
    HOST,
    PUBLIC_URL: '',
    DATABASE_URL: '',
    TRUST_PROXY: '',
    MICROSOFT_APP_ID: '',
    MICROSOFT_APP_PASSWORD: '',
    MICROSOFT_APP_TENANT_ID: '',
    DATA_DIR: dataDir,
    KNOWLEDGE_DIR: folders.join(delimiter),
    EDITOR_TOKEN: token,
    EDITOR_OIDC_ISSUER: '',
    EDITOR_OIDC_CLIENT_ID: '',
    EDITOR_OIDC_CLIENT_SECRET: '',
    EDITOR_OIDC_ALLOW: '',
    EDITOR_WRITES: 'true',
    CMS_BACKEND: '',
    LOG_LEVEL: process.env.LOG_LEVEL || 'error',
  },
})
let said = ''
let isTold = false
program.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  said += chunk
  const address = /Wegweiser läuft: http:\/\/localhost:(\d+)[\s\S]*geladen, .*\n/.exec(said)?.[1]
  if (address === undefined || isTold) return
  isTold = true
  console.log(`Die Redaktion öffnet dieser Link, nur auf diesem Rechner: http://localhost:${address}/redaktion/anmelden?schluessel=${token}
Was Sie im Ordner speichern, gilt einen Augenblick später. Beenden mit Strg+C.`)
})
program.on('exit', (code) => {
  rmSync(dataDir, { recursive: true, force: true })
  process.exitCode = code ?? 0
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => program.kill(signal))
