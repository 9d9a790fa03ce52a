/** The statement on accessibility: made from `area.md`, honest where something is missing. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { startSite, wordsIn } from './real-site.ts'

const HEAD = `---
operator: { name: die Beispielkammer, mail: buero@example.de }
accessibility:
  body: Beispielkammer Musterstadt
  assessed: 2026-11-03
  method: { de: Unsere Redaktion hat selbst geprüft., en: Our editors assessed it. }
  gaps:
    - { de: Ein Film hat <noch> keine Untertitel., en: A film has no captions. }
  feedback: { phone: 0391 0000 }
  enforcement:
    name: { de: Ombudsstelle der Musterstadt, en: Ombudsperson of Musterstadt }
    mail: ombud@example.de
    web: https://ombud.example.de
---
`
const site = await startSite({ overlay: knowledgeFolder({ 'area.md': HEAD }) })

describe('the statement on accessibility', () => {
  it('names the body, the day, the gaps, where to report and who enforces, in both languages', async () => {
    const page = await site.text('/barrierefreiheit')
    const words = wordsIn(page)
    for (const said of [
      'Für diese Seiten ist verantwortlich: Beispielkammer Musterstadt',
      'entsprechen ihm teilweise',
      'Gebärdensprache',
      'Unsere Redaktion hat selbst geprüft.',
      'Zuletzt geprüft am 03.11.2026.',
      'Ombudsstelle der Musterstadt',
    ])
      expect(words).toContain(said)
    expect(page).toContain('Ein Film hat &lt;noch&gt; keine Untertitel.')
    expect(page).toContain('href="tel:03910000"')
    // A way that is named for barriers takes the place of the office.
    expect(page).not.toContain('buero@example.de')
    expect(page).toContain('href="mailto:ombud@example.de"')
    const english = await site.text('/barrierefreiheit?lang=en')
    expect(english).toContain('<html lang="en">')
    expect(wordsIn(english)).toMatch(/Ombudsperson of Musterstadt[\s\S]*/)
    expect(wordsIn(english)).toContain('A film has no captions.')
  })

  it('is one link away from every page, in its language', async () => {
    for (const path of ['/', '/wissen', '/foerderung/bafa-beratung', '/gibt/es/nicht'])
      expect(await site.text(path), path).toContain('<a href="/barrierefreiheit">')
    expect(await site.text('/wissen/en-e-rechnung')).toContain('<a href="/barrierefreiheit?lang=en">')
  })
})

describe('what nobody entered', () => {
  it('is said to be missing, never made up', async () => {
    const bare = await startSite({ overlay: knowledgeFolder({}) })
    const words = wordsIn(await bare.text('/barrierefreiheit'))
    expect(words).toContain('noch niemand eingetragen')
    expect(words).toContain('noch nicht eingetragen')
    expect(words).toContain('Die Anlaufstellen haben Telefon und E-Mail')
  })

  it('and what contradicts itself is told with line and fix', () => {
    const head = HEAD.replace('  body:', '  state: ganz\n  body:')
    const folder = knowledgeFolder({ 'area.md': head })
    const found = allIssues(loadKnowledge([...SHIPPED_KNOWLEDGE, folder]), '2026-11-22').filter(({ file }) => file.startsWith(folder))
    expect(found.map(({ line, message, hint }) => `${line}: ${message} ${hint}`)).toEqual([
      expect.stringMatching(/^4: .*„ganz“ passt nicht zu einer Liste bekannter Mängel.*Schreiben Sie „teilweise“/),
    ])
  })
})

describe('easier words', () => {
  it('are folded on the page of an entry that has them, a sentence a line', async () => {
    const page = await site.text('/wissen/e-rechnung')
    expect(page).toMatch(/<details class="easier"><summary>In einfachen Worten<\/summary>\s*<p>Eine E-Rechnung ist/)
    expect(await site.text('/wissen/glasfaser-mobilfunk')).not.toContain('class="easier"')
  })

  it('explain the service itself on a page that every footer leads to', async () => {
    expect(await site.text('/')).toContain('<a href="/wissen/leichte-sprache" hreflang="de">Leichte Sprache</a>')
    expect(await site.text('/wissen/leichte-sprache')).toContain('class="entry entry--easy"')
  })
})
