/**
 * Whether this server can do all of its work, part by part, for `/readyz`. It really writes to the database, at most once a second
 * however often it is asked: nobody can wear the disk out with it.
 */
import { type Day, dayIn, daysBetween } from '../bot/knowledge/day.ts'
import { StorageAway, type StorageTrouble, type Store } from './storage/storage.ts'
import type { StorageHealth } from './storage/watched.ts'

/** A write that takes longer than this is none that a visitor would wait for. */
const PROBE_TIMEOUT_MS = 1500
const PROBE_EVERY_MS = 1000
/** On a full disk a small line may fit where a visitor's message does not: such trouble is told at least for so long. */
const TROUBLE_TOLD_MS = 10_000
const TOLD_LONGER = new Set<StorageTrouble>(['full', 'disk'])
/** From so many days before its end a secret is warned of. */
const SECRET_WARNING_DAYS = 30

/** How many files are named before the rest is a number. */
const MAX_NAMED = 5

/** What an operator is told to do. */
const REMEDIES: Record<StorageTrouble, string> = {
  busy: 'Die Datenbank ist überlastet oder wird von einem anderen Programm festgehalten. Es wird von selbst weiter versucht.',
  full: 'Die Festplatte der Datenbank ist voll. Schaffen Sie Platz; danach geht es von selbst weiter.',
  disk: 'Die Festplatte der Datenbank nimmt nichts an (voll, Kontingent erreicht oder defekt). Sobald sie wieder schreibt, geht es von selbst weiter.',
  readonly: 'Die Datenbank lässt sich nur lesen. Prüfen Sie Rechte und Dateisystem, bei PostgreSQL, ob dies der Hauptserver ist.',
  unreachable: 'Die Datenbank ist nicht zu erreichen. Es wird von selbst weiter versucht.',
  damaged:
    'Die Datenbank ist beschädigt. Halten Sie das Programm an und spielen Sie eine Sicherung zurück: npm run restore -- DATEI (docs/backup.md).',
  slow: 'Die Datenbank antwortet nicht rechtzeitig.',
}

export interface Readiness {
  status: 'ok' | 'degraded'
  knowledge: { status: 'ok' | 'issues' | 'empty'; entries: number; stale: number; issues: number; what?: string }
  storage: { status: 'ok' | 'away'; trouble?: StorageTrouble; since?: string; what?: string }
  secrets: { status: 'ok' | 'expiring' | 'expired'; expires?: Day }
}

export interface ReadinessOptions {
  store: Pick<Store, 'probe'>
  health: StorageHealth
  /** `older`: names of what answers in an older version. */
  knowledge(): { entries: number; stale: number; issues: number; older: readonly string[] }
  secretExpires: Day | undefined
  now: () => Date
}

/** Which entries and files answer in an older version, for those who run the server; nothing where none does. */
export function olderVersions(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const more = names.length > MAX_NAMED ? ` und ${names.length - MAX_NAMED} weitere` : ''
  return `In der letzten guten Fassung antworten: ${names.slice(0, MAX_NAMED).join(', ')}${more}. Was daran falsch ist, sagt npm run -s check.`
}

/** `degraded` when storage cannot write or there is nothing to answer with; an expiring secret is told and degrades nothing. */
export function createReadiness({ store, health, knowledge, secretExpires, now }: ReadinessOptions): () => Promise<Readiness> {
  let probed: { at: number; trouble: Promise<StorageTrouble | undefined> } | undefined

  const probe = (): Promise<StorageTrouble | undefined> => {
    const at = now().getTime()
    if (!probed || at - probed.at >= PROBE_EVERY_MS || at < probed.at) probed = { at, trouble: inTime(store.probe(now())) }
    return probed.trouble
  }

  const storage = async (): Promise<Readiness['storage']> => {
    const found = await probe()
    const last = health.last()
    const recent = last && TOLD_LONGER.has(last.trouble) && now().getTime() - last.at < TROUBLE_TOLD_MS ? last.trouble : undefined
    const down = health.down()
    const trouble = down?.trouble ?? found ?? recent
    if (trouble === undefined) return { status: 'ok' }
    const since = down?.since ?? last?.at
    return { status: 'away', trouble, ...(since !== undefined && { since: new Date(since).toISOString() }), what: REMEDIES[trouble] }
  }

  const secrets = (): Readiness['secrets'] => {
    if (secretExpires === undefined) return { status: 'ok' }
    const days = daysBetween(dayIn(now()), secretExpires)
    return { status: days < 0 ? 'expired' : days <= SECRET_WARNING_DAYS ? 'expiring' : 'ok', expires: secretExpires }
  }

  return async () => {
    const { older, ...known } = knowledge()
    const what = olderVersions(older)
    const parts = {
      knowledge: {
        status: known.entries === 0 ? ('empty' as const) : known.issues + known.stale > 0 ? ('issues' as const) : ('ok' as const),
        ...known,
        ...(what !== undefined && { what }),
      },
      storage: await storage(),
      secrets: secrets(),
    }
    return { status: parts.storage.status === 'ok' && known.entries > 0 ? 'ok' : 'degraded', ...parts }
  }
}

async function inTime(writing: Promise<void>): Promise<StorageTrouble | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), PROBE_TIMEOUT_MS)
  })
  try {
    return await Promise.race([
      writing.then(
        () => undefined,
        (error: unknown) => (error instanceof StorageAway ? error.trouble : 'unreachable'),
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}
