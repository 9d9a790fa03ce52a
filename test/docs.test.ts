/** Documentation that cannot rot: what the papers name exists, what exists is named, and every example is read by the real parser. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import type { z } from 'zod'
import { listFiles } from '../adapters/files.ts'
import { allIssues, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { createOperations } from '../adapters/operations.ts'
import { SETTINGS } from '../adapters/settings.ts'
import { walkGuides } from '../bot/guides/proof/walk.ts'
import { computed } from '../bot/guides/rules/computed.ts'
import { rules } from '../bot/guides/rules/rules.ts'
import { areaFields } from '../bot/knowledge/area.ts'
import { type Issue, printIssue } from '../bot/knowledge/issue.ts'
import type { KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import { readSections } from '../bot/knowledge/list-file.ts'
import { occurrences } from '../bot/knowledge/occurrences.ts'
import { parseKnowledge } from '../bot/knowledge/parse.ts'
import { type Event, KINDS, type Kind, schemas, target } from '../bot/knowledge/schema.ts'
import { definitionOf } from '../bot/knowledge/schema-definition.ts'
import { MESSAGES } from '../bot/messages.ts'
import { ROOT } from './program.ts'

const TODAY = '2026-11-22'
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const handbook = read('knowledge/README.md')
const sections = readSections(handbook)
const packageJson = JSON.parse(read('package.json')) as { scripts: Record<string, string>; dependencies: Record<string, string> }

/** The rows of the tables under a heading; inline code without its backticks is what `code` takes out of a cell. */
function rowsUnder(heading: string): string[][] {
  const rows = sections.filter((section) => section.heading === heading).flatMap((section) => section.rows.map(({ cells }) => cells))
  if (rows.length === 0) throw new Error(`the handbook has no table under "${heading}"`)
  return rows
}
const code = (cell: string) => /^`(.+)`$/.exec(cell)?.[1]

interface Field {
  path: string
  schema: z.ZodType
  needed: boolean
}

/** Fields with their nested ones, `valid.until`. What stands behind `stop` has a section of its own. */
function fieldsOf(shape: Record<string, z.ZodType>, stop: readonly string[] = [], prefix = ''): Field[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const path = prefix + name
    const field = { path, schema, needed: !schema.safeParse(undefined).success }
    const below = stop.includes(path) ? undefined : shapeIn(schema)
    return [field, ...(below ? fieldsOf(below, stop, `${path}.`) : [])]
  })
}

/** The innermost of optional, default, list and "one or several" that fits; undefined when none does. */
function unwrap<T>(schema: z.ZodType, take: (inner: z.ZodType) => T | undefined): T | undefined {
  const { element, innerType, in: input, options } = definitionOf(schema)
  const inner = element ?? innerType ?? input ?? options?.at(-1)
  return take(schema) ?? (inner && unwrap(inner, take))
}
const shapeIn = (schema: z.ZodType) =>
  unwrap(schema, (inner) => ('shape' in inner ? (inner.shape as Record<string, z.ZodType>) : undefined))
const wordsIn = (schema: z.ZodType) => unwrap(schema, (inner) => definitionOf(inner).entries)

const common = Object.fromEntries(Object.entries(schemas.articles.shape).filter(([name]) => name in schemas.guides.shape))
const own = (kind: Kind) => Object.fromEntries(Object.entries(schemas[kind].shape).filter(([name]) => !(name in common)))
const FIELD_SECTIONS: [heading: string, fields: Field[]][] = [
  ['Felder aller Einträge', fieldsOf(common)],
  ['Felder eines Praxisbeispiels', fieldsOf(own('articles'))],
  ['Felder eines Förderprogramms', fieldsOf(own('funding'))],
  ['Felder einer Veranstaltung', fieldsOf(own('events'), ['booking'])],
  ['Felder einer Anlaufstelle', fieldsOf(own('contacts'), ['booking'])],
  ['Felder eines Buchungsknopfs', fieldsOf(shapeIn(target)!)],
  ['Felder eines Dialogs', fieldsOf(own('guides'))],
  ['Felder des Gebiets', fieldsOf(areaFields.shape)],
]

