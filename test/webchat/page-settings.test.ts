import { describe, expect, it } from 'vitest'

/** The page's scripts are plain browser JavaScript; those that touch no browser run here as they are. */
const load = <T>(name: string) => import(new URL(`../../adapters/webchat/page/${name}`, import.meta.url).href) as Promise<T>
const { readSettings, question } = await load<{
  readSettings(query: URLSearchParams, languages: string[]): Record<string, unknown>
  question(text: unknown): string | undefined
}>('settings.js')
const { brandColour, contrast, readableOn } = await load<{
  brandColour(wish: string): string | undefined
  contrast(one: string, other: string): number
  readableOn(hex: string, ground: string, ratio?: number): string
}>('colour.js')

const settings = (query: string, languages = ['de-DE']) => readSettings(new URLSearchParams(query), languages)

describe('what a site may set in the address', () => {
  it('is the language: asked for, else the browser’s, else German', () => {
    expect(settings('lang=en').lang).toBe('en')
    expect(settings('', ['fr-FR', 'en-GB', 'de']).lang).toBe('en')
    expect(settings('lang=fr', ['pl']).lang).toBe('de')
  })

  it('is a title, as text and not too long', () => {
    expect(settings('title=%20Digital%20%20Lotse%20').title).toBe('Digital Lotse')
    expect(settings(`title=${'x'.repeat(200)}`).title).toHaveLength(60)
    expect(settings('').title).toBeUndefined()
  })

  it('is a privacy page on the web, nothing that runs', () => {
    expect(settings('privacy=https://kammer.example/datenschutz').privacy).toBe('https://kammer.example/datenschutz')
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/datenschutz', 'kein link'])
      expect(settings(`privacy=${encodeURIComponent(bad)}`).privacy, bad).toBeUndefined()
  })

  it('is the origin of the page around, reduced to an origin', () => {
    expect(settings('origin=https%3A%2F%2Fkammer.example%2Fseite').hostOrigin).toBe('https://kammer.example')
    expect(settings('origin=null').hostOrigin).toBeUndefined()
    expect(settings('origin=*').hostOrigin).toBeUndefined()
  })

  it('is a question, trimmed and cut', () => {
    expect(settings('q=%20Was%20kostet%20das%3F').question).toBe('Was kostet das?')
    expect(question('x'.repeat(900))).toHaveLength(500)
    expect(question({ text: 'x' })).toBeUndefined()
    expect(question('   ')).toBeUndefined()
  })
})

describe('a colour', () => {
  it('is taken when white letters can be read on it', () => {
    expect(brandColour('#0B5563')).toBe('#0b5563')
    expect(brandColour('036')).toBe('#003366')
    expect(brandColour('#ffcf3f')).toBeUndefined()
    expect(brandColour('#777')).toBeUndefined()
    expect(brandColour('red')).toBeUndefined()
    expect(brandColour('#0b5563;background:url(//x)')).toBeUndefined()
  })

  it('has the contrast WCAG counts', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  it('becomes lighter until it can be read on a dark ground', () => {
    for (const hex of ['#0b5563', '#000000', '#7a0019', '#003366']) {
      expect(contrast(readableOn(hex, '#1b272b', 7), '#1b272b'), hex).toBeGreaterThanOrEqual(7)
    }
  })
})
