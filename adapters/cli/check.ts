/** `npm run -s check -- [DIR] [--json] [--format github|gitlab] [--now DATE] [--links] [--confirm] [--dates] [--style] [--diff REV|DIR [--report FILE.md]]`: tells editors everything that is wrong, and exits 1 if anything is an error. */
import { writeFileSync } from 'node:fs'
import { pathIssues } from '../../bot/guides/proof/check-guides.ts'
import { keepSound } from '../../bot/guides/proof/keep-sound.ts'
import { walkGuides } from '../../bot/guides/proof/walk.ts'
import { type AnswerDiff, compareAnswers } from '../../bot/impact/answer-diff.ts'
import { writeAsOf } from '../../bot/knowledge/day.ts'
import { foldIssues, printFolded } from '../../bot/knowledge/fold-issues.ts'
import { printIssue, sortIssues } from '../../bot/knowledge/issue.ts'
import { nextDates, writeDates } from '../../bot/knowledge/next-dates.ts'
import { KINDS } from '../../bot/knowledge/schema.ts'
import { countSources } from '../../bot/knowledge/sources.ts'
import { toTheEnd } from '../../bot/knowledge/steps.ts'
import { styleHints } from '../../bot/knowledge/style-hints.ts'
import { entriesToConfirm } from '../../bot/knowledge/to-confirm.ts'
import { readableOrEmpty } from '../../bot/knowledge/unreadable.ts'
import { momentOn } from '../../bot/moment.ts'
import { knownOf } from '../known-of.ts'
import { lastGoodOf } from '../last-good.ts'
import { addressIssues, readLinkMemory } from '../links/link-memory.ts'
import { listFilesOf } from '../live-knowledge.ts'
import { allIssues, loadKept, loadKnowledge } from '../load-knowledge.ts'
import { lastFeedProblems } from '../partners/memory.ts'
import { DEFAULT_DATA_DIR } from '../settings.ts'
import { readArguments, refuse } from './arguments.ts'
import { diffReport } from './diff-report.ts'
import { earlierContent } from './earlier-content.ts'
import { knowledgeFolders } from './folders.ts'
import { ISSUE_FORMATS, issuesAs } from './issue-formats.ts'
import { checkAddresses } from './links.ts'
import { mayAskAsSet } from './own-hosts.ts'
import { today } from './today.ts'

const { values, positionals } = readArguments(
  {
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      format: { type: 'string' },
      now: { type: 'string' },
      links: { type: 'boolean' },
      confirm: { type: 'boolean' },
      dates: { type: 'boolean' },
      diff: { type: 'string' },
      style: { type: 'boolean' },
      report: { type: 'string' },
    },
  },
  'npm run -s check -- [ORDNER] [--json] [--format github|gitlab] [--now 2027-01-01] [--links] [--confirm] [--dates] [--style] [--diff FASSUNG|ORDNER] [--report DATEI.md]',
)
const format = ISSUE_FORMATS.find((known) => known === values.format)
if (values.format !== undefined && !format) refuse(`--format ${values.format} gibt es nicht: ${ISSUE_FORMATS.join(' oder ')}.`)
const day = today(values.now)
const folders = knowledgeFolders(positionals)
const loaded = loadKnowledge(folders)
const walk = walkGuides(loaded.knowledge, day)
const issues = sortIssues([
  ...allIssues(loaded, day),
  ...pathIssues(walk.problems, loaded.knowledge, loaded.files),
  ...lastFeedProblems(process.env.DATA_DIR || DEFAULT_DATA_DIR, loaded.knowledge.feeds),
  // What was asked on a schedule is known without asking.
  ...(values.links
    ? await checkAddresses(loaded.knowledge, mayAskAsSet())
    : addressIssues(readLinkMemory(process.env.DATA_DIR || DEFAULT_DATA_DIR), loaded.knowledge.entries.values())),
])
const open = entriesToConfirm(loaded.knowledge, momentOn(day))
const sources = countSources(loaded.knowledge)
if (values.report !== undefined && values.diff === undefined) refuse('--report gibt es nur mit --diff.')
const diff = values.diff === undefined ? undefined : differences(values.diff)
if (diff && values.report !== undefined) writeFileSync(values.report, diff.report)
const style = values.style ? styleHints(loaded.knowledge, loaded.files.map(readableOrEmpty)) : undefined
const errors = issues.filter((issue) => issue.severity === 'error').length
/** What the service on this machine answers in an older version, going by its copies. */
const older = errors > 0 ? olderInService(folders) : []

const summary = errors === 0 ? `Keine Fehler, ${issues.length} Hinweise.` : `${errors} Fehler, ${issues.length - errors} Hinweise.`

