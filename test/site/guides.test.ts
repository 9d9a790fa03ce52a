/** The guides as plain pages: forms that need no script, clean addresses, the same outcomes as in the chat. */
import { describe, expect, it } from 'vitest'
import type { StepView } from '../../bot/guides/talk.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { pathsToOutcomes, typed } from '../guides/paths.ts'
import { shipped } from '../guides/shipped.ts'
import { linksIn, PUBLIC_URL, startSite, wordsIn } from './real-site.ts'

const site = await startSite()

interface Form {
  action: string
  hidden: [string, string][]
  step: StepView
}

/** The form of a question page, read from its markup as a browser would. */
function formIn(page: string): Form | undefined {
  const form = /<form class="question" action="([^"]+)"[^>]*>(.*?)<\/form>/s.exec(page)
  if (!form) return undefined
  const hidden = [...form[2]!.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name, value]): [string, string] => [name!, value!],
  )
  const choices = [...form[2]!.matchAll(/<input type="(radio|checkbox)" name="antwort" value="([^"]+)"[^>]*> <span>([^<]+)<\/span>/g)]
  const places = [...form[2]!.matchAll(/<option value="([^"]+)">/g)].map(([, label]) => ({ label: label!, value: label! }))
  const id = hidden.find(([name]) => name === 'frage')![1]
  const input = choices[0]?.[1] === 'checkbox' ? 'multi' : places.length > 0 ? 'postcode' : 'choice'
  const progress = { number: 1, atMost: 1, text: '' }
  return {
    action: form[1]!,
    hidden,
    step: {
      id,
      question: '',
      choices: choices.map(([, , value, label]) => ({ value: value!, label: label!.replaceAll('&quot;', '"') })),
      ...(places.length > 0 && { places }),
      input,
      progress,
    },
  }
}

/** Sends a form and follows the redirect to the next page. */
async function send({ action, hidden }: Form, fields: [string, string][]): Promise<{ page: string; address: string }> {
  const address = `${action}?${new URLSearchParams([...hidden, ...fields])}`
  const response = await site.get(address)
  if (response.status === 200) return { page: await response.text(), address }
  expect(response.status, address).toBe(303)
  const next = response.headers.get('location')!
  return { page: await site.text(next), address: next }
}

async function walk(
  slug: string,
  path: readonly { step: string; values: string[] }[],
  how: 'choose' | 'type',
): Promise<{ outcome: string | undefined; words: string }> {
  let page = await site.text(`/wegweiser/${slug}`)
  for (const [i, { step, values }] of path.entries()) {
    const form = formIn(page)
    expect(form?.step.id).toBe(step)
    const choosable = values.every((value) => form!.step.choices.some((choice) => choice.value === value))
    const fields: [string, string][] =
      how === 'choose' && choosable
        ? values.map((value) => ['antwort', value])
        : [
            [
              'eingabe',
              typed({ ...form!.step, places: shipped.vocabulary.regions.map(({ id, label }) => ({ label, value: id })) }, values, i),
            ],
          ]
    const next = await send(form!, fields)
    expect(next.address).not.toContain('eingabe')
    page = next.page
  }
  return { outcome: /<h1 data-outcome="([^"]+)"/.exec(page)?.[1], words: wordsIn(page) }
}

describe.each(entriesOf(shipped, 'guides').map((guide) => [guide.slug, guide] as const))('/wegweiser/%s', (slug, guide) => {
  it.each([...pathsToOutcomes(guide)])('arrives at %s by choosing and by typing, with the same page', async (outcome, path) => {
    const chosen = await walk(slug, path, 'choose')
    expect(chosen.outcome).toBe(outcome)
    expect(await walk(slug, path, 'type')).toEqual(chosen)
  })
})

