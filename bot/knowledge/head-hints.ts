/** What a head that YAML cannot read was surely meant to be: German words, the place to look at, and the line that works. */
import { parseDocument } from 'yaml'
import { type HeadHint, layoutHint } from './layout-hints.ts'

/** German for what `yaml` reports, by its error code. */
const YAML_PROBLEMS: ReadonlyMap<string, [message: string, hint: string]> = new Map(
  Object.entries({
    BLOCK_AS_IMPLICIT_KEY: [
      'Nach einem Doppelpunkt mit Leerzeichen beginnt ein neuer Wert, oder die Einrückung passt nicht.',
      'Setzen Sie den Text in Anführungszeichen: title: "Erst Antrag: dann Auftrag". Bei Listen: alle Striche untereinander.',
    ],
    MULTILINE_IMPLICIT_KEY: [
      'Hier fehlt ein Doppelpunkt, oder die Einrückung passt nicht.',
      'Schreiben Sie jeden Schlüssel als „name: Wert“ in eine eigene Zeile.',
    ],
    DUPLICATE_KEY: ['Dieser Schlüssel steht zweimal da.', 'Löschen Sie eine der beiden Zeilen.'],
    TAB_AS_INDENT: ['Hier ist mit der Tabulatortaste eingerückt.', 'Rücken Sie mit Leerzeichen ein.'],
    BAD_INDENT: ['Die Einrückung passt nicht.', 'Rücken Sie Listen und Unterfelder mit je zwei Leerzeichen ein; schließen Sie [ mit ].'],
    MISSING_CHAR: [
      'Hier fehlt ein Zeichen, meist ein schließendes Anführungszeichen oder ein Doppelpunkt.',
      'Prüfen Sie diese und die Zeile davor.',
    ],
    BAD_ALIAS: ['*, & und ! haben am Anfang eines Wertes eine besondere Bedeutung.', 'Setzen Sie den Text in Anführungszeichen.'],
    UNEXPECTED_TOKEN: ['Dieses Zeichen hat hier eine besondere Bedeutung.', 'Setzen Sie den ganzen Text in Anführungszeichen.'],
    BAD_SCALAR_START: ['Mit diesem Zeichen kann ein Wert nicht beginnen.', 'Setzen Sie den ganzen Text in Anführungszeichen.'],
  } as const),
) as ReadonlyMap<string, [string, string]>
const UNKNOWN_PROBLEM: [string, string] = [
  'Der Kopf der Datei ist so nicht lesbar.',
  'Vergleichen Sie mit dem Beispiel im Handbuch (knowledge/README.md).',
]
/** Problems that quotation marks around the value may mend. */
const QUOTING: ReadonlySet<string> = new Set(['BLOCK_AS_IMPLICIT_KEY', 'BAD_ALIAS', 'UNEXPECTED_TOKEN', 'BAD_SCALAR_START'])

/** An error of `yaml` at an offset of the block, as an editor can follow it. */
export function readerHint(block: string, problem: string, at: number): HeadHint {
  const code = `yaml-${problem.toLowerCase().replaceAll('_', '-')}`
  const start = block.lastIndexOf('\n', at - 1) + 1
  const line = block.slice(start).split('\n')[0]!
  if (/^\s*<<\s*:/.test(line))
    return {
      offset: start + line.search(/\S/),
      code,
      message: 'Felder aus einem anderen Block zu übernehmen (<<) geht hier nicht.',
      hint: 'Löschen Sie die Zeile, und schreiben Sie die Felder selbst hin.',
    }
  const known = slipIn(line) ?? inBraces(line)
  if (known) return { offset: start + line.search(/\S/), code, ...known }
  const twice = problem === 'DUPLICATE_KEY' ? sameKey(block, at) : undefined
  if (twice) return { code, ...twice }
  if (problem === 'MISSING_CHAR') {
    const open = openQuote(block)
    if (open) return { code, ...open }
  }
  // A colon inside the value is no matter of the layout.
  const layout =
    problem === 'BAD_ALIAS' || problem === 'BAD_SCALAR_START' || problem === 'TAB_AS_INDENT' ? undefined : layoutHint(block, problem, at)
  if (layout) return { code, ...layout }
  const [message, hint] = YAML_PROBLEMS.get(problem) ?? UNKNOWN_PROBLEM
  return { offset: at, code, message, hint: (QUOTING.has(problem) && quoted(line)) || hint }
}

