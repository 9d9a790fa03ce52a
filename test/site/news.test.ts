/** What is new: what counts as a change, what outlives a restart, and the page and the feed that show it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { entryChanges } from '../../adapters/entry-changes.ts'
import { readAnyFormat } from '../../adapters/partners/any-format.ts'
import { entryText, knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { PUBLIC_URL, type RealSite, startSite, wordsIn } from './real-site.ts'

const text = (title: string, body: string, checked = '2026-11-01') =>
  entryText(title, [`${title}?`, `${title} was?`, `${title} wie?`], { body }).replace('checked: 2026-11-01', `checked: ${checked}`)
const folder = knowledgeFolder({
  'articles/eins.md': text('Eins & Zwei', 'Die Antwort.'),
  'articles/zwei.md': text('Drei', 'Noch eine.'),
  'events/vorbei.md': entryText('Vorbei', ['v?', 'vv?', 'vvv?'], { fields: 'start: 2026-11-01\nmode: online\norganiser: Haus\n' }),
})
const dataDir = temporaryFolder()
const changes = entryChanges(dataDir)
let site: RealSite
const look = (today: string) => {
  site.reload()
  changes.observe(site.known().knowledge, today)
}
beforeAll(async () => {
  site = await startSite({ alone: folder, changeOf: (id) => changes.of(id) })
  look('2026-11-10')
})

describe('what is new', () => {
  it('is nothing of what was there at the first look', () => {
    expect([changes.of('articles/eins'), changes.of('articles/neu')]).toEqual([{ digest: expect.any(String) }, undefined])
  })

  it('is what was added or says something else, and no new check day', () => {
    save(folder, 'articles/neu.md', text('Ganz neu', 'Hinzugekommen.'))
    save(folder, 'articles/zwei.md', text('Drei', 'Noch eine.', '2026-11-15'))
    look('2026-11-18')
    save(folder, 'articles/eins.md', text('Eins & Zwei', 'Die Antwort ist <b>anders</b>.'))
    look('2026-11-20')
    const days = (id: string) => ({ ...changes.of(id as never), digest: undefined })
    expect([days('articles/neu'), days('articles/eins'), days('articles/zwei')]).toEqual([
      { found: '2026-11-18', digest: undefined },
      { changed: '2026-11-20', digest: undefined },
      { digest: undefined },
    ])
  })

  it('outlives a restart, and a broken memory makes nothing new', () => {
    const again = entryChanges(dataDir)
    again.observe(site.known().knowledge, '2026-11-21')
    expect(again.of('articles/neu')).toMatchObject({ found: '2026-11-18' })
    expect(again.of('articles/eins')).toMatchObject({ changed: '2026-11-20' })
    const other = temporaryFolder()
    save(other, 'changes.json', '[["articles/eins"')
    const broken = entryChanges(other)
    broken.observe(site.known().knowledge, '2026-11-21')
    expect(broken.of('articles/neu')).not.toHaveProperty('found')
    rmSync(join(other, 'changes.json'))
  })

  it('stands on a page by day, without what is over', async () => {
    const page = wordsIn(await site.text('/neues'))
    expect(page).toMatch(
      /Was ist neu .*Freitag, 20\. November 2026 geändert Wissen Eins & Zwei .*18\. November 2026 neu Wissen Ganz neu .*15\. November 2026 Stand Wissen Drei/,
    )
    expect(page).not.toContain('Vorbei')
  })

  it('is a feed that readers can read, ours among them', async () => {
    const response = await site.get('/neues.atom')
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const feed = await response.text()
    expect(feed).toContain('<id>urn:wegweiser:wegweiser:articles/eins</id>')
    expect(feed).toContain('<updated>2026-11-20T00:00:00Z</updated>')
    const { news } = readAnyFormat({ bytes: Buffer.from(feed), contentType: '', address: `${PUBLIC_URL}/neues.atom`, today: '2026-11-22' })
    expect(news.map(({ title, link, day }) => [title, link, day])).toEqual([
      ['Eins & Zwei', `${PUBLIC_URL}/wissen/eins`, '2026-11-20'],
      ['Ganz neu', `${PUBLIC_URL}/wissen/neu`, '2026-11-18'],
      ['Drei', `${PUBLIC_URL}/wissen/zwei`, '2026-11-15'],
    ])
    expect(await site.text('/wissen/eins')).toContain('<link rel="alternate" type="application/atom+xml" href="/neues.atom"')
  })
})
