import { describe, expect, it } from 'vitest'

const { sentenceEnds } = (await import(new URL('../../adapters/webchat/page/sentences.js', import.meta.url).href)) as {
  sentenceEnds(text: string): number[]
}
const sentences = (text: string) => {
  const ends = [0, ...sentenceEnds(text), text.length]
  return ends.slice(1).map((end, at) => text.slice(ends[at], end).trim())
}

describe('a sentence ends', () => {
  it('at a point, a question or an exclamation mark before the next beginning', () => {
    expect(sentences('Fangen Sie klein an. Was stört Sie? Schreiben Sie es auf! 3 reichen.')).toEqual([
      'Fangen Sie klein an.',
      'Was stört Sie?',
      'Schreiben Sie es auf!',
      '3 reichen.',
    ])
    expect(sentences('Er sagte „Nein.“ Dann ging er.')).toEqual(['Er sagte „Nein.“', 'Dann ging er.'])
  })

  it('not in a date, a short form, a paragraph of law or a number', () => {
    for (const text of [
      'Am Donnerstag, 3. Dezember 2026, in Halle.',
      'Das gilt z. B. Ihnen und ca. 20.000 anderen, vgl. Abs. 2 und § 14 Nr. 3 UStG.',
      'Dr. Müller bzw. Frau Meier, Tel. 0345 1234, hilft.',
    ])
      expect(sentences(text)).toEqual([text])
  })

  it('behind a year', () => {
    expect(sentences('Das gilt ab 2027. Danach nicht mehr.')).toHaveLength(2)
  })
})
