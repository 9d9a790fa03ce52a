/** Fields by names that are none → the field that is meant. */
import type { Issue } from './issue.ts'
import { fieldCalled } from './other-names.ts'
import { didYouMean } from './spelling.ts'

/** One name that nobody knows, and one field that lacks beside it: they are the same. */
export function withLastName(issues: readonly Issue[]): Issue[] {
  const unknown = issues.filter(({ code, hint }) => code === 'unknown-field' && !hint?.startsWith('Meinten'))
  const missing = issues.filter(({ code }) => code === 'missing-field')
  const [group, name] = [unknown[0]?.message, missing[0]?.message].map((message) => /„(?:([^“]*)\.)?([^“]*)“/.exec(message ?? ''))
  if (unknown.length !== 1 || missing.length !== 1 || group?.[1] !== name?.[1]) return [...issues]
  return issues
    .filter((issue) => issue !== missing[0])
    .map((issue) => (issue === unknown[0] ? { ...issue, hint: `Meinten Sie „${name![2]}“?` } : issue))
}

/** In braces a comma ends a field. */
const SPLIT = 'Das Komma davor beginnt ein neues Feld. Setzen Sie den Text in Anführungszeichen: "Eins, zwei".'

interface Around {
  /** Fields that are known there, the likeliest first. */
  known: readonly string[]
  /** Whether it stands in a group. */
  isInside: boolean
  isEmpty: boolean
}

/** The field that is meant by a name that is none. */
export function unknownHint(key: string, { known, isInside, isEmpty }: Around): string {
  if (/^\d/.test(key))
    return 'Ein Komma trennt hier zwei Felder: Schreiben Sie die Zahl ganz aus, ohne Komma und Punkt, zum Beispiel 1500000.'
  const [, name, value] = /^([a-zA-Z]+):(\S.*)$/.exec(key) ?? []
  if (name && known.includes(name)) return `Nach dem Doppelpunkt fehlt ein Leerzeichen: ${name}: ${value}`
  const meant = fieldCalled(key, known) ?? didYouMean(key, known)
  if (meant) return meant
  if (isInside && isEmpty) return SPLIT
  return isInside ? `Möglich: ${known.join(', ')}.` : 'Alle Felder stehen im Handbuch (knowledge/README.md).'
}