describe('a question page', () => {
  it('takes a whole sentence and says what it understood', async () => {
    const form = formIn(await site.text('/wegweiser/start'))!
    const { page, address } = await send(form, [['eingabe', 'Ich bin Tischlerin in Stendal und brauche einen Onlineshop']])
    expect(address).toBe('/wegweiser/start?betrieb=handwerk&ort=stendal&thema=onlineshop&neu=betrieb+ort+thema')
    expect(wordsIn(page)).toContain('Verstanden: Handwerk, Landkreis Stendal, Onlineshop.')
    expect(wordsIn(page)).toContain('Frage 4 von höchstens 5')
  })
  it('asks again with the step’s own words, keeps what was typed, and tells a screen reader', async () => {
    const { page, address } = await send(formIn(await site.text('/wegweiser/foerder-check?betrieb=handwerk'))!, [
      ['eingabe', 'Kleinkleckersdorf'],
    ])
    expect(address).toContain('eingabe=Kleinkleckersdorf')
    expect(wordsIn(page)).toContain('Diesen Ort kenne ich nicht.')
    expect(page).toContain('value="Kleinkleckersdorf"')
    expect(page).toMatch(/aria-invalid="true" aria-describedby="_fehler"/)
    expect(page).toContain('<meta name="robots" content="noindex, follow">')
  })
  it('asks again where nothing was chosen', async () => {
    const { page } = await send(formIn(await site.text('/wegweiser/notfall'))!, [])
    expect(wordsIn(page)).toContain('Bitte wählen Sie, was am ehesten passt')
  })
  it('offers the search for a question of its own', async () => {
    const { page } = await send(formIn(await site.text('/wegweiser/start'))!, [['eingabe', 'Was kostet eine Website?']])
    expect(linksIn(page)).toContain('/wissen?q=Was+kostet+eine+Website%3F')
  })
  it('goes back to the question before, with its answer chosen', async () => {
    const page = await site.text('/wegweiser/start?betrieb=handel&ort=halle&thema=ki')
    const back = linksIn(page).find((link) => link.includes('-thema='))!
    const before = await site.text(back.replaceAll('&amp;', '&'))
    expect(formIn(before)?.step.id).toBe('thema')
    expect(before).toMatch(/value="ki" checked/)
    const { address } = await send(formIn(before)!, [['antwort', 'website']])
    expect(address).toBe('/wegweiser/start?betrieb=handel&ort=halle&thema=website')
  })
  it('changes one answer and keeps the others', async () => {
    const page = await site.text('/wegweiser/start?betrieb=handel&ort=halle&thema=ki')
    const change = linksIn(page)
      .find((link) => link.includes('-betrieb='))!
      .replaceAll('&amp;', '&')
    const form = formIn(await site.text(change))!
    expect(form.step.id).toBe('betrieb')
    expect((await send(form, [['antwort', 'industrie']])).address).toBe('/wegweiser/start?betrieb=industrie&ort=halle&thema=ki')
  })
  it('of an old tab takes nothing that is not asked any more', async () => {
    const response = await site.get('/wegweiser/start?betrieb=handel&frage=betrieb&antwort=industrie')
    expect(response.headers.get('location')).toBe('/wegweiser/start?betrieb=handel')
  })
  it.each([
    '?betrieb=<script>alert(1)</script>',
    '?ort=%00&thema=x',
    '?frage=gibtsnicht&antwort=1',
    `?betrieb=${'x'.repeat(5_000)}`,
    '?-ort=halle&-betrieb=',
  ])('survives %s', async (query) => {
    const response = await site.get(`/wegweiser/start${query}`)
    expect([200, 303]).toContain(response.status)
    expect(await response.text()).not.toContain('<script>alert')
  })
})

const COMPLETE = 'betrieb=handwerk&ort=stendal&thema=onlineshop&stand=idee&eile=monate'

