/** `npm run new -- event "Titel"`: a new entry as a draft, with every field of its kind explained. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { anchor } from '../../bot/knowledge/passages.ts'
import { KINDS, type Kind } from '../../bot/knowledge/schema.ts'
import { template } from '../../bot/knowledge/template.ts'
import { refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { today } from './today.ts'

const WORDS: Record<Kind, string[]> = {
  articles: ['article', 'articles', 'artikel'],
  funding: ['funding', 'foerderung', 'förderung', 'programm'],
  events: ['event', 'events', 'veranstaltung', 'termin'],
  contacts: ['contact', 'contacts', 'anlaufstelle', 'kontakt'],
  guides: ['guide', 'guides', 'dialog'],
}

const [word = '', ...rest] = process.argv.slice(2)
const title = rest.join(' ').trim()
const kind = KINDS.find((candidate) => WORDS[candidate].includes(word.toLowerCase()))
const slug = anchor(title)
if (!kind || slug === '') refuse('npm run new -- article|funding|event|contact|guide "Titel"')
// With a shared core and an overlay, new entries belong to the overlay.
const folder = knowledgeFolders().at(-1)!
const path = join(folder, kind, `${slug}.md`)
if (existsSync(path)) {
  console.error(`${relative(process.cwd(), path)} gibt es schon. Nehmen Sie einen anderen Titel oder bearbeiten Sie die Datei.`)
  process.exit(1)
}
mkdirSync(dirname(path), { recursive: true })
writeFileSync(path, template(kind, title, today(undefined)))
console.log(`${relative(process.cwd(), path)} ist angelegt, als Entwurf (status: draft).
Füllen Sie die Felder. Wo Sie ein weiteres brauchen, nehmen Sie davor „# “ weg; alle anderen Zeilen mit # dürfen Sie löschen.
Soll der Eintrag live gehen, löschen Sie status: draft. Prüfen: npm run -s check`)
