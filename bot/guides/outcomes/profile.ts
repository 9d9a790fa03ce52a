/** The picture a self-check ends with, as data and as drawing: one bar per area. The drawing never says more than its text. */

import type { Ground } from '../state/ground.ts'
import { sentence } from '../state/sentences.ts'

export interface ProfileArea {
  label: string
  /** 0 to 3; undefined when the visitor did not know. */
  points?: number
}

export interface Profile {
  areas: ProfileArea[]
  /** Label of the area to begin with. */
  first: string
}

export const MAX_POINTS = 3

/** The words of a profile; German on pages, where nothing else is spoken. */
export interface ProfileWords {
  levels: readonly string[]
  unknown: string
  points(points: number): string
  begin(label: string): string
}

const GERMAN: ProfileWords = {
  levels: ['noch am Anfang', 'erste Schritte', 'gut unterwegs', 'sehr weit'],
  unknown: 'nicht bekannt',
  points: (points) => `${points} von ${MAX_POINTS}`,
  begin: (label) => `Zuerst dran: ${label}.`,
}

/** The words of a profile in the language of a talk. */
export function profileWords(ground: Ground): ProfileWords {
  return {
    levels: [
      sentence(ground, 'rule.profile.level-0'),
      sentence(ground, 'rule.profile.level-1'),
      sentence(ground, 'rule.profile.level-2'),
      sentence(ground, 'rule.profile.level-3'),
    ],
    unknown: sentence(ground, 'rule.profile.unknown'),
    points: (points) => sentence(ground, 'rule.profile.points', { points, most: MAX_POINTS }),
    begin: (label) => sentence(ground, 'rule.profile.begin', { label }),
  }
}

/** The profile in words: the text alternative of the drawing, and what a chat without pictures shows. */
export function profileText({ areas, first }: Profile, words: ProfileWords = GERMAN): string {
  const lines = areas.map(
    ({ label, points }) => `${label}: ${points === undefined ? words.unknown : `${words.levels[points]} (${words.points(points)})`}`,
  )
  return `${lines.join('; ')}. ${words.begin(first)}`
}

/** Narrow enough that the letters stay readable on a phone. */
const WIDTH = 360
const ROW = 54

/**
 * An SVG with title and description for screen readers. Colours reach 4.5:1 on white; the area to begin with is also marked
 * by a word, so that nothing depends on colour. `id` keeps two pictures on one page apart.
 */
export function profileSvg(profile: Profile, id = 'profil'): string {
  const height = profile.areas.length * ROW + 16
  const rows = profile.areas.map((area, i) => row(area, i * ROW + 8, area.label === profile.first)).join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-titel ${id}-text" font-family="sans-serif" font-size="16">` +
    `<title id="${id}-titel">Ihr Profil</title><desc id="${id}-text">${escapeXml(profileText(profile))}</desc>` +
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>${rows}</svg>`
  )
}

/** Label on the left and value on the right, the bar below them. */
function row({ label, points }: ProfileArea, top: number, isFirst: boolean): string {
  const width = points === undefined ? 0 : Math.max(6, (points / MAX_POINTS) * (WIDTH - 2))
  const value = points === undefined ? 'nicht bekannt' : `${points} von ${MAX_POINTS}`
  const weight = isFirst ? ' font-weight="bold"' : ''
  return (
    `<text x="1" y="${top + 16}" fill="#1a1a1a"${weight}>${escapeXml(label)}</text>` +
    `<text x="${WIDTH - 1}" y="${top + 16}" fill="#1a1a1a" text-anchor="end"${weight}>${value}${isFirst ? ', zuerst' : ''}</text>` +
    `<rect x="1" y="${top + 24}" width="${WIDTH - 2}" height="16" fill="#ffffff" stroke="#5f6b76"/>` +
    `<rect x="1" y="${top + 24}" width="${width}" height="16" fill="${isFirst ? '#a13d00' : '#0b5cad'}"/>`
  )
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
