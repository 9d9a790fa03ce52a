// @ts-check
import { brandColour } from './colour.js'

/** @typedef {'de' | 'en'} Lang */

/**
 * What a site may set through the address of `/chat`. Anybody can write an address, so nothing is taken unchecked: a text is cut and
 * shown as text, a colour must be readable, a link must be a web address, an origin must be one.
 *
 * @typedef {object} Settings
 * @property {Lang} lang
 * @property {string | undefined} title the service's own where there is none
 * @property {string | undefined} colour `#rrggbb`
 * @property {string | undefined} privacy address of the site's privacy page
 * @property {boolean} embedded shown in a frame that can be closed
 * @property {string | undefined} hostOrigin the page around the frame; messages go to it and come from it alone
 * @property {string | undefined} question asked as soon as the talk is open
 */

const TITLE_LENGTH = 60
const QUESTION_LENGTH = 500

/**
 * @param {URLSearchParams} query @param {readonly string[]} languages the browser's, best first
 * @returns {Settings}
 */
export function readSettings(query, languages) {
  const lang = chooseLang(query.get('lang'), languages)
  return {
    lang,
    title: short(query.get('title'), TITLE_LENGTH),
    colour: brandColour(query.get('color')),
    privacy: webAddress(query.get('privacy'))?.href,
    embedded: query.get('embedded') === '1',
    hostOrigin: webAddress(query.get('origin'))?.origin,
    question: question(query.get('q')),
  }
}

/** A question from an address or from the page around: trimmed, cut, or none. @param {unknown} text */
export function question(text) {
  return typeof text === 'string' ? short(text, QUESTION_LENGTH) : undefined
}

/** @param {string | null} text @param {number} length */
function short(text, length) {
  return text?.replace(/\s+/g, ' ').trim().slice(0, length) || undefined
}

/** @param {string | null} text */
function webAddress(text) {
  if (!text || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}

/**
 * The language to speak: the one asked for, else the first of the browser's that we have, else German.
 * @param {string | null} wish @param {readonly string[]} preferred BCP 47 tags, best first
 * @returns {Lang}
 */
function chooseLang(wish, preferred) {
  for (const tag of [wish ?? '', ...preferred]) {
    const short = tag.slice(0, 2).toLowerCase()
    if (short === 'de' || short === 'en') return short
  }
  return 'de'
}
