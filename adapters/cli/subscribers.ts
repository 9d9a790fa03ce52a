/**
 * `npm run -s subscribers -- [--month 2026-12 …]`: the monthly mail as somebody gets it; without a month who gets it, as figures.
 * `--remove ADDRESS` deletes somebody at their word.
 */
import pino from 'pino'
import { isDay } from '../../bot/knowledge/day.ts'
import { settingsOrExit } from '../environment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { issueAt, nextIssue } from '../monthly-mail/issue.ts'
import { mimeOf } from '../monthly-mail/mime.ts'
import { previewMonth } from '../monthly-mail/preview.ts'
import { readWishes } from '../monthly-mail/wishes.ts'
import { openStore } from '../storage/open.ts'
import { readArguments, refuse } from './arguments.ts'
import { servedFolders } from './folders.ts'
import { instant } from './today.ts'

const { values } = readArguments(
  {
    options: {
      month: { type: 'string' },
      topic: { type: 'string', multiple: true, default: [] },
      place: { type: 'string', default: '' },
      lang: { type: 'string', default: 'de' },
      format: { type: 'string', default: 'text' },
      remove: { type: 'string' },
      'remove-all': { type: 'boolean', default: false },
      now: { type: 'string' },
    },
  },
  'npm run -s subscribers -- [--month 2026-12] [--topic ki] [--place 12345] [--lang de|en] [--format text|html|eml] [--remove ADRESSE] [--remove-all]',
)
const now = instant(values.now)
const settings = settingsOrExit()

if (values.month === undefined) await withStore()
else await preview(values.month)

async function preview(month: string): Promise<void> {
  if (!isDay(`${month}-01`)) refuse(`--month ${month} ist kein Monat. Schreiben Sie zum Beispiel --month 2026-12.`)
  const { knowledge } = loadKnowledge(servedFolders())
  const { format, topic, place } = values
  const unknown = topic.find((id) => !knowledge.vocabulary.topics.some((known) => known.id === id))
  if (unknown !== undefined) refuse(`--topic ${unknown}: Dieses Thema steht nicht in vocabulary.md.`)
  const read = readWishes(topic, place, values.lang === 'en' ? 'en' : 'de', knowledge)
  if (!read.ok) refuse(`--place ${place}: Diesen Ort kennen wir nicht.`)
  const { publicUrl, IMPRINT_URL: imprint, PRIVACY_URL: privacy } = settings
  const letter = previewMonth(month, read.wishes, now, { knowledge: () => knowledge, publicUrl, legal: { imprint, privacy } })
  if (!letter) return console.log('Kein Termin passt: Wer das gewählt hat, bekommt in diesem Monat keine Mail.')
  if (format === 'text') process.stdout.write(letter.text)
  else if (format === 'html') process.stdout.write(letter.html)
  else if (format === 'eml') {
    const envelope = { id: 'preview', from: { name: '', address: 'vorschau@example.org' }, to: 'vorschau@example.org', date: now }
    process.stdout.write(await mimeOf(letter, { ...envelope, host: new URL(publicUrl).hostname }))
  } else refuse(`--format ${format} gibt es nicht. Möglich sind text, html und eml.`)
}

async function withStore(): Promise<void> {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = settings
  const store = await openStore({ dataDir, databaseUrl, clock: () => now, log: pino({ level: 'silent' }) })
  const { subscribers } = store
  try {
    if (values.remove !== undefined || values['remove-all']) {
      const ids = await subscribers.ids(values.remove)
      for (const id of ids) await subscribers.remove(id)
      console.log(ids.length === 1 ? 'Eine Adresse ist gelöscht.' : `${ids.length === 0 ? 'Keine' : ids.length} Adressen sind gelöscht.`)
      return
    }
    const { monthlyMail } = loadKnowledge(servedFolders()).knowledge.area
    const issue = issueAt(now, monthlyMail) ?? nextIssue(now, monthlyMail)
    const { subscribers: people, letters } = await subscribers.summary(issue.kind, 'month')
    console.log(`Bestätigt: ${people.active}. Noch nicht bestätigt: ${people.asked}. Unzustellbar: ${people.bounced}.`)
    console.log(
      `Ausgabe ${issue.month}: ${letters.sent} verschickt, ${letters.waiting + letters.handing} warten, ${letters.empty} ohne passenden Termin, ${letters.refused} abgewiesen, ${letters.uncertain} ungewiss.`,
    )
  } finally {
    await store.close()
  }
}
