/** Two handbooks of strangers, one of Hugo and one of Docusaurus: imported by the command, published as they came, and asked ten questions each. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'
import { knownFrom, realBot } from '../real-bot.ts'

const SITES = fileURLToPath(new URL('../fixtures/sites/', import.meta.url))

/** The pages of a folder as entries; and what the command said. */
async function take(pages: string): Promise<{ folder: string; said: string }> {
  const folder = temporaryFolder()
  const { out, code } = await run('import', [join(SITES, pages), '--into', folder])
  expect(code).toBe(0)
  const articles = join(folder, 'articles')
  for (const name of readdirSync(articles)) {
    const text = readFileSync(join(articles, name), 'utf8')
    writeFileSync(join(articles, name), text.replace('\nstatus: draft', ''))
  }
  return { folder, said: out }
}

type Asked = [question: string, page: string]
const HUGO: Asked[] = [
  ['Wie werde ich Mitglied?', 'mitglied-werden'],
  ['Was kostet ein fester Schreibtisch im Monat?', 'tarife-und-tageskarten'],
  ['Wie lange ist die Kündigungsfrist?', 'vertrag-kuendigen'],
  ['Wann bekomme ich meine Kaution zurück?', 'vertrag-kuendigen'],
  ['Kann ich einen Raum mit Beamer reservieren?', 'besprechungsraum-reservieren'],
  ['Darf ich an den 3D-Drucker?', 'werkstatt-und-3d-drucker-benutzen'],
  ['Wie lange dürfen meine Gäste bleiben?', 'gaeste-mitbringen'],
  ['Wie lautet das Kennwort vom WLAN?', 'wlan-einrichten'],
  ['Wo kann ich mein Fahrrad abstellen?', 'parken-und-fahrraeder'],
  ['Was mache ich bei Feueralarm?', 'hausordnung'],
]
const DOCUSAURUS: Asked[] = [
  ['Wie richte ich die Kasse ein?', 'kasse-einrichten'],
  ['Wie lege ich einen neuen Artikel an?', 'artikel-und-preise-anlegen'],
  ['Kann ich einen alten Bon noch einmal drucken?', 'bon-drucken-und-nachdrucken'],
  ['Ich habe mich vertippt, wie storniere ich?', 'verkauf-stornieren'],
  ['Das Kartenlesegerät antwortet nicht', 'kartenzahlung-annehmen'],
  ['Wie mache ich abends den Abschluss?', 'tagesabschluss-machen'],
  ['Wie löse ich einen Gutschein ein?', 'rabatte-und-gutscheine'],
  ['Eine Kollegin hat ihre PIN vergessen', 'benutzer-und-rechte'],
  ['Was will die Steuerprüfung von uns haben?', 'daten-fuer-die-steuerpruefung-ausgeben'],
  ['Was bedeutet E07?', 'fehlermeldungen-und-was-sie-bedeuten'],
]

describe.each([
  ['Hugo', 'hugo/content', HUGO],
  ['Docusaurus', 'docusaurus/docs', DOCUSAURUS],
])('%s', async (_, pages, asked) => {
  const { folder, said } = await take(pages)
  const known = knownFrom(folder)

  it('all twelve pages come along, none with a mark of its generator', () => {
    expect(said).toContain('12 angelegt, 0 geändert, 0 unverändert, 0 gibt es schon und sind nicht angerührt, 0 Fehler.')
    expect(known.knowledge.entries.size).toBe(12)
    for (const { title, passages } of known.knowledge.entries.values())
      expect([title, ...passages.map(({ markdown }) => markdown)].join('\n')).not.toMatch(/\{\{|\{%|^:::|^import |---json|\]\(\)/m)
  })

  it('nine of ten questions are answered with their page, or ask back with it on top', async () => {
    const shown = await Promise.all(
      asked.map(async ([question]) => {
        const bot = await realBot({ now: '2026-11-27T12:00:00Z', known })
        await bot.say(question)
        return bot.events[0]?.entry
      }),
    )
    const missed = asked.filter(([, page], i) => shown[i] !== `articles/${page}`).map(([question]) => question)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(1)
  })
})
