/** What pages say beside the entries is an editor's to change, sentence by sentence, and can do no harm. */
import { describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { markupOf } from '../../adapters/site/frame/html.ts'
import { pageWords } from '../../adapters/site/frame/page-words.ts'
import { SITE, SITE_LINES } from '../../adapters/words/site-book.ts'
import { knowledgeFolder, save } from '../fixtures/knowledge-folder.ts'
import { startSite, wordsIn } from './real-site.ts'

const EVIL = '<img src=x onerror=alert(1)>'
const overlay = knowledgeFolder({
  'site.de.md': `## events.intro

Kommen Sie **vorbei**, oder [fragen Sie](/chat). ${EVIL}

## contacts.unknown

„{asked}“ kennt hier niemand: [dorthin]({asked}), [böse](javascript:alert(2)), [weg](/wissen/gibtesnicht).
`,
})
const site = await startSite({ overlay })
const shipped = await startSite()

describe('a sentence of the pages', () => {
  it('of an own folder stands in place of the shipped one, and no other changes', async () => {
    const [own, before] = await Promise.all([site.text('/veranstaltungen'), shipped.text('/veranstaltungen')])
    expect(own).toContain('Kommen Sie <strong>vorbei</strong>, oder <a href="/chat">fragen Sie</a>.')
    const without = (html: string) => wordsIn(html).replace(/^(.*?<?Veranstaltungen ).*?(?=Dezember 2026|November 2026)/, '$1')
    expect(without(own)).toBe(without(before))
  })

  it('changes with the file, without a restart', async () => {
    save(overlay, 'site.en.md', '## onward.chat\n\nAsk our chat\n')
    expect(await site.text('/wissen/en-website')).toContain('>Ask in the chat</a>')
    site.reload()
    expect(await site.text('/wissen/en-website')).toContain('>Ask our chat</a>')
  })

  it('is shown, never run: neither its own marks nor what a visitor wrote', async () => {
    expect(await site.text('/veranstaltungen')).not.toContain(EVIL)
    for (const asked of ['javascript:alert(3)', '//boese.example', '/\\boese.example', EVIL, '"><script>alert(4)</script>']) {
      const html = await site.text(`/anlaufstellen?ort=${encodeURIComponent(asked)}`)
      expect(html).toContain('<a href="#">dorthin</a>, [böse](javascript:alert(2)), weg.')
      expect(html).not.toContain(EVIL)
      expect(html).not.toContain('<script>')
    }
  })

  it('takes paths of our own into the address of a link', async () => {
    expect(await shipped.text('/wissen?q=Kasse%20%22%26')).toContain('<a href="/chat?q=Kasse+%22%26">Im Chat fragen</a>')
  })

  it('is told where a link stands in what is only text', () => {
    const folder = knowledgeFolder({ 'site.de.md': '## events.title\n\n[Termine](/chat)\n' })
    const found = allIssues(loadKnowledge([...SHIPPED_KNOWLEDGE, folder]), '2026-11-22').filter(({ file }) => file.startsWith(folder))
    expect(found.map(({ line, message, hint }) => `${line}: ${message} ${hint}`)).toEqual([
      '1: „events.title“ wird als bloßer Text gezeigt, Links und **Fettes** gehen hier nicht. Schreiben Sie nur die Worte.',
    ])
  })

  it('is rendered once for each version of the knowledge', () => {
    const words = pageWords(shipped.knowledge, 'de')
    expect(pageWords(shipped.knowledge, 'de')).toBe(words)
    expect(markupOf(words.line('events.empty'))).toContain('<a href="/anlaufstellen">')
  })

  it('is there in both languages, and the English one is not the German one', () => {
    const { de, en } = loadKnowledge([]).knowledge.site
    expect(Object.keys(SITE).filter((id) => !de[id] || !en[id])).toEqual([])
    expect(Object.keys(SITE_LINES).filter((id) => de[id] === en[id])).toEqual([])
  })
})
