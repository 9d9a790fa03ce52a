/** An entry full of traps does no harm: whatever stands in a field or in the text is shown as text. */

import { describe, expect, it } from 'vitest'
import { monthOf } from '../../adapters/feeds/month.ts'
import { monthAsHtml, monthAsMarkdown } from '../../adapters/feeds/month-mail.ts'
import { markupOf } from '../../adapters/site/frame/html.ts'
import { renderMarkdown } from '../../adapters/site/frame/markdown.ts'
import { momentOn } from '../../bot/moment.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { dataIn, startSite } from './real-site.ts'

const EVIL = `<img src=x onerror=alert(1)>"'</script><script>alert(2)</script>`
const quoted = JSON.stringify(EVIL)
const COMMON = `title: ${quoted}
questions: [Eins?, Zwei?, Drei?]
checked: 2026-11-01
checkedBy: ${quoted}
source: [{ name: ${quoted}, url: "https://quelle.example/?a=%22&b=<x>", date: ${quoted} }]
confirm: ${quoted}
`
const BODY = `Ein Satz mit ${EVIL} darin, [böse](javascript:alert(3)), [daten](data:text/html,x), ![bild](https://boese.example/x.png "t").

## ${EVIL} Überschrift

| a | b |
|:--|--:|
| ${EVIL} | [weg](/wissen/gibtesnicht) |

<div onclick="alert(4)">HTML</div> und [außen](https://aussen.example/?q="x") und [//fremd](//fremd.example).

## Frage eins?

Antwort ${EVIL}

## Frage zwei?

Antwort
`
const entry = (fields: string) => `---\n${COMMON}${fields}---\n\n${BODY}`
const overlay = knowledgeFolder({
  'articles/boese.md': entry('topics: [einstieg]\n'),
  'funding/boese.md': entry(
    `provider: ${quoted}\ntype: Zuschuss\narea: [${quoted}]\nterritory: ${quoted}\neligible: { who: ${quoted}, legalForms: [${quoted}] }\nfunds: [${quoted}, ${quoted}]\nrate: ${quoted}\namount: { max: 5, note: ${quoted} }\napplyBeforeStart: true\nstate: offen\ncalls: [{ from: 2026-01-01, note: ${quoted} }]\n`,
  ),
  'events/boese.md': entry(
    `start: 2026-12-24T10:00\nplace: { name: ${quoted}, city: ${quoted} }\nmode: vor Ort\norganiser: ${quoted}\ncost: ${quoted}\ntentative: ${quoted}\nbooking: { title: ${quoted}, provider: link, url: 'https://aussen.example/?x="<y>' }\n`,
  ),
  'contacts/boese.md': entry(
    `organisation: ${quoted}\nrole: ${quoted}\naddress: { street: ${quoted}, city: ${quoted} }\nphone: "0391 123456"\nweb: "https://aussen.example/?a=1&b=<2>"\nhours: { of: ${quoted}, week: [Mo-So 0-24 Uhr], note: ${quoted} }\npages: [{ title: ${quoted}, url: "https://aussen.example/?a=1&b=<2>" }]\n`,
  ),
})
const site = await startSite({ overlay })
const PAGES = ['/wissen/boese', '/foerderung/boese', '/veranstaltungen/boese', '/anlaufstellen/boese']
const LISTS = [
  '/',
  '/wissen',
  '/wissen?q=Satz',
  '/foerderung',
  '/veranstaltungen',
  '/anlaufstellen',
  `/anlaufstellen?ort=${encodeURIComponent(EVIL)}`,
]

