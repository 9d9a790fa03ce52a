/** Which version of a file a form was opened with: it travels in the form as a field of its own and never reaches the file. */
import { createHash } from 'node:crypto'

/** The field's name in a form; no schema has it. */
export const VERSION_FIELD = 'fassung'
const LINE = new RegExp(`^${VERSION_FIELD}: *["']?(v[0-9a-f]{32})["']?\\n`, 'm')

/** Of this file with this text: two files never share one, so a copy of an entry is not taken for the entry. */
export function versionOf(path: string, text: string): string {
  const digest = (of: string) => createHash('sha256').update(of).digest('hex').slice(0, 16)
  return `v${digest(path)}${digest(text)}`
}

/** Whether it is one of this file's versions, whichever. */
export function isVersionOf(path: string, version: string): boolean {
  return version.startsWith(versionOf(path, '').slice(0, 17))
}

/** The text with its version as the first field of its head; a text without a head gets one. */
export function withVersion(text: string, version: string): string {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const line = `${VERSION_FIELD}: ${version}\n`
  return /^---[ \t]*\n/.test(plain) ? plain.replace(/^---[ \t]*\n/, `---\n${line}`) : `---\n${line}---\n\n${plain}`
}

/** What a form sent, without the version that it holds. A head in which nothing else stood goes with it. */
export function takeVersion(sent: string): { text: string; version?: string } {
  const end = sent.startsWith('---') ? sent.indexOf('\n---', 3) : -1
  const version = end < 0 ? undefined : LINE.exec(sent.slice(0, end + 1))?.[1]
  if (version === undefined) return { text: sent }
  return { text: sent.replace(LINE, '').replace(/^---[ \t]*\n---[ \t]*\n?/, ''), version }
}