/** A field that a line before has; where reading failed may be the end of the line before the second one. */
function sameKey(block: string, at: number): Omit<HeadHint, 'code'> | undefined {
  const lines = block.split('\n')
  const here = block.slice(0, at).split('\n').length - 1
  for (const number of [here, here + 1]) {
    const [, indent = '', key] = /^(\s*(?:- )?)([^\s:]+)\s*:/.exec(lines[number] ?? '') ?? []
    const same = (line: string) =>
      line.slice(0, indent.length).replace('-', ' ').trim() === '' && line.slice(indent.length).startsWith(`${key}:`)
    const first = key === undefined ? -1 : lines.slice(0, number).findLastIndex(same)
    if (first < 0) continue
    const [, group] = /^([a-zA-Z]+):\s*$/.exec(lines[number - 1] ?? '') ?? []
    return {
      offset: lines.slice(0, number).join('\n').length + 1 + indent.length,
      message: `Das Feld „${key}“ steht zweimal da, zuerst in Zeile ${first + 1}.`,
      hint: group
        ? `Gehört es zu „${group}“, rücken Sie es mit zwei Leerzeichen ein; sonst löschen Sie eine der beiden Zeilen.`
        : 'Löschen Sie eine der beiden Zeilen.',
    }
  }
  return undefined
}

/** Slips of the pen on a line of fields that have one cure. */
function slipIn(line: string): Pick<HeadHint, 'message' | 'hint'> | undefined {
  const isRead = (text: string) => parseDocument(text).errors.length === 0
  for (const [slip, message, mended] of SLIPS) {
    const right = line.replace(slip, mended).trim()
    if (slip.test(line) && isRead(right)) return { message, hint: `Schreiben Sie ${right}` }
  }
  return undefined
}

const SLIPS: readonly [slip: RegExp, message: string, mended: string][] = [
  [/^(\s*(?:- )?[a-zA-Z]+):(?=[^\s:/])/, 'Nach dem Doppelpunkt fehlt ein Leerzeichen.', '$1: '],
  [/^(\s*(?:- )?[a-zA-Z]+)\s*[：﹕]\s*/, 'Das ist kein gewöhnlicher Doppelpunkt.', '$1: '],
  [/^(\s*(?:- )?[a-zA-Z]+);\s*/, 'Statt des Strichpunkts gehört hier ein Doppelpunkt hin.', '$1: '],
  [/^(\s*(?:- )?[a-zA-Z]+)\s*=\s*/, 'Statt des Gleichheitszeichens gehört hier ein Doppelpunkt hin.', '$1: '],
  [/^(\s*)-(?=[^\s-])/, 'Nach dem Strich fehlt ein Leerzeichen.', '$1- '],
  [/^(\s*)[–—•*]\s+/, 'Eine Zeile einer Liste beginnt mit einem einfachen Strich.', '$1- '],
]

