/** Tables of figures are drawn, tables of words are not, and nothing in a cell becomes markup. */
import { describe, expect, it } from 'vitest'
import { markupOf } from '../../adapters/site/frame/html.ts'
import { renderMarkdown } from '../../adapters/site/frame/markdown.ts'
import { knownFrom } from '../real-bot.ts'

const { knowledge } = knownFrom()
const render = (text: string) => markupOf(renderMarkdown(text, knowledge, 'de'))
const table = (head: string, ...rows: string[]) => [head, head.replace(/[^|]+/g, '---'), ...rows].join('\n')
const widths = (markup: string) => [...markup.matchAll(/class="bar"[^>]*width="(\d+)"/g)].map(([, width]) => Number(width))

describe('a table', () => {
  it('of figures has bars as long as they are, above it and in words for those who do not see them', () => {
    const markup = render(table('| Kammer | Betriebe | Stand |', '| A | 52.256 | 2017 |', '| B | 26.128 | 2018 |', '| C | 0 | 2019 |'))
    expect(widths(markup)).toEqual([320, 160, 0])
    expect(markup).toContain('aria-label="Betriebe, als Balken; die Tabelle darunter sagt dasselbe"')
    expect(markup.indexOf('<svg')).toBeLessThan(markup.indexOf('<table>'))
    expect(markup).toContain('<td>52.256</td>')
    expect(markup).not.toMatch(/style=/)
  })

  it('of shares fills a bar at a hundred', () => {
    expect(widths(render(table('| Wer | Anteil in % |', '| A | 50 |', '| B | 25 |')))).toEqual([160, 80])
  })

  it('reads German figures', () => {
    expect(widths(render(table('| Note | Wert |', '| A | 2,5 |', '| B | **5** |')))).toEqual([160, 320])
  })

  it.each([
    ['words', ['| A | ja |', '| B | nein |']],
    ['a single figure', ['| A | 5 |']],
    ['figures with words among them', ['| A | 5 |', '| B | rund 6 |']],
    ['dates', ['| A | 31.12.2026 |', '| B | 01.01.2027 |']],
    ['nothing but zeros', ['| A | 0 |', '| B | 0 |']],
  ])('of %s has none', (_what, rows) => {
    const markup = render(table('| Was | Wert |', ...rows))
    expect(markup).toContain('<table>')
    expect(markup).not.toContain('<svg')
  })

  it('lets no cell become markup', () => {
    const markup = render(table('| Was | "><script>alert(1)</script> |', '| <b>A</b> | 1 |', `| ${'x'.repeat(90)} | 2 |`))
    expect(markup).not.toMatch(/<script|<b>/)
    expect(markup).toContain(`${'x'.repeat(33)}…`)
  })
})