describe.each(FIELD_SECTIONS)('the handbook, %s', (heading, fields) => {
  const rows = new Map(
    rowsUnder(heading).map(([name = '', needed = '', meaning = '', example = '']) => [code(name), { needed, meaning, example }]),
  )

  it('has every field and no other', () => {
    expect([...rows.keys()].sort()).toEqual(fields.map(({ path }) => path).sort())
  })

  it('marks those that are needed', () => {
    const marked = [...rows].filter(([, { needed }]) => needed === 'ja').map(([path]) => path)
    const needed = fields.filter((field) => field.needed).map(({ path }) => path)
    expect(marked.sort()).toEqual(needed.sort())
  })

  it.each(fields.map((field) => [field.path, field.schema] as const))(
    'says what %s may be, and gives an example that is right',
    (path, schema) => {
      const { meaning, example } = rows.get(path)!
      for (const word of Object.values(wordsIn(schema) ?? {})) expect(meaning).toContain(`\`${word}\``)
      const { success, data } = schema.safeParse(undefined)
      if (success && /^(string|number|boolean)$/.test(typeof data)) expect(meaning.replaceAll('`', '')).toContain(`ohne Angabe ${data}`)
      if (path === 'steps' || path === 'outcomes') return
      const { error } = schema.safeParse(parseYaml(code(example)!))
      expect(error?.issues ?? [], example).toEqual([])
    },
  )
})

interface Fence {
  /** `articles/x.md`, `articles/x.md mit Fehler`, `Ausschnitt events`. */
  what: string
  lang: string
  text: string
  /** The fence after it, for what the program says to it. */
  next?: Fence | undefined
}

const fences: Fence[] = new MarkdownIt()
  .parse(handbook, {})
  .filter(({ type }) => type === 'fence')
  .map(({ info, content }) => ({ lang: info.split(' ')[0]!, what: info.split(' ').slice(1).join(' '), text: content }))
fences.forEach((fence, i) => {
  fence.next = fences[i + 1]
})
const entries = fences.filter(({ lang, what }) => lang === 'markdown' && /^(articles|funding|events|contacts|guides)\/\S+\.md$/.test(what))
const others = fences.filter(({ what }) => /^((words|follow-ups)\/)?[a-z.]+\.md$/.test(what))
const regional = fences.filter(({ what }) => what.startsWith('regional/'))
const wrong = fences.filter(({ what }) => what.endsWith(' mit Fehler'))
const cuttings = fences.filter(({ lang, what }) => lang === 'yaml' && what.startsWith('Ausschnitt '))
const stumbles = rowsUnder('Die häufigsten Stolperstellen').map(([kind, written, told, right], i) => ({
  kind: kind!,
  written: code(written!)!,
  told: told!,
  right: code(right!)!,
  i,
}))