/** Fields in braces that are not parted by commas. */
function inBraces(line: string): Pick<HeadHint, 'message' | 'hint'> | undefined {
  if (!/\{.*\}\s*$/.test(line)) return undefined
  const right = line
    .replaceAll(/;(?= *[a-zA-Z]+: )/g, ',')
    .replaceAll(/([^\s,{;]) (?=[a-zA-Z]+: )/g, '$1, ')
    .trim()
  return right !== line.trim() && parseDocument(right).errors.length === 0
    ? { message: 'In geschweiften Klammern steht zwischen zwei Feldern ein Komma.', hint: `Schreiben Sie ${right}` }
    : undefined
}

/** The first value that begins with a quotation mark and does not end with one on its line. */
function openQuote(block: string): Omit<HeadHint, 'code'> | undefined {
  let start = 0
  for (const line of block.split('\n')) {
    const [, before = '', mark = '', rest = ''] = /^(\s*(?:- )?(?:[a-zA-Z]+: +)?)(["'])(.*)$/.exec(line) ?? []
    if (mark !== '' && !new RegExp(`${mark}\\s*$`).test(rest)) {
      const right = `${before.trimStart()}${mark}${rest.trimEnd()}${mark}`
      return {
        offset: start + before.length,
        message: `Das Anführungszeichen ${mark} wird nicht geschlossen.`,
        hint: `Schreiben Sie ${right}`,
      }
    }
    start += line.length + 1
  }
  return undefined
}

/** The line's field with its whole value in quotation marks, where that would mend it. */
function quoted(line: string): string | undefined {
  const [, start, value] = /^(\s*(?:- )?(?:[a-zA-Z]+: +)?)(.*\S)\s*$/.exec(line) ?? []
  if (start === undefined || start.trim() === '' || value === undefined) return undefined
  // A list or a group in brackets is one, unless words follow its end.
  if (/^[[{]/.test(value) && !/^(\[[^\]]*\]|\{[^}]*\})\s*\w/.test(value)) return undefined
  const mended = `${start}${inQuotes(value)}`
  return parseDocument(mended).errors.length === 0 ? `Setzen Sie den ganzen Text in Anführungszeichen: ${mended.trim()}` : undefined
}

/** In quotation marks that need no other sign before them, without those that did not hold. */
function inQuotes(value: string): string {
  const bare = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
  return bare.includes('"') && !bare.includes("'") ? `'${bare}'` : JSON.stringify(bare)
}

/** What stands in the head's place, as other programs write it, and what to do. */
export function withoutHead(text: string): [message: string, hint: string] {
  const right = 'Beginnen Sie mit einer Zeile ---, dann title: …, und schließen Sie mit einer Zeile ---.'
  const other = OTHER_PROGRAMS.find(([begins]) => begins.test(text))
  if (other) return [`Das ist ${other[1]}, kein Text in Markdown.`, `Fügen Sie den Text in eine neue Datei ein. ${right}`]
  if (/^\s+---\s*\n/.test(text))
    return ['Vor dem Kopf stehen Leerzeichen oder leere Zeilen.', 'Löschen Sie, was vor der ersten Zeile --- steht.']
  if (/^[–—]+\s*\n/.test(text))
    return ['Die erste Zeile besteht aus Gedankenstrichen.', 'Schreiben Sie vor und nach den Feldern drei einfache Striche: ---']
  if (text.startsWith('+++'))
    return ['Der Kopf ist in TOML geschrieben (+++); gelesen wird nur YAML (---).', `${right} Statt title = "X" heißt es title: X.`]
  if (/^\s*\{/.test(text))
    return ['Der Kopf ist in JSON geschrieben; gelesen wird nur YAML.', `${right} Statt "title": "X" heißt es title: X.`]
  if (/^```/.test(text)) return ['Die ganze Datei steht zwischen Zeilen mit ```.', 'Löschen Sie die erste und die letzte Zeile mit ```.']
  if (/^(title|short|questions):/.test(text))
    return ['Über dem ersten Feld fehlt die Zeile, die den Kopf öffnet.', 'Setzen Sie ganz oben eine eigene Zeile ---.']
  if (/\n---\n(title|short|questions):[\s\S]*\n---\n/.test(text))
    return ['Vor dem Kopf steht Text.', 'Löschen Sie ihn, oder setzen Sie ihn unter den Kopf; die erste Zeile heißt ---.']
  if (text.trim() === '') return ['Die Datei ist leer.', `${right} Beispiele stehen im Handbuch (knowledge/README.md).`]
  return ['Die Datei hat keinen Kopf.', right]
}

const OTHER_PROGRAMS: readonly [begins: RegExp, name: string][] = [
  [/^%PDF-/, 'ein PDF'],
  [/^\{\\rtf/, 'ein Text im Format RTF'],
  [/^\s*(<!doctype html|<html)/i, 'eine Seite in HTML'],
]
