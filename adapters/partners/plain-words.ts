/** Text of strangers → plain words: no markup, no signs that nobody sees, nothing personal. */
import { impersonalWords, withoutPersonalData } from '../../bot/privacy.ts'

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    euro: '€',
    sect: '§',
    copy: '©',
    reg: '®',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    laquo: '«',
    raquo: '»',
    bdquo: '„',
    ldquo: '“',
    rdquo: '”',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    bull: '•',
    middot: '·',
    times: '×',
  }),
)

/** `&auml;`, `&#228;`, `&#xe4;`; what is none stays. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES.get(name) ?? ENTITIES.get(name.toLowerCase()) ?? whole
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

/** Markup → its words, blocks as lines. Whether it is markup shows by its tags; "a < b" stays. */
function withoutMarkup(text: string): string {
  if (!/<\/?[a-z!][^>]*>/i.test(text)) return withoutEntities(text)
  const words = text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<(script|style|head|svg|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<(?:br|hr)\b[^>]*>/gi, '\n')
    .replace(/<\/?(?:p|div|ul|ol|table|h\d|section|article)\b[^>]*>/gi, '\n\n')
    .replace(/<\/?(?:li|tr)\b[^>]*>/gi, '\n')
    .replace(/<\/?(?:a|abbr|b|code|em|font|i|mark|small|span|strong|sub|sup|u)\b[^>]*>/gi, '')
    .replace(/<\/?[a-z!][^>]*>/gi, ' ')
  return withoutEntities(words)
}

/** Control characters, marks of direction and what has no width: they could turn a line around or hide in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g

/** One line, at most so long, cut between words. Empty for nothing. Mail addresses and phone numbers are left out. */
export function lineOf(text: string, max: number): string {
  return cut(impersonalWords(wordsOnly(text).replace(/\s+/g, ' ')).trim(), max)
}

/** Paragraphs parted by an empty line, at most so long. Where a mail address or a phone number stood, a mark says so. */
export function paragraphsOf(text: string, max: number): string {
  const paragraphs = wordsOnly(text)
    .split(/\n\s*\n/)
    .map((paragraph) => withoutPersonalData(paragraph.replace(/\s+/g, ' ')).trim())
    .filter((paragraph) => /[\p{L}\p{N}]/u.test(paragraph))
  return cut(paragraphs.join('\n\n'), max)
}

/** Twice, because feeds carry markup whose markup was escaped. */
function wordsOnly(text: string): string {
  return withoutMarkup(withoutMarkup(text.slice(0, 50_000).replace(/\r\n?/g, '\n')))
    .replace(UNSEEN, '')
    .normalize('NFC')
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const short = text.slice(0, max)
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), Math.floor(max / 2))).trimEnd()} …`
}

/** Bytes → text: what the bytes themselves or the answer's head say, else UTF-8 where they are, else the old Windows code. */
export function decoded(bytes: Uint8Array, contentType = ''): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
  if (marked) return new TextDecoder(marked).decode(bytes)
  try {
    // What is UTF-8 throughout is UTF-8, whatever the head claims.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
    const [, said] =
      /charset=["']?([\w-]+)/i.exec(contentType) ?? /encoding=["']([\w-]+)["']/i.exec(start) ?? /charset=["']?([\w-]+)/i.exec(start) ?? []
    // Bytes that are no UTF-8 are not, although somebody says so.
    const name = said === undefined || /^utf-?8$/i.test(said) ? 'windows-1252' : said
    try {
      return new TextDecoder(name).decode(bytes)
    } catch {
      return new TextDecoder('windows-1252').decode(bytes)
    }
  }
}