/** The handbook's own example of a kind, with the fields of a cutting in place of its own. Its questions are made its own, too. */
function withFields(kind: string, cutting: string, name: string): string {
  const whole = entries.find(({ what }) => what.startsWith(`${kind}/`))!.text
  const [, head = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(whole)!
  const block = (text: string) => text.split(/\n(?=\S)/)
  const key = (field: string) => field.split(':')[0]!
  const fields = new Map(block(head).map((field) => [key(field), field]))
  fields.set('questions', `questions: [Eins in ${name}?, Zwei in ${name}?, Drei in ${name}?]`)
  for (const field of block(cutting.trimEnd())) fields.set(key(field), field)
  return `---\n${[...fields.values()].join('\n')}\n---\n${body}`
}

const file = (name: string, text: string, layer = 2): KnowledgeFile => ({
  name,
  path: `Handbuch/${name}`,
  layer,
  stamp: '',
  read: () => text,
})
const files = [
  ...listFiles(SHIPPED_KNOWLEDGE),
  ...[...entries, ...others].map(({ what, text }) => file(what, text)),
  ...wrong.map(({ what, text }) => file(what.replace(' mit Fehler', ''), text)),
  ...regional.map(({ what, text }) => ({ ...file(what.replace('regional/', ''), text, 3), path: `Handbuch/${what}` })),
  ...cuttings.map(({ what, text }, i) => {
    const kind = what.split(' ')[1]!
    return file(`${kind}/ausschnitt-${i}.md`, withFields(kind, text, `Ausschnitt ${i}`))
  }),
  ...stumbles.flatMap(({ kind, written, right, i }) => [
    file(`${kind}/falsch-${i}.md`, withFields(kind, written, `falsch ${i}`)),
    file(`${kind}/richtig-${i}.md`, withFields(kind, right, `richtig ${i}`)),
  ]),
]
const parsed = parseKnowledge(files)
const issues = new Map<string, Issue[]>()
for (const issue of allIssues({ ...parsed, files }, TODAY)) issues.set(issue.file, [...(issues.get(issue.file) ?? []), issue])
const told = (path: string) => (issues.get(`Handbuch/${path}`) ?? []).map((issue) => printIssue(issue))

describe('the handbook’s examples', () => {
  it('are all of a sort that is checked here', () => {
    const checked = new Set([...entries, ...others, ...regional, ...wrong, ...cuttings, ...wrong.map(({ next }) => next)])
    expect(fences.filter((fence) => !checked.has(fence) && fence.lang !== 'sh').map(({ lang, what }) => `${lang} ${what}`)).toEqual([])
    expect(new Set(entries.map(({ what }) => what.split('/')[0])).size).toBe(5)
    expect(others.map(({ what }) => what)).toEqual([
      'vocabulary.md',
      'words/everyday.md',
      'words/english.md',
      'messages.de.md',
      'site.de.md',
      'staff.de.md',
      'questions.md',
      'routing.md',
      'feeds.md',
      'switches.md',
      'follow-ups/handy.md',
      'area.md',
    ])
  })

  it.each([...entries, ...others, ...regional].map(({ what }) => what))('%s is read without an issue', (what) => {
    expect(told(what)).toEqual([])
    const id = what.replace('regional/', '').replace('.md', '')
    if (KINDS.some((kind) => id.startsWith(`${kind}/`))) expect(parsed.knowledge.entries.get(id as never)?.id).toBe(id)
  })

  it.each(cuttings.map(({ what, text }, i) => [what, text, i] as const))('%s is read without an issue: %s', (what, _text, i) => {
    expect(told(`${what.split(' ')[1]}/ausschnitt-${i}.md`)).toEqual([])
  })

  it.each(wrong.map((fence) => [fence.what, fence] as const))('%s is told exactly as shown', (what, { next }) => {
    const lines = told(what.replace(' mit Fehler', '')).map((line) => line.replace('Handbuch/', 'knowledge/'))
    expect(lines.join('\n')).toBe(next!.text.trimEnd())
  })

  it.each(stumbles)('$written is told as shown, and $right is right', ({ kind, told: message, i }) => {
    expect((issues.get(`Handbuch/${kind}/falsch-${i}.md`) ?? []).map((issue) => issue.message)).toEqual([message])
    expect(told(`${kind}/richtig-${i}.md`)).toEqual([])
  })

  it('of dialogs end somewhere on every path', () => {
    const guides = entries.filter(({ what }) => what.startsWith('guides/')).map(({ what }) => what.replace('.md', ''))
    const known = [...parsed.knowledge.entries].filter(([id, { kind }]) => kind !== 'guides' || guides.includes(id))
    const walk = walkGuides({ ...parsed.knowledge, entries: new Map(known) }, TODAY)
    expect(walk.guides.map(({ guide }) => guide)).toEqual(guides)
    expect(walk.problems).toEqual([])
  })

  it('of recurrences give the days they show', () => {
    for (const [said, rule, days] of rowsUnder('Wiederkehrende Termine')) {
      const shown = days!.split(', ')
      const event = {
        start: shown[0],
        recurrence: { rule: code(rule!), except: [], holidays: 'findet statt' },
        valid: {},
        land: 'ST',
      } as unknown as Event
      const found = occurrences(event, shown[0]!, '2029-12-31').slice(0, shown.length)
      expect(
        found.map(({ day }) => day),
        said,
      ).toEqual(shown)
    }
  })

  it('name every rule of the dialogs with the questions it needs, and no other', () => {
    const rows = rowsUnder('Einen geführten Dialog schreiben').map((cells) => cells.map((cell) => cell.replaceAll('`', '')))
    const needs = rows.filter((cells) => cells.length === 3).map(([name, , steps]) => [name, steps === '' ? [] : steps!.split(', ')])
    expect(new Map(needs as [string, string[]][])).toEqual(new Map([...rules].map(([name, rule]) => [name, [...rule.needs]])))
    expect(
      rows
        .filter((cells) => cells.length === 2)
        .map(([name]) => name)
        .sort(),
    ).toEqual([...computed.keys()].sort())
  })

  it('lead, where they are links within the page, to a heading', () => {
    const anchors = sections.map(({ heading }) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    )
    const links = [...handbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!)
    expect(links.filter((link) => !anchors.includes(link))).toEqual([])
    expect(links.length).toBeGreaterThan(15)
  })
})

/** The words other programs rely on, and those of them that are still to be built: take a word out of the second list with its command. */
const CONTRACT = ['start', 'test', 'ask', 'check', 'new', 'graph', 'calendar', 'report', 'manifest', 'bench', 'feeds', 'backup', 'restore']
const NOT_YET: string[] = []

describe('docs/settings.md', () => {
  const sections = readSections(read('docs/settings.md'))

  it('has every setting with its default, and no ghost', () => {
    const rows = sections.find(({ heading }) => heading === 'Settings')!.rows
    const named = new Map(rows.map(({ cells: [name = '', meaning = ''] }) => [code(name), meaning]))
    expect([...named.keys()].sort()).toEqual(Object.keys(SETTINGS).sort())
    for (const [name, schema] of Object.entries(SETTINGS)) {
      const { data } = schema.safeParse(undefined)
      if (typeof data === 'string' || typeof data === 'number') expect(named.get(name), name).toContain(String(data))
    }
  })

  it('has every attribute that the bubble reads, and no ghost', () => {
    const rows = sections.find(({ heading }) => heading.includes('embeds'))!.rows
    const wished = new Set([...read('adapters/webchat/page/embed.js').matchAll(/\bwish\.([a-z]+)/g)].map(([, name]) => `data-${name}`))
    expect(rows.map(({ cells: [name = ''] }) => code(name)).sort()).toEqual([...wished].sort())
  })
})

describe('docs/commands.md', () => {
  it('has every command of package.json that people type', () => {
    const own = Object.keys(packageJson.scripts).filter((name) => !['prepare', 'start', 'test', 'types'].includes(name))
    expect(own.filter((name) => !new RegExp(`npm run (-s )?${name}\\b`).test(read('docs/commands.md')))).toEqual([])
  })

  it('has every command of the contract that package.json has, which are all that are built', () => {
    expect(CONTRACT.filter((name) => !(name in packageJson.scripts))).toEqual(NOT_YET)
    const built = CONTRACT.filter((name) => name in packageJson.scripts)
    const words = (name: string) => (name === 'start' ? /npm start/ : name === 'test' ? /npm cit/ : new RegExp(`npm run (-s )?${name}\\b`))
    expect(built.filter((name) => !words(name).test(read('docs/commands.md')))).toEqual([])
  })
})

describe('the benchmarks of docs/commands.md', () => {
  it('are those that the program knows', () => {
    const known = [...read('bench/bench.ts').matchAll(/name === '([\w-]+)'/g)].map(([, name]) => name)
    const named = [...read('docs/commands.md').matchAll(/npm run bench -- ([\w\\|-]+)/g)].flatMap(([, names]) => names!.split('\\|'))
    expect(named.sort()).toEqual(known.sort())
  })
})

describe('docs/figures.md', () => {
  const column = (head: string) => {
    const row = read('docs/figures.md').split('\n\n')
    const table = row.find((text) => text.startsWith(`| ${head} |`))!
    return table
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.split('|')[1]!.replace(/[*`]/g, '').trim())
  }

  it('compares the engines that the benchmark compares', () => {
    const measured = [...read('bench/engines.ts').matchAll(/^ {2}name: '([^']+)',$|^export function wegweiser\(name = '([^']+)'/gm)]
    expect(column('engine').sort()).toEqual(measured.map(([, peer, own]) => peer ?? own).sort())
  })

  it('adds the ingredients that the benchmark adds, in its order', () => {
    const ladder = /LADDER: .*?= \[(.*?)^\]/ms.exec(read('bench/search.ts'))![1]!
    expect(column('ingredient')).toEqual([...ladder.matchAll(/'((?:BM25F|\+) [^']+)'/g)].map(([, name]) => name))
  })
})

describe('docs/operations.md', () => {
  const operations = read('docs/operations.md')
  const namesIn = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort()

  it('has a line for every metric of ours, and no ghost', async () => {
    const { metrics } = createOperations({
      ready: () => Promise.reject(new Error('not asked')),
      counts: () => ({ streams: 0, chats: 0, waiting: 0, entries: 0, issues: 0, stale: 0 }),
      waiting: () => Promise.resolve({ owed: 0, oldestPostSeconds: 0 }),
      storageUp: () => true,
    })
    expect(namesIn(operations, /^\| `(wegweiser_\w+)` \| \S/gm)).toEqual(namesIn(await metrics(), /^# TYPE (wegweiser_\w+) /gm))
  })

  it('has every trouble of the storage', () => {
    const remedies = /const REMEDIES[^{]+\{\n([^}]+)\}/.exec(read('adapters/readiness.ts'))![1]!
    expect(namesIn(operations, /^\| `([a-z]+)` \| (?!`)/gm)).toEqual(namesIn(remedies, /^ {2}(\w+):/gm))
  })
})

