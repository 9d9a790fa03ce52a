/** What a change of the content does to the answers, in German Markdown: for the terminal, and as a comment of a Git platform. */
import type { AnswerChange, AnswerDiff, AnswerOutcome, AnswerQuality } from '../../bot/impact/answer-diff.ts'
import { type Day, writeDay } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'

/** More changes of one sort than this are counted instead of listed. */
const MAX_LISTED = 20

const HEADS = { worse: 'Schlechter', better: 'Besser', other: 'Anders' } as const

/** `from`: what it was compared with, as it was typed. */
export function diffReport(diff: AnswerDiff, from: string, day: Day, before: Knowledge, after: Knowledge): string {
  const number = (count: number) => count.toLocaleString('de-DE')
  const title = (id: EntryId) => after.entries.get(id)?.title ?? before.entries.get(id)?.title ?? id
  const lists = (['worse', 'better', 'other'] as const).flatMap((verdict) => {
    const changes = diff.changes.filter((change) => change.verdict === verdict)
    if (changes.length === 0) return []
    const more = changes.length - MAX_LISTED
    return [
      `### ${HEADS[verdict]} (${number(changes.length)})`,
      [...changes.slice(0, MAX_LISTED).map((change) => line(change, title)), ...(more > 0 ? [`- und ${number(more)} weitere`] : [])].join(
        '\n',
      ),
    ]
  })
  return [
    '## Was diese Änderung an den Antworten ändert',
    `Verglichen mit \`${from}\`, Stand ${writeDay(day)}: ${number(diff.questions)} Fragen, ${diff.changes.length === 0 ? 'alle werden beantwortet wie vorher' : `${number(diff.changes.length)} davon werden anders beantwortet`}.`,
    ...(diff.quality.questions > 0 ? [qualityTable(diff)] : []),
    ...lists,
    '',
  ].join('\n\n')
}

function qualityTable({ quality: { questions, before, after } }: AnswerDiff): string {
  const row = (name: string, key: keyof AnswerQuality): string[] => {
    const [was, is] = [before[key], after[key]]
    if (was === undefined || is === undefined) return []
    const points = Math.round(1000 * (is - was)) / 10
    const by = points === 0 ? '' : ` (${points > 0 ? '+' : '−'}${Math.abs(points).toLocaleString('de-DE')} Punkte)`
    return [`| ${name} | ${percent(was)} | ${percent(is)}${by} |`]
  }
  return [
    `| gemessen an ${questions.toLocaleString('de-DE')} Prüffragen | vorher | jetzt |`,
    '|---|---|---|',
    ...row('richtiger Eintrag zuerst', 'first'),
    ...row('richtig beantwortet', 'answered'),
    ...row('Fremdes abgelehnt', 'refused'),
  ].join('\n')
}

const percent = (share: number): string =>
  `${(100 * share).toLocaleString('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`

function line({ question, before, after, expected }: AnswerChange, title: (id: EntryId) => string): string {
  const wanted =
    expected === undefined
      ? ''
      : expected.length === 0
        ? ' (erwartet: keine Antwort)'
        : ` (erwartet: ${expected.map((id) => `\`${id}\``).join(' oder ')})`
  return `- „${question}“${wanted}: vorher ${said(before, title)}, jetzt ${said(after, title)}`
}

function said({ decision, entry, passage }: AnswerOutcome, title: (id: EntryId) => string): string {
  if (decision === 'none' || entry === undefined) return 'keine Antwort'
  const part = passage?.includes('#') ? `, Abschnitt \`#${passage.slice(passage.indexOf('#') + 1)}\`` : ''
  return decision === 'clarify' ? `Rückfrage (zuerst „${title(entry)}“)` : `„${title(entry)}“${part}`
}
