/** The environment → settings, with all problems named at once. `.env` in the working folder is read if present. */
import { lstatSync, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { z } from 'zod'
import { isDay } from '../bot/knowledge/day.ts'
import { readMailbox } from '../bot/knowledge/mailbox.ts'
import { ownValue } from '../bot/knowledge/own-value.ts'
import { SHIPPED_KNOWLEDGE } from './load-knowledge.ts'

/** Where Microsoft's Agents Playground listens if not told otherwise. */
const PLAYGROUND_PORT = 56150

/** Before the `@`; mail allows 64 letters there, and the word behind the `+` takes the rest. */
const MAX_REPLY_LOCAL_PART = 20

/** In the folder the program is started in. */
export const DEFAULT_DATA_DIR = 'data'

const list = (separator: RegExp) =>
  z.string().transform((text) =>
    text
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
const guid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, {
  error: 'eine Kennung wie 00000000-0000-0000-0000-000000000000',
})
const whole = (least: number, most: number) =>
  z.coerce
    .number({ error: 'eine Zahl' })
    .int({ error: 'eine ganze Zahl' })
    .min(least, { error: `mindestens ${least}` })
    .max(most, { error: `höchstens ${most}` })

const receiver = z.url({ protocol: /^https?$/, error: 'eine Adresse wie http://localhost:4318' }).optional()
const tellsBy = z.enum(['otlp', 'none'], { error: 'otlp oder none' }).default('otlp')
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
/** A link that leads nowhere yet: what fetches the content switches it when it is there. */
const isOpenLink = (path: string) => !statSync(path, { throwIfNoEntry: false }) && lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Every setting, its meaning for docs/settings.md (a test compares both). */
export const SETTINGS = {
  PORT: whole(0, 65535).default(3978).describe('Port of the server'),
  HOST: z.string().optional().describe('Address to listen on; all by default'),
  DATA_DIR: z.string().default(DEFAULT_DATA_DIR).describe('Folder of the SQLite database and generated secrets'),
  KNOWLEDGE_DIR: list(new RegExp(delimiter))
    .refine((folders) => folders.length > 0 && folders.every((folder) => isFolder(folder) || isOpenLink(folder)), {
      error: `ein Ordner, den es gibt, oder mehrere mit "${delimiter}"`,
    })
    .default([...SHIPPED_KNOWLEDGE])
    .describe(`Knowledge folders, shared core first, overlays after it, separated by "${delimiter}"`),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'eine Adresse wie postgres://name:kennwort@rechner/datenbank' })
    .optional()
    .describe('PostgreSQL instead of SQLite'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'eine Adresse wie https://wegweiser.example.de' })
    .optional()
    .describe('Our address as visitors see it; default http://localhost:PORT'),
  TRUST_PROXY: z
    .enum(['true', 'false'], { error: 'true oder false' })
    .default('false')
    .transform((word) => word === 'true')
    .describe('true behind a proxy that sets X-Forwarded-For: limits then count its visitors one by one'),
  ADDRESS_LIMIT_FACTOR: whole(1, 1000)
    .default(1)
    .describe('Multiplies what one address may ask for, where more people than a course of 200 share one'),
  IMPRINT_URL: z
    .url({ protocol: /^https?$/, error: 'eine Adresse wie https://www.example.de/impressum' })
    .optional()
    .describe('Legal notice; linked on every plain page'),
  PRIVACY_URL: z
    .url({ protocol: /^https?$/, error: 'eine Adresse wie https://www.example.de/datenschutz' })
    .optional()
    .describe('Privacy notice; linked on every plain page'),
  LINK_CHECK: z
    .enum(['true', 'false'], { error: 'true oder false' })
    .default('false')
    .transform((word) => word === 'true')
    .describe('true asks the addresses that entries name, each once a week, whether they still answer'),
  OWN_HOSTS: list(/[\s,]+/)
    .refine((hosts) => hosts.every(isHost), { error: 'Rechner wie termine.kammer.intern oder 10.0.0.5:8080' })
    .default([])
    .describe('Hosts of the own network that partners’ calendars and the link check may ask'),
  EMBED_ORIGINS: list(/[\s,]+/)
    .default([])
    .describe('Websites that may show the chat, for example https://www.example.de'),
  WEBCHAT_SECRET: z
    .string()
    .min(32, { error: 'mindestens 32 Zeichen' })
    .optional()
    .describe('Signs chat tokens; generated in DATA_DIR if not set; instances behind one address share it'),
  EDITOR_TOKEN: z
    .string()
    .min(16, { error: 'mindestens 16 Zeichen' })
    .optional()
    .describe('Opens the editors’ pages under /redaktion; without it they are not there'),
  EDITOR_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'eine Adresse wie https://anmeldung.example.de' })
    .refine((text) => text.startsWith('https:') || isOwnMachine(new URL(text).hostname), { error: 'eine Adresse mit https' })
    .optional()
    .describe('OpenID Connect: the issuer that editors sign in with'),
  EDITOR_OIDC_CLIENT_ID: z.string().min(1).optional().describe('OpenID Connect: our id there'),
  EDITOR_OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('OpenID Connect: our secret there, where it gives one'),
  EDITOR_OIDC_ALLOW: list(/,/).default([]).describe('OpenID Connect: whom to let in: addresses, @domains, groups'),
  EDITOR_OIDC_SCOPE: z
    .string()
    .regex(/^openid( [\w:./-]+)*$/, { error: 'openid, dahinter weitere Wörter' })
    .default('openid email profile')
    .describe('OpenID Connect: what is asked for'),
  EDITOR_WRITES: z
    .enum(['true', 'false'], { error: 'true oder false' })
    .default('false')
    .transform((word) => word === 'true')
    .describe('true: editors write in the browser (/redaktion/cms), into the last of the knowledge folders or into CMS_BACKEND'),
  CMS_BACKEND: z
    .string()
    .transform((text, context) => readCmsBackend(text) ?? context.addIssue({ code: 'custom', message: CMS_BACKEND_HINT }) ?? z.NEVER)
    .optional()
    .describe('JSON: the Git repository that /redaktion/cms writes to, as Decap CMS describes backends'),
  CMS_FOLDER: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/, { error: 'ein Ordner wie inhalte/region' })
    .optional()
    .describe('Folder of the content in that repository, its root by default'),
  RETENTION_DAYS: whole(1, 3650).default(30).describe('Conversations untouched for this long are deleted'),
  USAGE_RETENTION_DAYS: whole(1, 3650)
    .default(400)
    .describe('Cleaned questions and other events for the statistics are deleted after so many days'),
  REQUEST_RETENTION_DAYS: whole(1, 3650).default(90).describe('Requests to people that nobody touched for this long are deleted'),
  MICROSOFT_APP_ID: guid.optional().describe('Teams: the bot registration'),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional().describe('Teams: its client secret'),
  MICROSOFT_APP_TENANT_ID: guid.optional().describe('Teams: the tenant it lives in'),
  MICROSOFT_APP_PASSWORD_EXPIRES: z
    .string()
    .refine(isDay, { error: 'ein Tag wie 2027-05-31' })
    .optional()
    .describe('Teams: last day of the client secret; the weekly digest and the log warn before it'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'eine Adresse wie smtps://name:kennwort@mail.example.de' })
    .optional()
    .describe('Mail: the server that takes our mails; requests then go to the addresses in routing.md'),
  MAIL_FROM: z
    .string()
    .refine((text) => readMailbox(text) !== undefined, { error: 'eine Adresse wie Wegweiser <wegweiser@example.de>' })
    .optional()
    .describe('Mail: the sender of our mails'),
  MAIL_REPLY: z
    .string()
    .refine((text) => isReplyBase(text), { error: 'eine Adresse wie antwort@example.de, vor dem @ höchstens 20 Zeichen und kein +' })
    .optional()
    .describe('Mail: where answers arrive, with a word behind a + before the @'),
  MAIL_INBOUND_SECRET: z
    .string()
    .min(32, { error: 'mindestens 32 Zeichen' })
    .optional()
    .describe('Mail: what the mail server proves itself with when it hands over answers'),
  CALCOM_WEBHOOK_SECRET: z
    .string()
    .min(16, { error: 'mindestens 16 Zeichen' })
    .optional()
    .describe('Cal.com: what it signs with when it tells of bookings'),
  TEAMS_DEVELOPER: z
    .string()
    .min(1)
    .max(32, { error: 'höchstens 32 Zeichen' })
    .optional()
    .describe('Teams: who publishes the app, for its package'),
  TEAMS_TERMS_URL: z
    .url({ protocol: /^https$/, error: 'eine Adresse mit https' })
    .optional()
    .describe('Teams: terms of use, for the app package'),
  TEAMS_PLAYGROUND: z
    .string()
    .regex(/^(?:1|\d{4,5})$/, { error: '1 oder der Port des Playground' })
    .transform((word) => (word === '1' ? PLAYGROUND_PORT : Number(word)))
    .optional()
    .describe('1 (or its port, if not 56150) opens the staff door to the Agents Playground on this machine, without any proof'),
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.describe('OpenTelemetry: the receiver of traces and metrics; without one nothing is told'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: receiver.describe('OpenTelemetry: the receiver of traces, if it is another one; the whole address'),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: receiver.describe('OpenTelemetry: the receiver of metrics, if it is another one; the whole address'),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .literal('http/json', { error: 'http/json' })
    .default('http/json')
    .describe('OpenTelemetry: how the receiver is spoken to'),
  OTEL_TRACES_EXPORTER: tellsBy.describe('OpenTelemetry: none tells no traces'),
  OTEL_METRICS_EXPORTER: tellsBy.describe('OpenTelemetry: none tells no metrics'),
  OTEL_SDK_DISABLED: z
    .enum(['true', 'false'], { error: 'true oder false' })
    .default('false')
    .transform((word) => word === 'true')
    .describe('OpenTelemetry: true tells nothing, whatever else is set'),
  OTEL_SERVICE_NAME: z.string().default('wegweiser').describe('OpenTelemetry: how we are called there'),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, { error: SAMPLERS.join(', ') })
    .default('parentbased_always_on')
    .describe('OpenTelemetry: which traces are told'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'eine Zahl von 0 bis 1' })
    .min(0, { error: 'mindestens 0' })
    .max(1, { error: 'höchstens 1' })
    .default(1)
    .describe('OpenTelemetry: the share of traces that is told, for the samplers with ratio'),
  OTEL_BSP_SCHEDULE_DELAY: whole(1, 600_000).default(5000).describe('OpenTelemetry: milliseconds between two parcels of traces'),
  OTEL_METRIC_EXPORT_INTERVAL: whole(100, 3_600_000).default(60_000).describe('OpenTelemetry: milliseconds between two parcels of metrics'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'fatal, error, warn, info, debug, trace oder silent' })
    .default('info')
    .describe('Least level that is logged'),
}
const schema = z.object(SETTINGS)

