/** What was learned of the acts and is kept: it says the same as what was just learned, and nothing that is wrong with a file shows. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it, vi } from 'vitest'
import { keepLearned, keepShipped, learnActsOnce, SHIPPED_LEARNED } from '../adapters/learned/learned-acts.ts'
import { liveKnowledge } from '../adapters/live-knowledge.ts'
import { loadKnowledge } from '../adapters/load-knowledge.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import { parseKnowledge } from '../bot/knowledge/parse.ts'
import { guess } from '../bot/understanding/acts/act-model.ts'
import { learnActs } from '../bot/understanding/acts/learning.ts'
import { actWords } from '../bot/understanding/acts/words.ts'
import { knowledgeFolder } from './fixtures/knowledge-folder.ts'
import { knownFrom } from './real-bot.ts'

const SAID = ['Ich will mit jemandem sprechen', 'vielen lieben dank', 'Was ist eine Kasse?', 'call me back please', 'wer bist du', 'Zettel']
const backup = (text: string) => `---\ntitle: Datensicherung\nquestions: [Wie sichern wir, Was sichern wir, Wer sichert]\n---\n${text}\n`
const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'wegweiser-learned-'))
const small = (sentence = 'her mit einem Menschen'): Knowledge => {
  const { acts, entries } = parseKnowledge(
    Object.entries({ 'articles/a.md': backup('Sichern.'), 'acts.de.md': `## person\n\n- ${sentence}\n- wer hilft mir\n` }).map(
      ([name, text]) => ({
        name,
        path: name,
        layer: 0,
        stamp: text,
        read: () => text,
      }),
    ),
  ).knowledge
  return { ...knownFrom().knowledge, acts, entries }
}

/** What the model says of some sentences, to the last digit. */
function guessesOf(learning: ReturnType<typeof learnActs>): string {
  const { model } = learning.finish()
  return JSON.stringify(SAID.map((said) => guess(model, actWords(said), said.includes('?'))))
}
/** Whether it had not to be learned: that takes more steps. */
function wasRead(knowledge: Knowledge, dataDir?: string): boolean {
  const [read, anew] = [learnActsOnce(knowledge, dataDir), learnActs(knowledge)]
  for (;;) {
    const [isRead, isLearned] = [read.step() !== undefined, anew.step() !== undefined]
    if (isRead || isLearned) return !isLearned
  }
}

describe('what was learned', () => {
  it('of the shipped knowledge is learned once, and says what it said when it was learned', () => {
    const { knowledge } = knownFrom()
    const lessons = [knowledge, loadKnowledge([]).knowledge]
    keepShipped(lessons)
    expect(keepShipped(lessons)).toBe(false)
    expect(readdirSync(SHIPPED_LEARNED)).toHaveLength(2)
    expect(guessesOf(learnActsOnce(knowledge))).toBe(guessesOf(learnActs(knowledge)))
  })

  it('is read where the lessons are the same, and learned where a sentence is another', async () => {
    const [knowledge, dataDir] = [small(), temporaryFolder()]
    expect(wasRead(knowledge, dataDir)).toBe(false)
    await keepLearned(knowledge, learnActs(knowledge).finish().learned, dataDir)
    expect(wasRead(small(), dataDir)).toBe(true)
    expect(guessesOf(learnActsOnce(small(), dataDir))).toBe(guessesOf(learnActs(knowledge)))
    expect(wasRead(small('einen Menschen bitte, ganz schnell'), dataDir)).toBe(false)
  })

  it.each([
    ['cut off', (file: Buffer) => file.subarray(0, file.length / 2)],
    ['of one other byte', (file: Buffer) => file.fill(file.at(-9)! ^ 1, file.length - 9, file.length - 8)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('Hallo')],
  ])('is learned anew from a file that is %s', async (_what, spoilt) => {
    const [knowledge, dataDir] = [small(), temporaryFolder()]
    await keepLearned(knowledge, learnActs(knowledge).finish().learned, dataDir)
    const [name] = readdirSync(join(dataDir, 'learned'))
    const path = join(dataDir, 'learned', name!)
    writeFileSync(path, spoilt(readFileSync(path)))
    expect(wasRead(knowledge, dataDir)).toBe(false)
    expect(guessesOf(learnActsOnce(knowledge, dataDir))).toBe(guessesOf(learnActs(knowledge)))
  })

  it('is kept of the last few versions', async () => {
    const dataDir = temporaryFolder()
    for (const [at, sentence] of ['eins', 'zwei', 'drei', 'vier', 'fünf'].entries()) {
      const knowledge = small(`${sentence} Menschen`)
      await keepLearned(knowledge, learnActs(knowledge).finish().learned, dataDir)
      expect(readdirSync(join(dataDir, 'learned'))).toHaveLength(Math.min(at + 1, 3))
    }
  })

  it('is kept by the server for its next start where the chamber has acts of its own, and only there', async () => {
    const options = { log: pino({ level: 'silent' }), now: () => new Date() }
    const [own, without] = [temporaryFolder(), temporaryFolder()]
    const live = [
      liveKnowledge({ ...options, dataDir: without, folders: [knowledgeFolder({ 'articles/a.md': backup('Sichern.') })] }),
      liveKnowledge({
        ...options,
        dataDir: own,
        folders: [knowledgeFolder({ 'articles/a.md': backup('Sichern.'), 'acts.de.md': '## person\n\n- eine Menschin\n' })],
      }),
    ]
    await vi.waitFor(() => expect(readdirSync(join(own, 'learned'))).toHaveLength(1), 30_000)
    expect(readdirSync(without)).not.toContain('learned')
    for (const each of live) await each.close()
  })
})
