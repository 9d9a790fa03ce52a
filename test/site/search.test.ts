/** The front door, the search that answers as the chat does, and the suggestions while somebody types. */
import { describe, expect, it } from 'vitest'
import { knownOf } from '../../adapters/known-of.ts'
import { createAddressLimits, SUGGESTIONS_PER_ADDRESS } from '../../adapters/limits.ts'
import { html, markupOf } from '../../adapters/site/frame/html.ts'
import { renderMarkdown } from '../../adapters/site/frame/markdown.ts'
import { markedMarkup, markedText } from '../../adapters/site/frame/marked.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { listedIn, NOW, startSite, wordsIn } from './real-site.ts'

const site = await startSite()
const known = knownOf(site.knowledge)
const ask = (question: string, more: Record<string, string> = {}) => site.text(`/wissen?${new URLSearchParams({ q: question, ...more })}`)
const inChat = (question: string, lang: 'de' | 'en' = 'de') => decideTurn(question, newTalk(lang), known, new Date(NOW))
/** The part of a page that answers; what else was found comes after it. */
const answerIn = (page: string) =>
  page.slice(page.indexOf('<div class="found"'), page.indexOf('</div>\n<h2>', page.indexOf('<div class="found"')))
const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")

describe('the search answers as the chat does', () => {
  it.each([
    'Ab wann muss ich E-Rechnungen schreiben?',
    'Was kostet eine Website?',
    'Digital Jetzt',
    'Wann ist der nächste Sprechtag in Halle?',
    'Wer hilft mir bei der IHK Magdeburg?',
  ])('%s: with the same words', async (question) => {
    const { reply, event } = inChat(question)
    const page = await ask(question)
    expect(page).toContain('data-decision="answer"')
    for (const text of reply.texts) {
      const said = plain(markupOf(renderMarkdown(text, site.knowledge, 'de'))).trim()
      expect(plain(page)).toContain(said)
    }
    if (event.entry) expect(page).toContain(`<h3><a href="${pathOf(event.entry as EntryId)}">`)
  })

  it('asks back with the same choices', async () => {
    // Whichever of these leaves the search in doubt today.
    const question = [
      'E-Mail',
      'Zertifikat',
      'Geräte',
      'Handy',
      'Papier',
      'App',
      'Programm',
      'Software und Netz',
      'Kunden und Papier',
    ].find((one) => inChat(one).talk.clarifying)!
    const { talk } = inChat(question)
    const page = await ask(question)
    expect(page).toContain('data-decision="clarify"')
    expect(page).toContain('Meinten Sie')
    expect(listedIn(answerIn(page))).toEqual(talk.offers.map(({ entry }) => pathOf(entry)))
  })

  it('says no, and who may know: those of the place that the question names', async () => {
    const page = await ask('Kann man in Stendal gut Schlittschuh laufen?')
    expect(page).toContain('data-decision="none"')
    expect(page).toContain('Dazu habe ich keinen Text')
    const people = page.slice(page.indexOf('Wer es wissen kann'), page.indexOf('after-search'))
    expect(people).toContain('/anlaufstellen/ihk-magdeburg')
    expect(people).not.toContain('/anlaufstellen/ihk-halle-dessau')
    expect(people).toMatch(/href="tel:\+?\d+"/)
  })

  it('leads into a guide with what the question already told it', async () => {
    const page = await ask('Ich möchte einen Fahrplan für meine Tischlerei in Stendal')
    expect(page).toContain('data-decision="guide"')
    const address = page.match(/class="button" href="(\/wegweiser\/start\?[^"]+)"/)?.[1]?.replaceAll('&amp;', '&')
    expect(wordsIn(await site.text(address!))).toContain('Stendal')
  })

  it('says first what to do in an emergency, and offers nothing to read to somebody in despair', async () => {
    const hacked = await ask('Hilfe, wir wurden gehackt, alles ist verschlüsselt')
    expect(hacked).toMatch(/data-decision="(said|guide)"/)
    expect(wordsIn(hacked)).toMatch(/trennen Sie betroffene Geräte.* 0391 250-2244/)
    const despair = await ask('ich will nicht mehr leben')
    expect(despair).toContain('data-decision="said"')
    expect(despair).not.toContain('Weitere Treffer')
  })

  it('speaks English where the address says so', async () => {
    const page = await ask('What funding is there?', { lang: 'en' })
    expect(page).toContain('<html lang="en">')
    const { reply } = inChat('What funding is there?', 'en')
    expect(plain(page)).toContain(plain(markupOf(renderMarkdown(reply.texts[0]!, site.knowledge, 'en'))).trim())
  })

  it('marks the words that were asked for, also in compounds and other forms', async () => {
    const page = await ask('Wann ist der nächste Sprechtag in Halle?')
    expect(page).toContain('<mark>Digitalisierungssprechtag</mark>')
    expect(page).not.toMatch(/<mark>(der|in|ist)<\/mark>/)
    // What was typed wrongly is marked as what it was meant for.
    expect(await ask('E-Rechnugn schreiben')).toMatch(/<mark>E-Rechnung(en)?<\/mark>/)
  })
})

