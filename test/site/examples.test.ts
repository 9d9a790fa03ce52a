/** Praxisbeispiele: the facts of each on its page and in the list, the subject that it is an example of, and what machines read. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sitemap } from '../../adapters/feeds/sitemap.ts'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { entryText, knowledgeFolder, save } from '../fixtures/knowledge-folder.ts'
import { PUBLIC_URL, type RealSite, startSite, wordsIn } from './real-site.ts'

const asked = (name: string) => [`${name}?`, `${name} wie?`, `${name} wer?`]
const EXAMPLE =
  'next: [articles/buchung]\nexample:\n  who: Ein Gasthof\n  when: um 2024\n  did: Tische <b>online</b>\n  result: Weniger Anrufe\n  ask: contacts/haus\n'
const folder = knowledgeFolder({
  'vocabulary.md': '## Themen\n\n| Kennung | Name |\n|---|---|\n| verkauf | Verkauf |\n',
  'articles/buchung.md': entryText('Tische buchen', asked('Tische'), { body: 'So geht es.' }),
  'articles/gasthof.md': entryText('Tische im Gasthof', asked('Gasthof'), { fields: EXAMPLE, body: 'Ein Gasthof hat es gemacht.' }),
  'contacts/haus.md': entryText('Das Haus', asked('Haus'), {
    fields: 'organisation: Das Haus\nrole: Auskunft\nphone: "0391 123456"\n',
  }),
})
let site: RealSite
beforeAll(async () => {
  site = await startSite({ alone: folder })
})

const FACTS = ['Ein Gasthof', 'um 2024', 'Tische &lt;b&gt;online&lt;/b&gt;', 'Weniger Anrufe', 'nicht genannt', 'Das Haus']

describe('a Praxisbeispiel', () => {
  it('tells on its page who, when, what, what came of it, whom to ask, and what nobody has told', async () => {
    const page = await site.text('/wissen/gasthof')
    const words = wordsIn(page)
    for (const fact of FACTS) expect(words).toContain(fact)
    expect(page).toContain('<a href="/anlaufstellen/haus">Das Haus</a>')
    expect(page).toContain('"articleSection":"Praxisbeispiele"')
  })

  it('stands in the list, which is one for machines, too, and in the sitemap', async () => {
    const page = await site.text('/praxisbeispiele')
    for (const fact of FACTS) expect(wordsIn(page)).toContain(fact)
    expect(page).toContain(
      `"itemListElement":[{"@type":"ListItem","position":1,"name":"Tische im Gasthof","url":"${PUBLIC_URL}/wissen/gasthof"}]`,
    )
    expect(wordsIn(await site.text('/praxisbeispiele?thema=verkauf'))).toContain('Dazu gibt es noch kein Beispiel.')
    expect(await site.text('/wissen')).toContain('href="/praxisbeispiele"')
    expect(sitemap(site.known().knowledge, PUBLIC_URL)).toContain('/praxisbeispiele')
  })

  it('is shown by the entry that it is an example of', async () => {
    const page = await site.text('/wissen/buchung')
    expect(wordsIn(page)).toContain('Wer das schon gemacht hat')
    expect(page).toContain('<a href="/wissen/gasthof">Tische im Gasthof</a>')
  })

  it('tells its editor whom it may name', () => {
    save(folder, 'articles/falsch.md', entryText('Falsch', asked('Falsch'), { fields: EXAMPLE.replace('contacts/haus', 'contacts/hauss') }))
    const found = allIssues(loadKnowledge([folder]), '2026-11-22').filter(({ file }) => file.endsWith('falsch.md'))
    expect(found.map(({ code, line, hint }) => ({ code, line, hint }))).toEqual([
      { code: 'unknown-id', line: expect.any(Number), hint: 'Meinten Sie „contacts/haus“?' },
    ])
  })

  it('has no list before there is one', async () => {
    save(folder, 'articles/falsch.md', 'x')
    save(folder, 'articles/gasthof.md', entryText('Tische im Gasthof', asked('Gasthof')))
    site.reload()
    expect((await site.get('/praxisbeispiele')).status).toBe(404)
    expect(await site.text('/wissen')).not.toContain('/praxisbeispiele')
    expect(sitemap(site.known().knowledge, PUBLIC_URL)).not.toContain('/praxisbeispiele')
  })
})
