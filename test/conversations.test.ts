/**
 * Whole talks from `test/conversations/*.md`, run through the real bot with the shipped knowledge.
 * `now: …` sets the instant; `requests` lets visitors hand requests to people; `> …` is the visitor; `< …` must stand in what the bot answers; `! …` must not.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAloud, realBot } from './real-bot.ts'

const FOLDER = join(import.meta.dirname, 'conversations')

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.md')))('%s', (name) => {
  const talks = readFileSync(join(FOLDER, name), 'utf8').split(/^## /m).slice(1)

  it.each(talks.map((talk) => [talk.split('\n')[0]!.trim(), talk.split('\n').slice(1)] as const))('%s', async (_, lines) => {
    const now =
      lines
        .find((line) => line.startsWith('now:'))
        ?.slice(4)
        .trim() ?? '2026-11-22T12:00:00+01:00'
    const bot = await realBot({ now, handOff: lines.includes('requests') })
    let answer = ''
    let said = '(nothing yet)'
    let checked = 0
    for (const line of lines) {
      const text = line.slice(2).trim()
      if (line.startsWith('> ')) {
        said = text
        answer = (await bot.say(text)).map(readAloud).join('\n')
      } else if (line.startsWith('< ')) expect(answer, `after "${said}"`).toContain(text)
      else if (line.startsWith('! ')) expect(answer, `after "${said}"`).not.toContain(text)
      if (/^[<!] /.test(line)) checked++
    }
    expect(checked).toBeGreaterThan(0)
  })
})
