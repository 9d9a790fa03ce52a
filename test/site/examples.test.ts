/** Praxisbeispiele: the facts of each on its page and in the list, the subject that it is an example of, and what machines read. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sitemap } from '../../adapters/feeds/sitemap.ts'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { openExamples } from '../../bot/knowledge/examples.ts'
import { momentOn } from '../../bot/moment.ts'
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

  it('that is told in English, too, is one example: each reader gets it once, in their language', async () => {
    const english = EXAMPLE.replace('Ein Gasthof', 'An inn').replace('um 2024', 'around 2024')
    const translated = (of: string) => `lang: en\ntranslationOf: articles/${of}\n`
    save(folder, 'articles/en-gasthof.md', entryText('Tables at an inn', asked('inn'), { fields: english + translated('gasthof') }))
    save(folder, 'articles/en-buchung.md', entryText('Booking tables', asked('tables'), { fields: translated('buchung') }))
    save(
      folder,
      'articles/imbiss.md',
      entryText('Tische im Imbiss', asked('Imbiss'), { fields: EXAMPLE.replace('[articles/buchung]', '[contacts/haus]') }),
    )
    site.reload()
    const german = await site.text('/wissen/buchung')
    expect(german).toContain('href="/wissen/gasthof"')
    expect(german).not.toContain('href="/wissen/en-gasthof"')
    const page = await site.text('/wissen/en-buchung')
    expect(page).toContain('<a href="/wissen/en-gasthof">Tables at an inn</a> <span class="quiet">(around 2024)</span>')
    expect(page).not.toContain('href="/wissen/gasthof"')
    const [before, after] = (await site.text('/praxisbeispiele')).split('<section lang="en"')
    expect([before!.includes('Tische im Gasthof'), before!.includes('Tables at an inn')]).toEqual([true, false])
    expect([after!.includes('Tische im Gasthof'), after!.includes('Tables at an inn')]).toEqual([false, true])
    // Nobody has translated the other one: in English, too, it is better than none.
    const { knowledge } = site.known()
    const moment = momentOn('2026-11-28')
    const titles = (lang: 'de' | 'en') => openExamples(knowledge, moment, lang).map(({ title }) => title)
    expect([titles('de'), titles('en')]).toEqual([
      ['Tische im Gasthof', 'Tische im Imbiss'],
      ['Tables at an inn', 'Tische im Imbiss'],
    ])
    for (const name of ['en-gasthof', 'en-buchung', 'imbiss']) save(folder, `articles/${name}.md`, 'x')
    site.reload()
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
