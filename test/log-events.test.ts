/** Log lines that operators can rely on: each has an event, and `docs/log-events.md` says what it means. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSections } from '../bot/knowledge/list-file.ts'
import { ROOT } from './program.ts'

interface Call {
  where: string
  level: string
  /** What follows the opening bracket. */
  rest: string
}

const calls: Call[] = ['bot', 'adapters', 'bench'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join(ROOT, folder, name), 'utf8')
      return [...text.matchAll(/\blog\??\.(fatal|error|warn|info|debug|trace)\(/gi)].map((match) => ({
        where: `${folder}/${name}:${text.slice(0, match.index).split('\n').length}`,
        level: match[1]!,
        rest: text.slice(match.index + match[0].length, match.index + match[0].length + 600),
      }))
    }),
)
const eventOf = ({ rest }: Call) => /^\s*\{\s*event: '([a-z]+(?:_[a-z]+)*)'/.exec(rest)?.[1]

describe('the log', () => {
  it('has an event in every line', () => {
    expect(calls.length).toBeGreaterThan(40)
    expect(calls.filter((call) => eventOf(call) === undefined).map(({ where }) => where)).toEqual([])
  })

  it('speaks English: no umlaut and no capital at the beginning but a name', () => {
    const sentence = ({ rest }: Call) => /^\s*\{[^}]*?\}?[^']*?\},\s*'([^']+)'/.exec(rest.replace(/event: '[^']*'/, ''))?.[1] ?? ''
    const foreign = calls.filter((call) => /[äöüßÄÖÜ„“]|^[A-Z](?!MBED_ORIGINS|eams |eb Chat)/.test(sentence(call)))
    expect(foreign.map(({ where }) => where)).toEqual([])
  })

  it('has no event and no level that the paper does not know, and the paper no other', () => {
    const levels = new Map<string, Set<string>>()
    for (const call of calls) {
      const event = eventOf(call)
      if (event !== undefined) levels.set(event, (levels.get(event) ?? new Set()).add(call.level))
    }
    const rows = readSections(readFileSync(join(ROOT, 'docs/log-events.md'), 'utf8')).flatMap((section) =>
      section.rows.map(({ cells }) => cells),
    )
    expect(rows).toEqual(
      [...levels]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([event, set]) => [`\`${event}\``, [...set].sort().join(', '), expect.stringMatching(/\w/)]),
    )
  })
})