if (format) {
  console.log(issuesAs(format, [...issues, ...(style ?? [])]))
  // The report is for a machine; whoever opens the job's log reads this.
  console.error(summary)
} else if (values.json)
  console.log(
    JSON.stringify(
      {
        day,
        entries: loaded.knowledge.entries.size,
        paths: walk.guides.map(({ guide, paths }) => ({ guide, paths })),
        errors,
        warnings: issues.length - errors,
        ...(values.confirm && { sources, toConfirm: open }),
        ...(values.dates && { dates: datesAhead() }),
        ...(older.length > 0 && { older }),
        ...(diff && { diff: diff.found }),
        ...(style && { style }),
        issues,
      },
      null,
      2,
    ),
  )
else {
  for (const folded of foldIssues(issues, loaded.files)) console.log(printFolded(folded))
  const counts = KINDS.map((kind) => `${[...loaded.knowledge.entries.keys()].filter((id) => id.startsWith(`${kind}/`)).length} ${kind}`)
  console.log(`${counts.join(', ')}; ${loaded.knowledge.questions.length} Prüffragen; Stand ${day}.`)
  const paths = walk.guides.reduce((sum, guide) => sum + guide.paths, 0)
  const stands = walk.guides.reduce((sum, guide) => sum + guide.stands, 0)
  const number = (count: number) => count.toLocaleString('de-DE')
  if (walk.guides.length > 0)
    console.log(
      `${walk.guides.length} Dialoge: ${number(paths)} unterscheidbare Wege begangen, sie stehen für ${number(stands)} einzelne, an ${walk.situations.length} verschiedenen Tagen rund um jede Frist.`,
    )
  if (values.confirm) {
    console.log(`Quellen: ${sources.official} amtliche, ${sources.other} andere.`)
    for (const { file, title, asOf, basis, old, confirm } of open) {
      console.log(
        `${file}: „${title}“, ${asOf ? `Stand ${writeAsOf(asOf)}` : 'ohne Stand'}${basis ? `, ${basis}` : ''}${old ? ', älter als zwei Jahre' : ''}`,
      )
      for (const line of confirm) console.log(`  - ${line}`)
    }
  }
  if (values.dates)
    for (const { file, title, draft, rule, days } of datesAhead())
      console.log(`${file}: „${title}“${draft ? ' (Entwurf)' : ''}, ${rule}: ${days.length > 0 ? writeDates(days) : 'kein Termin mehr'}`)
  if (open.length > 0)
    console.log(
      `${open.length} Einträge hat noch niemand aus Ihrem Haus geprüft. ${values.confirm ? 'Nachgesehen? Tragen Sie checked und checkedBy ein.' : 'Welche, sagt npm run -s check -- --confirm.'}`,
    )
  if (older.length > 0) console.log(`Der Dienst antwortet hier in der letzten guten Fassung: ${older.join(', ')}.`)
  if (style) {
    for (const hint of style) console.log(printIssue(hint))
    console.log(
      `Sprache: ${style.length === 0 ? 'nichts aufgefallen' : style.length === 1 ? '1 Hinweis' : `${number(style.length)} Hinweise`}.`,
    )
  }
  if (diff) console.log(`\n${diff.report}`)
  console.log(summary)
}
process.exitCode = errors > 0 ? 1 : 0

/** What has changed in the answers since then, as data and in German. */
function differences(from: string): { found: AnswerDiff; report: string } {
  const { knowledge } = loaded
  const before = earlierContent(from, folders).knowledge
  const found = compareAnswers(knownOf(before), knownOf(knowledge), momentOn(day))
  return { found, report: diffReport(found, from, day, before, knowledge) }
}

function olderInService(folders: readonly string[]): string[] {
  const kept = lastGoodOf(process.env.DATA_DIR || DEFAULT_DATA_DIR, folders).files()
  if (kept.length === 0) return []
  const before = loadKept(kept, folders)
  const { knowledge, stale, staleFiles } = loadKnowledge(folders, before)
  const { entries, lists } = toTheEnd(keepSound(before.knowledge, knowledge, day))
  const needed = [...entries].flatMap(([id, entry]) => (entry ? [id] : []))
  // A dialog that would break keeps the lists, too, whose files are sound by themselves.
  const heldFiles = lists ? listFilesOf(loaded.files) : []
  return [...new Set([...stale, ...needed, ...staleFiles, ...heldFiles])]
}

/** The next dates of every series, drafts included: an editor looks whether the rule says what was meant. */
function datesAhead() {
  const entries = [...loaded.memory.values()].flatMap(({ parsed }) => parsed.entry ?? [])
  return entries.flatMap((entry) =>
    entry.kind === 'events' && entry.recurrence
      ? [
          {
            file: entry.file,
            title: entry.title,
            draft: entry.status === 'draft',
            rule: entry.recurrence.rule,
            days: nextDates(entry, momentOn(day)).map((date) => date.day),
          },
        ]
      : [],
  )
}
