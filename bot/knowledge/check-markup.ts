/** What in an entry's text visitors would read as bare signs: marks of other programs, marks left open, sentences not written yet. */
import type MarkdownIt from 'markdown-it'
import type { Issue } from './issue.ts'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

interface Mark {
  signs: RegExp
  code: string
  /** A note of the house in front of visitors is worse than the version of before. */
  severity?: 'error'
  message: string
  hint(found: string): string
}

/** Told once a paragraph, the first that is found. */
const MARKS: readonly Mark[] = [
  {
    signs: /<!--|-->/,
    code: 'comment',
    severity: 'error',
    message: 'Hier steht eine Notiz in <!-- -->; Besucher läsen sie.',
    hint: () => 'Löschen Sie die Notiz; was Ihr Haus noch klären muss, gehört in das Feld confirm.',
  },
  {
    signs: /\{\{[<%]?.*?[>%]?\}\}|\{%.*?%\}/,
    code: 'shortcode',
    message: 'Hier steht ein Baustein eines anderen Programms; Besucher läsen die Klammern.',
    hint: (found) => `Löschen Sie ${found}, oder schreiben Sie, was dort stehen soll.`,
  },
  {
    signs: /^:::.*$/m,
    code: 'shortcode',
    message: 'Hier steht ein Kasten eines anderen Programms; Besucher läsen die Doppelpunkte.',
    hint: () => 'Löschen Sie die Zeilen, die mit ::: beginnen.',
  },
  {
    signs: /^import .* from ["'].*["'];?$/m,
    code: 'shortcode',
    message: 'Hier steht Programmcode; Besucher läsen ihn.',
    hint: (found) => `Löschen Sie ${found}.`,
  },
  {
    signs: /\[\[[^\]\n]+\]\]/,
    code: 'wiki-link',
    message: 'Das ist ein Verweis eines anderen Programms; hier ist er keiner.',
    hint: (found) => `Statt ${found} schreiben Sie zum Beispiel [${found.slice(2, -2)}](/wissen/…).`,
  },
  {
    signs: /\[\^[^\]\n]+\]/,
    code: 'footnote',
    message: 'Fußnoten kennt der Bot nicht; Besucher läsen die Klammern.',
    hint: (found) => `Löschen Sie ${found}, und schreiben Sie die Anmerkung in Klammern dahinter.`,
  },
  {
    signs: /\(([^()\n]+)\)\[(https?:[^\]\s]+|\/[^\]\s]+)\]/,
    code: 'link-written-wrong',
    message: 'Bei diesem Link sind die Klammern vertauscht.',
    hint: (found) => `Schreiben Sie ${found.replace(/\((.+)\)\[(.+)\]/, '[$1]($2)')}.`,
  },
  {
    signs: /\[[^\]\n]+\] \((https?:[^)\s]+|\/[^)\s]+)\)/,
    code: 'link-written-wrong',
    message: 'Zwischen den Klammern dieses Links steht ein Leerzeichen.',
    hint: (found) => `Schreiben Sie ${found.replace('] (', '](')}.`,
  },
  {
    signs: /\[[^\]\n]+\]\((?:https?:|\/)\S*/,
    code: 'link-written-wrong',
    message: 'Dieser Link ist nicht geschlossen.',
    hint: (found) => `Schreiben Sie ${found.replace(/[.,;]?$/, ')')}.`,
  },
  {
    signs: /(?<![\w*])\*\*(?=\S)|(?<=\S)\*\*(?![\w*])/,
    code: 'open-bold',
    message: 'Hier beginnt oder endet fette Schrift, und das andere Ende fehlt; Besucher läsen die Sterne.',
    hint: () => 'Setzen Sie ** vor das erste und hinter das letzte Wort, ohne Leerzeichen dazwischen, oder löschen Sie die Sterne.',
  },
  {
    signs: /^[•▪◦·‣●] *\S.*$/mu,
    code: 'bullet',
    message: 'Das ist der Aufzählungspunkt eines anderen Programms; Besucher läsen alles in einer Zeile.',
    hint: (found) => `Schreiben Sie - ${found.slice(1).trim()}`,
  },
  {
    signs: /\b(?:TODO|FIXME|TBD|X{3,})\b|Lorem ipsum/,
    code: 'unwritten',
    message: 'Hier fehlt noch Text.',
    hint: (found) => `Schreiben Sie statt „${found}“ den Text, oder setzen Sie status: draft.`,
  },
]

