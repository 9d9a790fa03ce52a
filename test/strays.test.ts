/** Words that every object knows, as somebody may type or send them: each is a word like any other and ends nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { ruleProblem } from '../bot/knowledge/recurrence-rule.ts'
import { momentOn } from '../bot/moment.ts'
import { takenOffer } from '../bot/offers.ts'
import { buildSearcher, search } from '../bot/search/search.ts'
import { ordinal } from '../bot/search/words/numbers.ts'
import { type Running, serve } from './program.ts'

const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']

describe('the real server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wegweiser-strays-'))
  let program: Running
  beforeAll(async () => {
    program = await serve({ HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'warn' })
  })
  afterAll(async () => {
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(INHERITED)('answers addresses with "%s" in them, and lives', async (word) => {
    for (const path of [
      `/${word}`,
      `/wissen/${word}`,
      `/wissen?q=${word}`,
      `/wissen?${word}=x`,
      `/foerderung?ort=${word}`,
      `/go/${word}`,
      `/wegweiser/${word}`,
    ]) {
      const { status } = await fetch(program.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' })
      expect([path, status < 500]).toEqual([path, true])
    }
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
  })
})

describe('a search', () => {
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const moment = momentOn('2026-11-26')

  it.each(INHERITED)('takes "%s" for a word', (word) => {
    expect(search(buildSearcher(knowledge), { utterance: `Was ist ${word}?`, moment }).hits).toBeInstanceOf(Array)
    expect(ordinal(`${word}e`, 3)).toBeUndefined()
    expect(takenOffer(word, [{ label: 'Datensicherung', entry: 'articles/backup' }])).toBeUndefined()
  })

  it('that breaks leaves nothing to the next one', () => {
    const questions = [
      'Wie sichere ich meine Daten?',
      'Wann ist der nächste Sprechtag?',
      'Welche Förderung gibt es?',
      'Was ist E-Rechnung?',
    ]
    const ask = (searcher: ReturnType<typeof buildSearcher>) =>
      questions.map((utterance) => search(searcher, { utterance, moment }).hits.map(({ id, score }) => `${id} ${score}`))
    const fresh = ask(buildSearcher(knowledge))
    const searcher = buildSearcher(knowledge)
    const broken = {
      ...moment,
      get today(): string {
        throw new Error('in the middle')
      },
    }
    const named = { utterance: 'Wie sichere ich meine Daten morgen in Halle?', moment: broken }
    expect(() => search(searcher, named)).toThrow('in the middle')
    expect(ask(searcher)).toEqual(fresh)
  })
})

describe('a recurrence rule', () => {
  it.each([
    'FREQ=WEEKLY;BYMONTHDAY=15',
    'FREQ=MONTHLY;BYDAY=6TH',
    'FREQ=HOURLY',
    'FREQ=MINUTELY',
    'FREQ=SECONDLY',
    'FREQ=MONTHLY; BYDAY=1TH',
    'BYTAG=MO',
  ])('%s is refused with a fix', (rule) => {
    expect(ruleProblem(rule)?.hint).toBeTruthy()
  })
  it.each(['FREQ=MONTHLY;BYDAY=1TH', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', 'FREQ=MONTHLY;BYDAY=-1FR'])(
    '%s is taken',
    (rule) => {
      expect(ruleProblem(rule)).toBeUndefined()
    },
  )
})
