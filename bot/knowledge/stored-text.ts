/** A file's bytes → its text, whatever program wrote it: what is sure is put right, what is not is named to the editor. */
/** Thrown for bytes that are no readable text; `message` and `hint` are German, for the editor. */
export class UnreadableText extends Error {
  readonly code: string
  readonly hint: string

  constructor(code: string, message: string, hint: string) {
    super(message)
    this.code = code
    this.hint = hint
  }
}

/** Ten times our longest list. Whatever is larger was never typed, and would keep every turn waiting while it is read. */
export const MAX_FILE_BYTES = 2_000_000

/** Throws for a file that is too large to be a text of ours, before it is read. */
export function checkSize(bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return
  const size = (bytes / 1_000_000).toLocaleString('de-DE', { maximumFractionDigits: 1 })
  throw new UnreadableText(
    'too-large',
    `Die Datei hat ${size} MB; gelesen werden höchstens ${MAX_FILE_BYTES / 1_000_000} MB.`,
    'Behalten Sie, was jemand lesen soll, und verteilen Sie es auf mehrere Dateien.',
  )
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The text in one spelling: UTF-16 with its mark is read as such, letters with a separate accent become one sign, line ends `\n`, signs
 * that nobody sees are left out. Throws `UnreadableText` for every other encoding than UTF-8: guessing would show visitors "f�r".
 */
export function storedText(bytes: Uint8Array): string {
  return plainSigns(decode(bytes)).normalize('NFC')
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !(bytes[2] === 0 && bytes[3] === 0)) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // Every other Latin letter's second byte in UTF-16: no text has such signs.
  if (bytes.includes(0))
    throw new UnreadableText(
      'encoding',
      'Die Datei enthält Zeichen, die kein Text sind (vielleicht UTF-16 ohne Kennung oder ein Word-Dokument).',
      'Speichern Sie sie als reinen Text mit der Kodierung „UTF-8“.',
    )
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new UnreadableText(
      'encoding',
      `Die Datei ist nicht in UTF-8 gespeichert, sondern wohl in Windows-1252; gelesen würde „${sample(bytes)}“.`,
      'Speichern Sie sie neu mit der Kodierung „UTF-8“.',
    )
  }
}

/** The first word with a sign outside ASCII, as Windows writes it: the editor sees what is meant. */
function sample(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return /\S*[^\p{ASCII}\s]\S*/u.exec(text)?.[0].slice(0, 30) ?? ''
}

/**
 * Zero-width signs, soft hyphens, marks at the start, signs that turn the direction and those of old terminals are left out; joiners of emoji stay. A blank that does not break is a plain one
 * where it would part a field from its value or move a line; in a sentence it is wanted.
 */
function plainSigns(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u00ad\u200b\u2060\ufeff\u202a-\u202e]|(?![\t\n\u0080-\u009f])\p{Cc}/gu, '')
    .replaceAll(/(?<=^[ ]*|[:-][ ]*)[\u00a0\u2007\u202f]+/gm, ' ')
}
