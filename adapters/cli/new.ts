/** `npm run new -- event "Titel"`: a new entry as a draft, with every field of its kind explained. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { anchor } from '../../bot/knowledge/passages.ts'
import type { Kind } from '../../bot/knowledge/schema.ts'
import { SHIPPED_KNOWLEDGE } from '../load-knowledge.ts'
import { template } from './template.ts'
import { today } from './today.ts'

const KIND_OF: Record<string, Kind> = {
  article: 'articles',
  articles: 'articles',
  artikel: 'articles',
  funding: 'funding',
  programm: 'funding',
  event: 'events',
  events: 'events',
  veranstaltung: 'events',
  contact: 'contacts',
  contacts: 'contacts',
  kontakt: 'contacts',
  guide: 'guides',
  guides: 'guides',
}

const [word = '', ...rest] = process.argv.slice(2)
const title = rest.join(' ').trim()
const kind = KIND_OF[word.toLowerCase()]
const slug = anchor(title)
if (!kind || slug === '') {
  console.error('npm run new -- article|funding|event|contact|guide "Titel"')
  process.exit(2)
}
const folder = process.env.KNOWLEDGE_DIR?.split(':').at(-1) ?? SHIPPED_KNOWLEDGE
const path = join(folder, kind, `${slug}.md`)
if (existsSync(path)) {
  console.error(`${relative(process.cwd(), path)} gibt es schon. Nehmen Sie einen anderen Titel oder bearbeiten Sie die Datei.`)
  process.exit(1)
}
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, template(kind, title, today(undefined)))
console.log(
  `${relative(process.cwd(), path)} ist angelegt, als Entwurf (status: draft). Füllen Sie die Felder, löschen Sie die Zeilen mit #, die Sie nicht brauchen,`,
)
console.log('und nehmen Sie status: draft heraus, wenn der Eintrag live gehen soll. Prüfen: npm run -s check')