export type Settings = z.output<typeof schema> & { publicUrl: string }

/** `problems` names every wrong setting in German, one line each. */
export function readSettings(
  env: Record<string, string | undefined>,
): { ok: true; settings: Settings } | { ok: false; problems: string[] } {
  const given = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, ownValue(env, name) || undefined]))
  const parsed = schema.safeParse(given)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) =>
          `${String(issue.path[0])}=${JSON.stringify(ownValue(given, String(issue.path[0])) ?? '')}: erwartet wird ${issue.message}.`,
      )
  const teams = ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const
  const missing = teams.filter((name) => !given[name])
  if (missing.length > 0 && missing.length < teams.length)
    problems.push(`Für Teams fehlt ${missing.join(' und ')}; alle drei gehören zusammen.`)
  problems.push(...mailProblems(given))
  problems.push(...signInProblems(given))
  problems.push(...playgroundProblems(given))
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  const settings = parsed.data
  return {
    ok: true,
    settings: {
      ...settings,
      KNOWLEDGE_DIR: settings.KNOWLEDGE_DIR.map((folder) => resolve(folder)),
      publicUrl: (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ''),
    },
  }
}

function isOwnMachine(hostname: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

/** A name or a number, with its port or without one, and nothing else. */
function isHost(text: string): boolean {
  return URL.canParse(`http://${text}`) && /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(text)
}

const CMS_BACKEND_HINT = 'JSON wie {"name":"gitlab","repo":"gruppe/inhalte","branch":"main"}'

/** Undefined for what is no description of a backend. */
function readCmsBackend(text: string): { name: string; repo: string; [option: string]: string | boolean } | undefined {
  try {
    return cmsBackend.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
const cmsBackend = z
  .object({ name: z.enum(['github', 'gitlab', 'gitea', 'bitbucket', 'azure']), repo: z.string().min(1) })
  .catchall(z.union([z.string(), z.boolean()]))

function mailProblems(given: Record<string, string | undefined>): string[] {
  const { SMTP_URL, MAIL_FROM, MAIL_REPLY, MAIL_INBOUND_SECRET } = given
  const problems: string[] = []
  if (!SMTP_URL !== !MAIL_FROM) problems.push(`Für E-Mail fehlt ${SMTP_URL ? 'MAIL_FROM' : 'SMTP_URL'}; beide gehören zusammen.`)
  if (!MAIL_REPLY !== !MAIL_INBOUND_SECRET)
    problems.push(`Für Antworten per E-Mail fehlt ${MAIL_REPLY ? 'MAIL_INBOUND_SECRET' : 'MAIL_REPLY'}; beide gehören zusammen.`)
  if (MAIL_REPLY && !SMTP_URL) problems.push('MAIL_REPLY gilt nur zusammen mit SMTP_URL und MAIL_FROM.')
  return problems
}

/** Nobody is let in by a provider before somebody has said who. */
function signInProblems(given: Record<string, string | undefined>): string[] {
  const needed = ['EDITOR_OIDC_ISSUER', 'EDITOR_OIDC_CLIENT_ID', 'EDITOR_OIDC_ALLOW'] as const
  const missing = needed.filter((name) => !given[name])
  const isBegun = missing.length < needed.length || given.EDITOR_OIDC_CLIENT_SECRET !== undefined
  return isBegun && missing.length > 0 ? [`Für die Anmeldung der Redaktion mit OpenID Connect fehlt ${missing.join(' und ')}.`] : []
}

/** An address with room for a word behind a `+`. */
function isReplyBase(text: string): boolean {
  const box = readMailbox(text)
  const local = box?.address.split('@')[0] ?? ''
  return box?.name === '' && local.length <= MAX_REPLY_LOCAL_PART && !local.includes('+')
}

/** The Playground's door asks nobody for a proof, so it stays shut wherever strangers may come by. */
function playgroundProblems(given: Record<string, string | undefined>): string[] {
  if (given.TEAMS_PLAYGROUND === undefined) return []
  const { PUBLIC_URL, TRUST_PROXY, MICROSOFT_APP_ID } = given
  const isPublic = PUBLIC_URL !== undefined && URL.canParse(PUBLIC_URL) && !isOwnMachine(new URL(PUBLIC_URL).hostname)
  const against = [
    ...(MICROSOFT_APP_ID === undefined ? [] : ['MICROSOFT_APP_ID: Mit Teams gibt es nichts zu erproben']),
    ...(isPublic ? ['PUBLIC_URL: Auf einem öffentlichen Server stünde die Tür allen offen'] : []),
    ...(TRUST_PROXY === 'true' ? ['TRUST_PROXY: Hinter einem Proxy stünde die Tür allen offen'] : []),
  ]
  return against.map((reason) => `TEAMS_PLAYGROUND geht nicht zusammen mit ${reason}.`)
}
