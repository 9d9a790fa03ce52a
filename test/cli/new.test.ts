import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { KINDS, type Kind, schemas } from '../../bot/knowledge/schema.ts'
import { TEMPLATE_TEXTS } from '../../bot/knowledge/template.ts'
import { knowledgeFolder, save, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { type Ended, run } from '../program.ts'

const WORDS: Record<Kind, string> = {
  articles: 'article',
  funding: 'Förderung',
  events: 'event',
  contacts: 'anlaufstelle',
  guides: 'guide',
}
/** A title with everything that YAML and file systems stumble over. */
const TITLE = 'Größe: „A & B“ – #1?'
const SLUG = 'groesse-a-b-1'

/** A draft of each kind, made and checked. */
const folder = temporaryFolder()
const made = new Map<Kind, Ended>()
let checked: Ended
beforeAll(async () => {
  for (const kind of KINDS) made.set(kind, await run('new', [WORDS[kind], TITLE], { KNOWLEDGE_DIR: folder }))
  checked = await run('check', [folder])
})

describe.each(KINDS)('npm run new for %s', (kind) => {
  const path = join(folder, kind, `${SLUG}.md`)

  it('writes a draft that passes the check, explains every field, and is never overwritten', async () => {
    expect(made.get(kind)).toMatchObject({ code: 0, err: '' })
    expect(made.get(kind)?.out).toContain(`${kind}/${SLUG}.md ist angelegt`)

    expect(checked).toMatchObject({ code: 0, err: '' })
    expect(checked.out).toContain('Keine Fehler, 0 Hinweise.')
    expect(loadKnowledge([folder]).knowledge.entries.size).toBe(0)

    const text = readFileSync(path, 'utf8')
    for (const name of Object.keys(schemas[kind].shape)) expect(text).toMatch(new RegExp(`^(# )?${name}:( |$)`, 'm'))

    save(folder, `${kind}/${SLUG}.md`, `${text}\nVon Hand ergänzt.\n`)
    const again = await run('new', [WORDS[kind], TITLE], { KNOWLEDGE_DIR: folder })
    expect(again.code).toBe(1)
    expect(again.err).toContain(`${SLUG}.md gibt es schon.`)
    expect(readFileSync(path, 'utf8')).toContain('Von Hand ergänzt.')
  })

  it('offers comments that are fields once their # is taken away', () => {
    const text = readFileSync(path, 'utf8')
    const open = text.replace(/^# /gm, '').replace('status: draft', 'status: published')
    const loaded = loadKnowledge([knowledgeFolder({ [`${kind}/offen.md`]: open })])
    const codes = new Set(allIssues(loaded, '2026-11-22').map((issue) => issue.code))
    expect([...codes].filter((code) => code.startsWith('yaml-') || code === 'unknown-field')).toEqual([])
  })

  it('offers a draft that becomes an entry when it is published', () => {
    const text = readFileSync(path, 'utf8').replace('status: draft\n', '')
    const written = TEMPLATE_TEXTS.reduce((rest, sample, i) => rest.replace(sample, `Eigener Satz ${i}.`), text)
    const { knowledge } = loadKnowledge([knowledgeFolder({ [`${kind}/fertig.md`]: written })])
    expect(knowledge.entries.get(`${kind}/fertig`)?.title).toBe(TITLE)
    // Published with the template's own sentences, it is held back.
    const untouched = loadKnowledge([knowledgeFolder({ [`${kind}/fertig.md`]: text })])
    expect(untouched.knowledge.entries.size).toBe(0)
    expect(untouched.issues.map(({ code }) => code)).toContain('template-text')
  })
})

describe('npm run new', () => {
  it('writes into the uppermost of several folders', async () => {
    const [core, overlay] = [temporaryFolder(), temporaryFolder()]
    await run('new', ['event', 'Messe'], { KNOWLEDGE_DIR: `${core}:${overlay}` })
    expect([readdirSync(core), readdirSync(overlay)]).toEqual([[], ['events']])
  })

  it.each([[['evnt', 'Messe']], [['event']], [['event', '!!!']], [[]]])('answers %j with the usage and 2', async (args) => {
    const folder = temporaryFolder()
    const { code, err } = await run('new', args, { KNOWLEDGE_DIR: folder })
    expect([code, err]).toEqual([2, 'npm run new -- article|funding|event|contact|guide "Titel"\n'])
    expect(readdirSync(folder)).toEqual([])
  })

  it('shows the next three dates of a rule, of which the first is the start', async () => {
    const folder = knowledgeFolder({ 'area.md': '---\nland: BY\n---\n' })
    const env = { KNOWLEDGE_DIR: folder }
    const { code, out } = await run(
      'new',
      ['event', 'Dreikönig', '--rule', 'FREQ=MONTHLY;BYMONTHDAY=6', '--start', '2026-12-06T14:00'],
      env,
    )
    expect(code).toBe(0)
    // 6 January is a holiday there.
    expect(out).toContain('Die nächsten Termine, ohne Feiertage: So 06.12.2026, Sa 06.02.2027, Sa 06.03.2027. Ist das gemeint?')
    const text = readFileSync(join(folder, 'events/dreikoenig.md'), 'utf8')
    expect(text).toMatch(/^start: 2026-12-06T14:00$/m)
    expect(text).toMatch(/^recurrence:\n {2}rule: FREQ=MONTHLY;BYMONTHDAY=6$/m)

    await run('new', ['event', 'Montags', '--rule', 'FREQ=WEEKLY;BYDAY=MO'], env)
    expect((await run('check', [folder])).out).toContain('Keine Fehler, 0 Hinweise.')
    expect((await run('new', ['event', 'Einmal'], env)).out).toContain('--rule FREQ=MONTHLY;BYDAY=1TH')
  })

  it.each([
    [['event', 'A', '--rule', 'FREQ=MONTHLY;BYDAY=6TH'], 'Die Wiederholungsregel „FREQ=MONTHLY;BYDAY=6TH“ geht nicht: BYDAY=6TH.'],
    [
      ['event', 'A', '--rule', 'FREQ=MONTHLY;BYDAY=1TH', '--start', '2026-12-04'],
      'kein Tag von „FREQ=MONTHLY;BYDAY=1TH“; der nächste wäre 2027-01-07.',
    ],
    [['event', 'A', '--start', '4.12.2026'], '--start 4.12.2026 ist kein Tag.'],
    [['article', 'A', '--rule', 'FREQ=DAILY'], '--rule und --start gibt es nur bei event.'],
  ])('answers %j with one sentence and 2, and writes nothing', async (args, sentence) => {
    const folder = temporaryFolder()
    const { code, err } = await run('new', args, { KNOWLEDGE_DIR: folder })
    expect(code).toBe(2)
    expect(err).toContain(sentence)
    expect(readdirSync(folder)).toEqual([])
  })

  it('answers a folder that is not there with one sentence and 2', async () => {
    expect(await run('new', ['event', 'Messe'], { KNOWLEDGE_DIR: '/gibt/es/nicht' })).toEqual({
      code: 2,
      out: '',
      err: 'Den Ordner /gibt/es/nicht gibt es nicht.\n',
    })
  })
})
