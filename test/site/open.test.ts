/** The funding programmes as open data: every programme in every format, and a description that a catalogue can harvest. */
import jsonld from 'jsonld'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { ProgrammeData } from '../../adapters/records/funding-data.ts'
import { FUNDING_COLUMNS } from '../../adapters/records/funding-data.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { dataIn, PUBLIC_URL, startSite, wordsIn } from './real-site.ts'

const FORMULA = '=HYPERLINK("https://boese.example")'
const site = await startSite({
  overlay: knowledgeFolder({
    'funding/probe.md': entryText('Probeprogramm', ['probe eins', 'probe zwei', 'probe drei'], {
      fields: `provider: '${FORMULA}'\ntype: Darlehen\narea: [Digitalisierung]\nterritory: bundesweit\neligible: { who: 'Alle, auch "kleine"', years: { min: 2 }, codes: [C] }\nfunds: [Software, Geräte]\nloan: { years: 10, free: 1 }\napply: { link: https://antrag.example, steps: [Konzept schreiben, Antrag stellen] }\napplyBeforeStart: true\nstate: offen\nlink: https://info.example\n`,
      body: 'Ein Probeprogramm.',
    }),
  }),
})
const ids = entriesOf(site.knowledge, 'funding').map(({ id }) => id)

describe('the funding data', () => {
  it('hold every programme with its state, day and source, as JSON', async () => {
    const { programmes, licence } = JSON.parse(await site.text('/daten/foerderung.json')) as {
      programmes: ProgrammeData[]
      licence: { url: string }
    }
    expect(programmes.map(({ citation }) => citation.id)).toEqual(ids)
    expect(licence.url).toMatch(/^https:/)
    const states = new Set(programmes.map(({ citation }) => citation.state))
    expect(states.has('open') && states.has('over')).toBe(true)
    for (const { citation } of programmes) expect(citation.url).toMatch(new RegExp(`^${PUBLIC_URL}/foerderung/`))
    const probe = programmes.find(({ citation }) => citation.title === 'Probeprogramm')!
    expect(probe.funding).toMatchObject({
      loan: { years: 10, free: 1 },
      apply: { link: 'https://antrag.example', steps: ['Konzept schreiben', 'Antrag stellen'] },
      eligible: { years: { min: 2 }, codes: ['C'] },
    })
  })

  it('say the same as a table, in which no text is a formula', async () => {
    const response = await site.get('/daten/foerderung.csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const { data, errors, meta } = Papa.parse<Record<string, string>>(await response.text(), { header: true, skipEmptyLines: true })
    expect(errors).toEqual([])
    expect(meta.fields).toEqual(FUNDING_COLUMNS)
    expect(data.map(({ id }) => id)).toEqual(ids)
    expect(data.find(({ title }) => title === 'Probeprogramm')).toMatchObject({
      provider: `'${FORMULA}`,
      who: 'Alle, auch "kleine"',
      funds: 'Software | Geräte',
      loan_years: '10',
      years_min: '2',
      apply_link: 'https://antrag.example',
    })
  })

  it('are read by anybody’s script, and sent again only when they have changed', async () => {
    const first = await site.get('/daten/foerderung.json')
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect((await site.get('/daten/foerderung.json', { 'If-None-Match': first.headers.get('etag')! })).status).toBe(304)
  })

  it('are things of schema.org; what is over is no offer', async () => {
    const { '@graph': things } = JSON.parse(await site.text('/daten/foerderung.jsonld')) as { '@graph': { '@type': string; url: string }[] }
    expect(things).toHaveLength(ids.length)
    expect(new Set(things.map((thing) => thing['@type']))).toEqual(new Set(['MonetaryGrant', 'LoanOrCredit', 'Service', 'WebPage']))
  })
})

describe('the description for catalogues', async () => {
  const DCAT = 'http://www.w3.org/ns/dcat#'
  const DCT = 'http://purl.org/dc/terms/'
  type Node = Record<string, { '@id'?: string; '@value'?: string }[]> & { '@id': string; '@type'?: string[] }
  const nodes = (await jsonld.flatten(JSON.parse(await site.text('/daten/dcat.jsonld')))) as unknown as Node[]
  const of = (type: string) => nodes.filter((node) => node['@type']?.includes(DCAT + type))
  /** What DCAT-AP demands of each, and what DCAT-AP.de recommends and harvesters ask for. */
  const NEEDED: [type: string, properties: string[]][] = [
    [
      'Catalog',
      ['title', 'description', 'publisher', 'language', 'modified', 'license'].map((name) => DCT + name).concat(`${DCAT}dataset`),
    ],
    [
      'Dataset',
      ['title', 'description', 'publisher', 'modified', 'language', 'accrualPeriodicity', 'spatial']
        .map((name) => DCT + name)
        .concat(`${DCAT}theme`, `${DCAT}keyword`, `${DCAT}distribution`),
    ],
    [
      'Distribution',
      ['license', 'format', 'title'].map((name) => DCT + name).concat(`${DCAT}accessURL`, `${DCAT}downloadURL`, `${DCAT}mediaType`),
    ],
    ['DataService', [`${DCT}title`, `${DCAT}endpointURL`, `${DCAT}endpointDescription`]],
  ]

  it.each(NEEDED)('has of every %s what is asked for', (type, properties) => {
    expect(of(type).length).toBeGreaterThan(0)
    for (const node of of(type)) expect(properties.filter((property) => !node[property]?.length)).toEqual([])
  })

  it('leads to files that are there, of the type it names', async () => {
    for (const node of of('Distribution')) {
      const address = node[`${DCAT}downloadURL`]![0]!['@id']!
      const response = await site.get(address.slice(PUBLIC_URL.length))
      expect(response.status, address).toBe(200)
      expect(node[`${DCAT}mediaType`]![0]!['@id']).toContain(response.headers.get('content-type')!.split(';')[0]!)
    }
  })
})

describe('the pages', () => {
  it('/daten offers every file and names the licence', async () => {
    const html = await site.text('/daten')
    for (const path of ['/daten/foerderung.json', '/daten/foerderung.csv', '/daten/foerderung.jsonld', '/daten/dcat.jsonld'])
      expect(html).toContain(`href="${path}"`)
    expect(wordsIn(html)).toContain('EUPL-1.2')
    expect(dataIn(html)[0]).toMatchObject({ '@type': 'Dataset', distribution: expect.any(Array) })
  })

  it('a programme shows term, steps and the way to the application', async () => {
    const words = wordsIn(await site.text('/foerderung/probe'))
    for (const text of [
      'Laufzeit bis 10 Jahre, davon bis zu 1 ohne Tilgung',
      'So beantragen Sie Konzept schreiben Antrag stellen',
      'Zum Antrag',
    ])
      expect(words).toContain(text)
    expect((await site.get('/go/funding/probe/apply')).headers.get('location')).toBe('https://antrag.example')
  })

  it('for developers name every address of the API, in both languages', async () => {
    for (const path of ['/entwickler', '/developers']) {
      const html = await site.text(path)
      for (const address of ['/api/v1/search', '/api/v1/programmes', `${PUBLIC_URL}/mcp`]) expect(html, path).toContain(address)
      expect(html).toContain('hreflang="de"')
    }
  })
})