describe('papers and programs', () => {
  const sources = ['bot', 'adapters', 'bench'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|js|html)$/.test(name) && !name.includes('vendor/'))
      .map((name) => join(folder, name)),
  )
  const papers = [
    ...['README.md', 'DESIGN.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
    ...['Dockerfile', 'knowledge/README.md', 'manifest/README.md'],
    ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ]

  it('name no command that package.json does not have', () => {
    const unknown = [...papers, ...sources].flatMap((path) =>
      [...read(path).matchAll(/npm run (?:-s )?([a-z][a-z-]*)/g)]
        .filter(([, name]) => !(name! in packageJson.scripts) && !NOT_YET.includes(name!))
        .map(([command]) => `${path}: ${command}`),
    )
    expect(unknown).toEqual([])
  })

  it('say of every production dependency why it is there, and of no other', () => {
    const rows = readSections(read('DESIGN.md')).find(({ heading }) => heading.startsWith('Dependencies'))!.rows
    const named = rows.flatMap(({ cells: [names = ''] }) => names.replaceAll('`', '').split(/,\s*/))
    expect(named.sort()).toEqual(Object.keys(packageJson.dependencies).sort())
    expect(rows.filter(({ cells: [, why = ''] }) => why === '')).toEqual([])
  })

  it('say every sentence that editors write', () => {
    const texts = sources
      .filter((path) => path !== 'bot/messages.ts')
      .map(read)
      .join('\n')
    // `hand-off.state.${state}` says all that fits it.
    const patterns = [...texts.matchAll(/`((?:[a-z-]+\.|\.[a-z-]+|\$\{[^}]*\})+[a-z-]*)`/g)]
      .filter(([, template]) => template!.includes('${') && /[a-z-]{3}\./.test(template!.replace(/\$\{[^}]*\}/g, '')))
      .map(([, template]) => new RegExp(`^${template!.replace(/\$\{[^}]*\}/g, '[a-z-]+').replaceAll('.', '\\.')}$`))
    const unsaid = Object.keys(MESSAGES).filter((id) => !texts.includes(`'${id}'`) && !patterns.some((pattern) => pattern.test(id)))
    expect(unsaid).toEqual([])
  })
})
