/** What is left of an answering mail, by the ways in which mail programs quote. */
import { describe, expect, it } from 'vitest'
import { replyText } from '../../adapters/mail/reply-text.ts'

const MARKER = '-- Bitte antworten Sie über dieser Zeile --'
const OURS = `${MARKER}\n\nJemand hat um einen Menschen gebeten.\n\nName: Xenia`
const NEWS = 'Handwerkskammer Halle antwortet auf Ihre Anfrage 1:\n\nJa.'
const ANSWER = 'Guten Tag,\n\nrufen Sie mich an.\n\nViele Grüße\nErika Amsel'
const FROM = 'Wegweiser <wegweiser@example.org>'
const quoted = (text: string) => text.replace(/^/gm, '> ')

/** What stands between the answer and the letter it answers. */
const HEADS: Record<string, (letter: string) => string> = {
  'who wrote, below an empty line': (letter) => `\n\nAm 23.11.26 um 10:05 schrieb Wegweiser:\n${quoted(letter)}`,
  'who wrote, close by': (letter) => `\nAm 23.11.26 um 10:05 schrieb Wegweiser:\n${quoted(letter)}`,
  'who wrote, over two lines': (letter) =>
    `\n\nAm Mo., 23. Nov. 2026 um 10:05 Uhr schrieb Wegweiser <\nwegweiser@example.org>:\n\n${quoted(letter)}`,
  'who wrote, within the quotation': (letter) => `\n\n> Am 23.11.2026 um 10:05 schrieb ${FROM}:\n> \n${quoted(letter)}`,
  'who wrote, the name first': (letter) => `\n\n${FROM} schrieb am 23.11.2026 10:05:00:\n${quoted(letter)}`,
  'who wrote, in English': (letter) => `\n\nOn Mon, Nov 23, 2026 at 10:05 AM ${FROM} wrote:\n\n${quoted(letter)}`,
  'a head': (letter) => `\n\nVon: ${FROM}\nGesendet: Montag, 23. November 2026 10:05\nAn: Erika\nBetreff: Anfrage 1\n\n${letter}`,
  'a head in bold': (letter) => `\n\n*Von:* ${FROM}\n*Gesendet:* Montag, 10:05\n*An:* Erika\n*Betreff:* Anfrage 1\n\n${letter}`,
  'a head that begins with its day': (letter) =>
    `\n \n\nGesendet: Montag, 23. November 2026 um 10:05 Uhr\nVon: "Wegweiser" <wegweiser@example.org>\nAn: x@example.org\nBetreff: A\n${letter}`,
  'a head in English': (letter) =>
    `\n\nFrom: ${FROM}\nSent: Monday, November 23, 2026 10:05 AM\nTo: Erika\nSubject: Anfrage 1\n\n${letter}`,
  'a line and a head': (letter) => `\n\n-------- Ursprüngliche Nachricht --------\nVon: ${FROM}\nGesendet: 23. November 2026\n\n${letter}`,
}

describe('an answering mail', () => {
  it.each(Object.keys(HEADS))('is what stands above %s', (name) => {
    const head = HEADS[name]!
    expect(replyText({ text: ANSWER + head(OURS) }, MARKER)).toBe(ANSWER)
    // Letters to visitors have no line of ours.
    expect(replyText({ text: `Danke, passt.${head(NEWS)}` }, MARKER)).toBe('Danke, passt.')
  })

  it.each([
    'Am 23.11. schrieb mir Ihr Kollege, dass es geht.\nStimmt das?',
    'Am 23.11. schrieb Ihr Kollege:\nEs geht.',
    'Von: Montag bis Freitag\nBis: 12 Uhr',
    'Mein Kollege schrieb gestern:\nEs geht.',
  ])('keeps own words that look alike: %s', (text) => expect(replyText({ text }, MARKER)).toBe(text))

  it.each(['Am 1 '.repeat(400_000), '\n'.repeat(2_000_000), 'Am 1 schrieb x:\n'.repeat(100_000), ' '.repeat(1_000_000)])(
    'of any size costs little',
    (text) => {
      const before = process.cpuUsage()
      replyText({ text }, MARKER)
      expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
    },
  )
})
