/** One message → the questions that were put in one breath. */
import { describe, expect, it } from 'vitest'
import { asksLater, opensAQuestion, splitQuestions, splitSentences } from '../../bot/understanding/parts.ts'

describe('sentences', () => {
  it.each([
    ['danke das war gut. gibs jemand der mir das einrichted?', ['danke das war gut.', 'gibs jemand der mir das einrichted?']],
    ['Umsatz 400.000. Also 2028?', ['Umsatz 400.000.', 'Also 2028?']],
    ['das kostet inkl. einrichtung ca. 300 euro. lohnt das', ['das kostet inkl. einrichtung ca. 300 euro.', 'lohnt das']],
    ['am 3. dezember z. b. um neun', ['am 3. dezember z. b. um neun']],
  ])('end with a full stop, whatever follows: "%s"', (text, sentences) => expect(splitSentences(text)).toEqual(sentences))
})

describe('two questions in one sentence', () => {
  it.each([
    ['Was kostet der Sprechtag und wie melde ich mich an?', ['Was kostet der Sprechtag', 'wie melde ich mich an?']],
    ['brauch ich eine TSE und bis wann muss ich die melden', ['brauch ich eine TSE', 'bis wann muss ich die melden']],
    ['Reicht die Cloud als Sicherung und für wen gilt NIS2?', ['Reicht die Cloud als Sicherung', 'für wen gilt NIS2?']],
    ['Gilt das für Vereine, und ab wann gilt das dann?', ['Gilt das für Vereine', 'ab wann gilt das dann?']],
    ['Trifft uns NIS2 und reicht ein Virenscanner dafür?', ['Trifft uns NIS2', 'reicht ein Virenscanner dafür?']],
    ['Ich hab zwei Fragen: was ist eine TSE und wer zahlt das Ganze?', ['was ist eine TSE', 'wer zahlt das Ganze?']],
    ['Erstens: was ist eine TSE?', ['was ist eine TSE?']],
    ['What does it cost and until when can I apply?', ['What does it cost', 'until when can I apply?']],
    ['Wie teuer ist das und außerdem: wie lange dauert das?', ['Wie teuer ist das', 'wie lange dauert das?']],
    ['Was kostet ein Shop, wer hilft mir dabei?', ['Was kostet ein Shop', 'wer hilft mir dabei?']],
  ])('%s', (sentence, questions) => expect(splitQuestions(sentence)).toEqual(questions))
})

describe('one question', () => {
  it.each([
    'Wie und wo melde ich mich an?',
    'Was ist mit Belegen und Quittungen?',
    'Ich weiß nicht, was ich tun soll und wie ich anfange.',
    'Was kostet Beratung und Begleitung?',
    'Welche Fragen und Sachen muss ich mitbringen?',
    'Ist der Sprechtag kostenlos und offen?',
  ])('%s', (sentence) => expect(splitQuestions(sentence)).toEqual([sentence]))
})

describe('a question opens', () => {
  it.each(['bis wann gilt das', 'Für wen ist das?', 'brauch ich das', 'zweitens: darf ich das'])('%s', (text) =>
    expect(opensAQuestion(text)).toBe(true),
  )
  it.each(['Bis morgen!', 'Für Vereine', 'Wir haben gestern bestellt', 'und Danke'])('not with: %s', (text) =>
    expect(opensAQuestion(text)).toBe(false),
  )
})

describe('a clause in the middle', () => {
  it.each(['kostet ca 9000 euro mit einrichtung', 'sind nur so 15 im monat', 'hat der chef gesagt'])('"%s" tells', (clause) =>
    expect(asksLater(clause)).toBe(false),
  )
  it.each(['muss ich das melden', 'was kostet das', 'darf man das', 'und gibts da geld'])('"%s" asks', (clause) =>
    expect(asksLater(clause)).toBe(true),
  )
})