/** What a browser would take for markup and none of our templates writes: tags, and attributes that are neither quoted nor ours. */
function foreignIn(html: string): string | undefined {
  const bare = html.replace(/<script type="application\/ld\+json">.*?<\/script>/gs, '')
  const addresses = [...bare.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address!)
  const tags = bare.replace(/"[^"]*"/g, '""').match(/<[a-z][^>]*>/gi) ?? []
  return (
    addresses.find((address) => /^(javascript|data|\/\/|https?:\/\/boese)/i.test(address)) ??
    tags.find((tag) => /^<(img|iframe|object|embed|style|base)/i.test(tag) || /\s(on\w+|style)=/i.test(tag)) ??
    tags.find((tag) => /^<script/i.test(tag) && !/^<script (async|defer) src=""/.test(tag))
  )
}

describe('text from an entry', () => {
  it('would be noticed if it were markup', () => {
    expect(foreignIn(`<p>${EVIL}</p>`)).toBe('<img src=x onerror=alert(1)>')
    expect(foreignIn('<p title="<b onx=1>">x</p>')).toBeUndefined()
    expect(foreignIn('<a href="javascript:x">')).toBe('javascript:x')
  })

  it('was read as the entries under test', () => {
    for (const kind of ['articles', 'funding', 'events', 'contacts'])
      expect(site.knowledge.entries.get(`${kind}/boese` as never)?.title, kind).toBe(EVIL)
  })

  it('stays text on its page and in every list', async () => {
    for (const path of [...PAGES, ...LISTS]) {
      const html = await site.text(path)
      expect(foreignIn(html), path).toBeUndefined()
    }
    for (const path of PAGES) expect(await site.text(path), path).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;')
  })

  it('ends no script of data', async () => {
    for (const path of PAGES) {
      const [data] = dataIn(await site.text(path))
      expect(JSON.stringify(data), path).toContain('alert(2)')
    }
  })

  it('starts no new line in a calendar file', async () => {
    const text = await site.text('/veranstaltungen/boese.ics')
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1)
    expect(text.split('\r\n').filter((line) => !/^(\s|[A-Z-]+[:;])/.test(line))).toEqual([''])
  })

  it('stays text in the monthly mail', () => {
    const month = monthOf('2026-12', {
      knowledge: site.knowledge,
      publicUrl: 'https://wegweiser.example',
      ...momentOn('2026-11-22', '12:00'),
    })
    expect(month.days.flatMap(({ items }) => items).some(({ title }) => title === EVIL)).toBe(true)
    expect(monthAsHtml(month).match(/<(img|script)/)).toBeNull()
    expect(monthAsMarkdown(month)).not.toMatch(/(?<!\\)<(img|script)/)
  })
})

describe('Markdown', () => {
  const render = (text: string) => markupOf(renderMarkdown(text, site.knowledge, 'de'))

  it('announces links that leave the site', () => {
    expect(render('[außen](https://aussen.example/)')).toBe(
      '<p><a href="https://aussen.example/" rel="noopener noreferrer" class="external">außen<span class="only-heard"> (externe Seite)</span></a></p>\n',
    )
  })

  it('keeps links to our own pages, and makes words of links to entries that are not there', () => {
    expect(render('[E](/wissen/e-rechnung#ab-wann) [K](/veranstaltungen/sprechtag-halle.ics) [A](/anlaufstellen)')).toBe(
      '<p><a href="/wissen/e-rechnung#ab-wann">E</a> <a href="/veranstaltungen/sprechtag-halle.ics">K</a> <a href="/anlaufstellen">A</a></p>\n',
    )
    expect(render('[**weg**](/wissen/gibtesnicht) [rel](notiz.md) [//x](//fremd.example)')).toBe('<p><strong>weg</strong> rel //x</p>\n')
  })

  it('writes tables without styles, with headings for screen readers, in a box that scrolls', () => {
    const table = render('| a | b |\n|:--|--:|\n| 1 | 2 |')
    expect(table).toContain('<div class="scroll" role="group" tabindex="0"><table>')
    expect(table).toContain('<th scope="col">a</th>')
    expect(table).not.toContain('style')
  })

  it('says what a picture says in words', () => {
    expect(render('![Ein <Bild>](https://boese.example/x.png)')).toBe('<p>Ein &lt;Bild&gt;</p>\n')
  })
})
