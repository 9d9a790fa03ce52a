/** What a visitor says of themselves in a form of our own: a name, and a way to be reached. */

import { readMailbox } from '../../knowledge/mailbox.ts'

/** Longest name and way to be reached that are kept. */
const MAX_NAME_LENGTH = 100
const MAX_REACH_LENGTH = 200
/** Fewer figures are a house number or a year. */
const MIN_PHONE_DIGITS = 6
/** More words are a sentence about something. */
const MAX_NAME_WORDS = 6

const MAIL = /[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}/
const PHONE = /(?:\+|\(?\d)[\d\s()/.–-]*\d/
/** What people write before a number: it belongs to the way, not to the name. */
const BEFORE_WAY = /(?:[,;]|\s)*(?:tel(?:efon)?\.?|mobil|handy|nummer|phone|mail|e-mail|unter|erreichbar|und|and|at)?\s*:?\s*$/i
const INTRODUCTION =
  /^(?:(?:hallo|hi|hello)[,!.\s]+)?(?:ich\s+)?(?:heiße|heisse|bin|(?:mein|der|my)\s+name\s+(?:ist|is|lautet)|name\s+(?:ist|is|lautet)|name:|my name's|i am|i'm)\s+/i

/** Something to write to or to call: a mail address, or a number of at least six figures. Undefined where there is none. */
export function reachIn(said: string): string | undefined {
  if (said.length > MAX_REACH_LENGTH) return undefined
  const mail = MAIL.exec(said)?.[0]
  const number = PHONE.exec(mail === undefined ? said : said.replace(mail, ' '))?.[0].trim()
  const phone = number !== undefined && number.replace(/\D/g, '').length >= MIN_PHONE_DIGITS ? number : undefined
  const ways = [phone, mail].filter((way) => way !== undefined)
  return ways.length > 0 ? ways.join(', ') : undefined
}

/** The mail address in it; undefined where there is none, or none that a mail can be sent to. */
export function mailAddressIn(said: string): string | undefined {
  if (said.length > MAX_REACH_LENGTH) return undefined
  const found = MAIL.exec(said)?.[0].replace(/^[<(„"']+|[>).,!?“"']+$/g, '')
  return found === undefined ? undefined : readMailbox(found)?.address
}

/** `introduced`: "ich heiße …" was said, so that nothing else can be meant. */
export interface SaidName {
  name: string
  introduced: boolean
}

/** The name without "ich heiße" and without the number that may follow it; undefined for what is no name. */
export function nameIn(said: string): SaidName | undefined {
  const introduced = INTRODUCTION.test(said)
  const way = MAIL.exec(said) ?? PHONE.exec(said)
  const name = (way ? said.slice(0, way.index).replace(BEFORE_WAY, '') : said)
    .replace(INTRODUCTION, '')
    .replace(/[\s,;.!]+$/, '')
    .trim()
  const isName = /\p{L}{2}/u.test(name) && name.length <= MAX_NAME_LENGTH && name.split(/\s+/).length <= MAX_NAME_WORDS
  return isName ? { name, introduced } : undefined
}
