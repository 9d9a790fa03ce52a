/** The shape of the papers: wrapped, linked, numbered, and a map and invariants that are true. What they say of settings and commands is in `docs.test.ts`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSections } from '../bot/knowledge/list-file.ts'
import { ROOT } from './program.ts'

const MAX_LINE_CHARACTERS = 100
const MAX_README_LINES = 100

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const code = (cell: string) => /^`(.+)`$/.exec(cell)?.[1]
const decisions = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md')
const papers = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  'manifest/README.md',
]

describe('the papers', () => {
  it.each(papers)('%s: lines fit the screen, tables excepted', (path) => {
    const long = read(path)
      .split('\n')
      .filter((line) => line.length > MAX_LINE_CHARACTERS && !line.trimStart().startsWith('|'))
    expect(long).toEqual([])
  })

  it.each(papers)('%s: links within the project lead to something', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!).filter((link) => !/^[a-z]+:/.test(link))
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([])
  })

  it('begin with a README that is read to its end', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThan(MAX_README_LINES)
  })
})

describe('the decisions', () => {
  const shape = (name: string) => {
    const [first = '', ...rest] = read(`docs/decisions/${name}`).split('\n')
    const text = rest.join('\n')
    return {
      name,
      number: name.slice(0, 4),
      title: /^# (?:\d{4}[.:]? )?(.+)$/.exec(first)?.[1],
      date: /^(?:\*\*)?Date(?::\*\*|:)\s*(\d{4}-\d\d-\d\d)/m.exec(text)?.[1],
      status: /^(?:\*\*)?Status(?::\*\*|:)\s*(.+)$/m.exec(text)?.[1],
      text,
    }
  }
  const all = decisions.map(shape)

  it('have each a number of their own, a title, a day and a status', () => {
    expect(all.filter(({ name }) => !/^\d{4}-[a-z0-9-]+\.md$/.test(name))).toEqual([])
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length)
    expect(all.filter(({ title, date, status }) => !title || !date || !status).map(({ name }) => name)).toEqual([])
  })

  it.each(['Context', 'Decision', 'Consequence'])('say their %s', (part) => {
    const silent = all.filter(({ text }) => !new RegExp(`^(?:#+ |\\*\\*)${part}s?\\b`, 'm').test(text))
    expect(silent.map(({ name }) => name)).toEqual([])
  })

  it('stand in the index, each with its title, day and status, and nothing else does', () => {
    const index = read('docs/decisions/README.md').split('\n')
    const rows = index.filter((line) => /^\| \[?\d{4}/.test(line))
    expect(rows).toEqual(
      all
        .sort((a, b) => a.number.localeCompare(b.number))
        .map(({ name, number, title, date, status }) => `| [${number}](${name}) | ${title} | ${date} | ${status} |`),
    )
  })
})

describe('docs/architecture.md', () => {
  const sections = readSections(read('docs/architecture.md'))
  const rowsUnder = (heading: string) => sections.find((section) => section.heading === heading)!.rows.map(({ cells }) => cells)

  it('names for every invariant the test that holds it', () => {
    const rows = rowsUnder('Invariants')
    expect(rows.length).toBeGreaterThan(15)
    for (const [never, held = ''] of rows) {
      const files = [...held.matchAll(/`([^`]+)`/g)].map(([, file]) => file!)
      expect(files.length, never).toBeGreaterThan(0)
      expect(
        files.filter((file) => !/^test\/.*\.test\.ts$/.test(file) || !existsSync(join(ROOT, file))),
        never,
      ).toEqual([])
    }
  })

  it('has every folder of code on its map, and no ghost', () => {
    /** Folders that hold code of ours, not files that are served or made. */
    const below = (folder: string): string[] =>
      readdirSync(join(ROOT, folder), { withFileTypes: true })
        .filter((item) => item.isDirectory())
        .map((item) => join(folder, item.name))
        .flatMap((path) => [...(readdirSync(join(ROOT, path)).some((name) => name.endsWith('.ts')) ? [path] : []), ...below(path)])
    const folders = ['bot', 'adapters', 'bench'].flatMap((folder) => [folder, ...below(folder)]).filter((folder) => !/page$/.test(folder))
    const named = rowsUnder('Code map').map(([folder]) => code(folder!)!.replace(/\/$/, ''))
    expect(named.filter((folder) => /^(bot|adapters|bench)\b/.test(folder)).sort()).toEqual(folders.sort())
    expect(named.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([])
  })
})
