import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataScript, html, join, markupOf, raw } from '../../adapters/site/frame/html.ts'

describe('html', () => {
  it('escapes what is put between tags and into attributes', () => {
    const evil = `<script>alert("1")</script>' onmouseover='x' & more`
    expect(markupOf(html`<p title="${evil}">${evil}</p>`)).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onmouseover=&#39;x&#39; &amp; more">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onmouseover=&#39;x&#39; &amp; more</p>',
    )
  })

  it('takes no text for markup, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const inside = markupOf(html`<i>${text}</i>`).slice(3, -4)
        expect(inside).not.toMatch(/[<>"']/)
        const back = inside
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&')
        expect(back).toBe(text)
      }),
    )
  })

  it('leaves markup of its own alone, nested and in lists', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
    expect(markupOf(html`<ul>${items}</ul>`)).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>')
    expect(markupOf(join([raw('<br>'), 'x'], ', '))).toBe('<br>, x')
  })

  it('shows nothing for what is not there, and zero for zero', () => {
    expect(markupOf(html`${undefined}${null}${false}${''}${0}${[]}`)).toBe('0')
  })

  it('is not fooled by an object that only looks like markup', () => {
    const parsed = JSON.parse('{"html":"<script>","markup":"<script>"}')
    expect(() => markupOf(parsed)).toThrow()
  })

  it('refuses an attribute without quotes', () => {
    expect(() => html`<a href=${'x'}>`).toThrow(/quotes/)
    expect(() => html`<a href = ${'x'}>`).toThrow(/quotes/)
  })

  it('lets no text end a script of data', () => {
    const markup = markupOf(dataScript('application/ld+json', { name: '</script><script>alert(1)</script><!--' }))
    expect(markup.match(/<\/script>/g)).toHaveLength(1)
    expect(markup).not.toContain('<!--')
    expect(JSON.parse(markup.slice(markup.indexOf('{'), markup.lastIndexOf('}') + 1))).toEqual({
      name: '</script><script>alert(1)</script><!--',
    })
  })
})