/** `lines`: the text the tokens were made of; `tell` gets lines counted from 0. */
export function markupIssues(tokens: readonly Token[], lines: readonly string[], tell: (line: number, issue: MarkupIssue) => void): void {
  for (const token of tokens) {
    if (token.type === 'fence') fenced(token, lines, tell)
    if (token.type === 'inline') inParagraph(token, lines, tell)
    if (token.type === 'table_open') inTable(token, lines, tell)
  }
}

export type MarkupIssue = Pick<Issue, 'severity' | 'code' | 'message' | 'hint'> & { column: number }

const FENCE = /^ {0,3}(```|~~~)/

function fenced({ map, markup }: Token, lines: readonly string[], tell: (line: number, issue: MarkupIssue) => void): void {
  const [from, to] = map ?? [0, 0]
  if (to - 1 > from && FENCE.test(lines[to - 1] ?? '')) return
  tell(from, {
    severity: 'warning',
    column: 1,
    code: 'open-fence',
    message: `Ab hier steht alles als Programmtext, weil ${markup} nicht geschlossen wird.`,
    hint: `Schreiben Sie nach dem Programmtext eine eigene Zeile ${markup}, oder löschen Sie diese.`,
  })
}

/** Cells beyond the last heading are shown to nobody; a row with too few was a slip, or is the paragraph below. */
function inTable({ map }: Token, lines: readonly string[], tell: (line: number, issue: MarkupIssue) => void): void {
  const [from, to] = map ?? [0, 0]
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/).length
  const most = cells(lines[from]!)
  const short = lines.slice(from, to).findIndex((line) => cells(line) < most)
  if (short >= 0) {
    const isText = !lines[from + short]!.includes('|')
    tell(from + short, {
      severity: 'warning',
      column: 1,
      code: 'table-cells-missing',
      message: isText
        ? 'Diese Zeile steht direkt unter der Tabelle; Besucher läsen sie als deren letzte Zeile.'
        : `Diese Zeile hat weniger Felder als die Tabelle Überschriften (${most}); der Rest bliebe leer.`,
      hint: isText
        ? 'Setzen Sie eine leere Zeile darüber.'
        : 'Fehlt ein senkrechter Strich? Ein Feld, das leer bleiben soll, schreiben Sie mit zwei Strichen: | |',
    })
  }
  const long = lines.slice(from, to).findIndex((line) => cells(line) > most)
  if (long < 0) return
  tell(from + long, {
    severity: 'warning',
    column: 1,
    code: 'table-cells',
    message: `Diese Zeile hat mehr Felder als die Tabelle Überschriften (${most}); was darüber ist, sieht niemand.`,
    hint: 'Ergänzen Sie eine Überschrift, oder fassen Sie zwei Felder zusammen; ein Strich im Text heißt \\|.',
  })
}

function inParagraph(token: Token, lines: readonly string[], tell: (line: number, issue: MarkupIssue) => void): void {
  const [from, to] = token.map ?? [0, 0]
  const own = lines.slice(from, to)
  const heading = own.findIndex((line) => /^#{1,6}[^\s#]/.test(line))
  if (heading >= 0) {
    const line = own[heading]!
    tell(from + heading, {
      severity: 'warning',
      column: 1,
      code: 'heading-without-blank',
      message: 'Nach den # fehlt ein Leerzeichen; Besucher läsen die Zeile als Text.',
      hint: `Schreiben Sie ${line.replace(/^#+/, '$& ').trim()}`,
    })
  }
  const row = own.findIndex((line, i) => /^\s*\|.*\|\s*$/.test(line) && /^\s*\|.*\|\s*$/.test(own[i + 1] ?? ''))
  if (row >= 0)
    tell(from + row, {
      severity: 'warning',
      column: 1,
      code: 'table-without-line',
      message: 'Das ist noch keine Tabelle; Besucher läsen die Striche.',
      hint: `Unter die Überschriften gehört eine Zeile ${'|---'.repeat(own[row]!.split('|').length - 2)}|.`,
    })
  // What Markdown took for a link, a mark or code is none any more.
  const left = bareText(token)
  for (const { signs, code, severity = 'warning', message, hint } of MARKS) {
    const found = signs.exec(left)?.[0]
    if (found === undefined) continue
    const line = own.findIndex((one) => one.includes(found.split('\n')[0]!))
    const column = line < 0 ? 1 : own[line]!.indexOf(found.split('\n')[0]!) + 1
    tell(from + Math.max(0, line), { severity, column, code, message, hint: hint(found) })
    return
  }
}

function bareText({ children }: Token): string {
  const texts = (children ?? []).map(({ type, content }, i) => {
    if (type === 'text') return children?.[i - 1]?.type === 'link_open' && content.startsWith('^') ? `[${content}]` : content
    return type === 'softbreak' ? '\n' : ' '
  })
  return texts.join('')
}
