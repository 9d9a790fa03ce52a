/** Signs in a file's text that nobody meant: letters a program has spoiled, lost ones, and lines no person has written. */
import type { Issue } from './issue.ts'

/** Longer lines are no sentences, and reading their Markdown can take seconds. */
const MAX_LINE = 5_000

/** About 60 printed pages. An entry is one answer; more would keep turns waiting while its Markdown is read. */
const MAX_ENTRY_LETTERS = 200_000

const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows = new TextDecoder('windows-1252')
/** What Windows-1252 shows for each byte, back to the byte. */
const BYTES = new Map(Array.from({ length: 256 }, (_, byte) => [windows.decode(Uint8Array.of(byte)), byte]))

/** A letter outside ASCII that was read as Windows-1252 once too often: `Ã¼`, `â€ž`. */
const SPOILED = /[ÂÃÅâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŽžŸ]{1,2}/u

interface Kind {
  signs: RegExp
  code: string
  message(word: string): string
  hint(word: string): string
}

const KINDS: readonly Kind[] = [
  {
    signs: SPOILED,
    code: 'encoding-twice',
    message: (word) => `„${word}“ ist beim Umspeichern zerfallen; Besucher läsen es so.`,
    hint: (word) => `Schreiben Sie „${mended(word)}“. Öffnen Sie die Datei künftig als UTF-8.`,
  },
  {
    signs: /\ufffd/u,
    code: 'lost-sign',
    message: (word) => `In „${word}“ ist ein Zeichen verloren gegangen.`,
    hint: () => 'Schreiben Sie das Wort neu, und speichern Sie mit der Kodierung „UTF-8“.',
  },
  {
    signs: /[\u0080-\u009f]/u,
    code: 'control-sign',
    message: (word) => `In „${word}“ steht ein Zeichen, das kein Programm zeigt.`,
    hint: (word) => `Schreiben Sie „${[...word].map(asWindows).join('')}“.`,
  },
  {
    signs: /[\ue000-\uf8ff]/u,
    code: 'own-sign',
    message: () => 'Hier steht ein Zeichen, das nur die Schrift eines anderen Programms kennt (etwa ein Aufzählungspunkt aus Word).',
    hint: () => 'Löschen Sie es; für eine Liste beginnen Sie die Zeile mit „- “.',
  },
]

/** One issue a kind, at the first place; many of a kind have one cause. */
export function signIssues(file: string, text: string): Issue[] {
  const issues: Issue[] = []
  const tell = (offset: number, code: string, message: string, hint: string) => {
    const before = text.slice(0, offset)
    const column = offset - before.lastIndexOf('\n')
    issues.push({ file, line: before.split('\n').length, column, severity: 'error', code, message, hint })
  }
  for (const { signs, code, message, hint } of KINDS) {
    const found = signs.exec(text)
    // Between two of them may stand a word that is spoiled by chance; what does not mend is none.
    if (!found || (code === 'encoding-twice' && mended(found[0]) === found[0])) continue
    // Halves of spoiled letters are told with them.
    if (code === 'control-sign' && issues.length > 0) continue
    const word = wordAround(text, found.index)
    tell(found.index, code, message(word), hint(word))
  }
  let start = 0
  for (const line of text.split('\n')) {
    if (line.length > MAX_LINE) {
      tell(
        start,
        'long-line',
        `Diese Zeile hat ${line.length.toLocaleString('de-DE')} Zeichen; so viel liest niemand am Stück.`,
        `Teilen Sie sie in Absätze von höchstens ${MAX_LINE.toLocaleString('de-DE')} Zeichen.`,
      )
      break
    }
    start += line.length + 1
  }
  return issues
}

/** The issue of an entry that is a book. */
export function longEntry(file: string, text: string): Issue | undefined {
  if (text.length <= MAX_ENTRY_LETTERS) return undefined
  return {
    file,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'long-entry',
    message: `Der Eintrag hat ${text.length.toLocaleString('de-DE')} Zeichen; so viel ist keine Antwort.`,
    hint: `Verteilen Sie den Text auf mehrere Einträge mit höchstens ${MAX_ENTRY_LETTERS.toLocaleString('de-DE')} Zeichen.`,
  }
}

/** The word at an offset, not longer than a word is. */
function wordAround(text: string, offset: number): string {
  const before = /[^\s]{0,20}$/u.exec(text.slice(Math.max(0, offset - 20), offset))![0]
  return before + /^[^\s]{0,20}/u.exec(text.slice(offset, offset + 20))![0]
}

/** The word with its spoiled letters put right; those that cannot be stay. */
function mended(word: string): string {
  return word.replace(new RegExp(SPOILED, 'gu'), (signs) => {
    for (let length = signs.length; length > 1; length--) {
      try {
        return utf8.decode(Uint8Array.from(signs.slice(0, length), byteOf)) + signs.slice(length)
      } catch {
        // One letter shorter, then.
      }
    }
    return signs
  })
}

const byteOf = (sign: string): number => BYTES.get(sign) ?? sign.codePointAt(0)!

const asWindows = (sign: string): string => (/[\u0080-\u009f]/.test(sign) ? windows.decode(Uint8Array.of(sign.codePointAt(0)!)) : sign)