describe('Mein Fahrplan', () => {
  it('has everything on one page, which the address alone holds', async () => {
    const words = wordsIn(await site.text(`/plan?${COMPLETE}`))
    for (const part of [
      'Mein Fahrplan',
      'Landkreis Stendal',
      'Ihre ersten Schritte',
      'Donnerstag, 10. Dezember 2026',
      'Handwerkskammer Magdeburg',
      'IB-Mittelstandsdarlehen',
      'Noch nicht bestätigt',
    ])
      expect(words).toContain(part)
  })
  it('is linked from the outcome of the guide, and only there', async () => {
    expect(linksIn(await site.text(`/wegweiser/start?${COMPLETE}`)).map((link) => link.replaceAll('&amp;', '&'))).toContain(
      `/plan?${COMPLETE}&vom=2026-11-22`,
    )
    expect(linksIn(await site.text('/wegweiser/notfall?was=geld')).filter((link) => link.startsWith('/plan'))).toEqual([])
  })
  it('leads to the open question where an answer is missing', async () => {
    const response = await site.get('/plan?betrieb=handwerk')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/wegweiser/start?betrieb=handwerk'])
  })
  it('can be handed on: printed with a code, as a link with its day, by mail', async () => {
    const page = await site.text(`/plan?${COMPLETE}`)
    const address = `${PUBLIC_URL}/plan?${COMPLETE}&vom=2026-11-22`
    expect(page).toContain(`data-plan="${address.replaceAll('&', '&amp;')}"`)
    expect(page).toContain(`href="mailto:?subject=Mein%20Fahrplan&amp;body=${encodeURIComponent(address)}"`)
    for (const act of ['print', 'copy', 'share']) expect(page).toContain(`data-do="${act}" hidden`)
    expect(page).toMatch(/<div class="paper"><svg [^>]*viewBox/)
    // The way to the door, and where a printed button leads.
    expect(wordsIn(page)).toContain('39106 Magdeburg')
    expect(page).toMatch(/href="\/go\/[^"]+"[^>]* data-to="https:/)
  })
  it('says on a later day what has changed since, and nothing on the day itself', async () => {
    expect(await site.text(`/plan?${COMPLETE}&vom=2026-11-22`)).not.toContain('id="_seither"')
    for (const bad of ['2099-01-01', '2026-02-30', 'gestern', ''])
      expect(await site.text(`/plan?${COMPLETE}&vom=${bad}`)).not.toContain('id="_seither"')
    site.setNow('2026-12-12T12:00:00+01:00')
    const later = await site.text(`/plan?${COMPLETE}&vom=2026-11-22`)
    expect(wordsIn(later)).toMatch(/Seit dem 22\.11\.2026 hat sich geändert.*Januar 2027/s)
    expect(later).toContain('vom=2026-11-22')
    site.setNow('2026-11-24T12:00:00+01:00')
    expect(wordsIn(await site.text(`/plan?${COMPLETE}&vom=2026-11-23`))).toContain('Erstellt am 23.11.2026, heute neu berechnet')
    site.setNow('2026-11-22T12:00:00+01:00')
  })
  it('changes with the day, not with the link', async () => {
    site.setNow('2027-01-12T12:00:00+01:00')
    expect(wordsIn(await site.text(`/plan?${COMPLETE}`))).toContain('Donnerstag, 14. Januar 2027')
    site.setNow('2026-11-22T12:00:00+01:00')
  })
})

describe('a chosen day', () => {
  it('comes as a calendar file of that day alone', async () => {
    const page = await site.text('/wegweiser/sprechtag-buchen?betrieb=handwerk&ort=halle&thema=ki&termin=2027-01-07')
    const link = linksIn(page).find((href) => href.includes('.ics'))!
    expect(link).toBe('/veranstaltungen/sprechtag-halle.ics?tag=2027-01-07')
    const calendar = await site.text(link)
    expect(calendar).toContain('DTSTART;VALUE=DATE:20270107')
    expect(calendar).not.toContain('RRULE:FREQ=MONTHLY')
  })
  it.each(['2027-05-06', '2026-12-04', 'morgen'])('that is none (%s) is not found', async (day) => {
    expect((await site.get(`/veranstaltungen/sprechtag-halle.ics?tag=${day}`)).status).toBe(404)
  })
})

describe('the outcome page', () => {
  it('shows the profile as a picture with a text', async () => {
    const page = await site.text(
      '/wegweiser/selbstcheck?sicherheit=manchmal&menschen=viele&ablaeufe=papier&daten=suchen&kundschaft=seite&strategie=ideen',
    )
    expect(page).toMatch(/<svg [^>]*role="img"/)
    expect(wordsIn(page)).toContain('Sicherheit: erste Schritte (1 von 3)')
  })
  it('says what was ruled out, and why', async () => {
    const words = wordsIn(
      await site.text(
        '/wegweiser/foerder-check?betrieb=handwerk&ort=06110&beschaeftigte=8&vorhaben=software&begonnen=nein&rechtsform=gmbh',
      ),
    )
    expect(words).toMatch(/Was nicht passt, und warum \(\d+\)/)
    expect(words).toContain('go-digital (beendet) : Passt nicht, weil es seit dem 31.12.2024 beendet ist.')
  })
})