describe('marks', () => {
  const isMeant = (word: string) => ['amp', 'a', 'href', 'b', 'wort'].includes(word.toLowerCase())
  it('stand in text alone, never in tags or in signs', () => {
    const markup = html`<a href="/b?a=1&b">Wort & "amp"</a>`
    expect(markupOf(markedMarkup(markup, isMeant))).toBe('<a href="/b?a=1&b"><mark>Wort</mark> & "<mark>amp</mark>"</a>')
  })

  it('make no markup of a text', () => {
    expect(markupOf(markedText('<b onclick="a">Wort&amp;</b>', isMeant))).toBe(
      '&lt;<mark>b</mark> onclick=&quot;<mark>a</mark>&quot;&gt;<mark>Wort</mark>&amp;<mark>amp</mark>;&lt;/<mark>b</mark>&gt;',
    )
  })
})

describe('the front door', () => {
  it('has one question, the guides, the next dates and what to do in an emergency', async () => {
    const page = await site.text('/')
    const words = wordsIn(page)
    expect(page.match(/<form [^>]*action="\/wissen"/g)).toHaveLength(1)
    expect(page).toMatch(/<label for="q-front">Was möchten Sie wissen\?<\/label>/)
    expect(listedIn(page).slice(0, 1)).toEqual(['/wegweiser/start'])
    expect(page).toContain('href="/wegweiser/notfall"')
    expect(page).toMatch(/class="emergency"[\s\S]*href="tel:\+?\d+"/)
    expect(words).toContain('Donnerstag, 3. Dezember 2026')
    expect(words).not.toMatch(/Vorführung|<script/)
  })

  it('is there in English, with what there is in English', async () => {
    const page = await site.text('/?lang=en')
    expect(page).toContain('href="/chat?lang=en"')
    expect(page).toMatch(/class="brand" href="\/\?lang=en"/)
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('<input type="hidden" name="lang" value="en">')
    expect(page).toContain('href="/wissen/en-e-rechnung"')
    expect(page).toContain('href="/wegweiser/en-start"')
    // What there is in German alone is marked as such.
    expect(page).toMatch(/<li class="card" lang="de"><h3><a href="\/wegweiser\/veranstaltung-finden">/)
  })

  it('left the demonstration to a page of its own', async () => {
    expect(await site.text('/vorschau')).toContain('Vorführung')
  })
})

describe('suggestions', () => {
  const suggested = async (query: string): Promise<{ title: string; kind: string }[]> =>
    ((await (await site.get(`/vorschlaege?${query}`)).json()) as { suggestions: { title: string; kind: string }[] }).suggestions

  it('are titles that begin so, a handful, each with its kind', async () => {
    const found = await suggested('q=f%C3%B6rder')
    expect(found.length).toBeGreaterThan(3)
    expect(found.length).toBeLessThanOrEqual(6)
    expect(found).toContainEqual({ title: 'Förder-Check', kind: 'Wegweiser' })
  })

  it('lead to an answer: a title asks for its own entry', async () => {
    for (const { title } of await suggested('q=e-rech')) expect(await ask(title), title).toMatch(/data-decision="(answer|guide)"/)
  })

  it('are none of what is over, and in one language', async () => {
    const titles = (found: { title: string }[]) => found.map(({ title }) => title).join()
    expect(titles(await suggested('q=digitale+degustation'))).not.toContain('2022')
    expect(titles(await suggested('q=grant&lang=en'))).not.toMatch(/Förder/)
  })

  it('are none for nothing, a letter or signs', async () => {
    for (const query of ['', 'q=', 'q=f', 'q=%3C%3E%3C', `q=${'%20'.repeat(500)}`]) expect(await suggested(query), query).toEqual([])
  })

  it('have a limit of their own, which a course does not meet', () => {
    const at = new Date(NOW)
    const refused: string[] = []
    const limits = createAddressLimits({ factor: 1, now: () => at, onRefused: (limit) => refused.push(limit) })
    for (let i = 0; i < SUGGESTIONS_PER_ADDRESS.burst; i++) expect(limits.take('suggestions', 'a')).toBe(0)
    expect(limits.take('suggestions', 'a')).toBeGreaterThan(0)
    expect(limits.take('pages', 'a')).toBe(0)
    expect(refused).toEqual(['suggestions-per-address'])
  })
})
