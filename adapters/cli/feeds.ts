/** `npm run feeds -- [ORDNER] [--due] [--now DATE]`: asks the feeds of `feeds.md`, and tells what came of it. */
import { printIssue, sortIssues } from '../../bot/knowledge/issue.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { gatherFeeds } from '../partners/gather.ts'
import { feedFolders, hasMemory, liveFolder } from '../partners/memory.ts'
import { reportLines } from '../partners/report.ts'
import { DEFAULT_DATA_DIR } from '../settings.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { mayAskAsSet } from './own-hosts.ts'
import { instant } from './today.ts'

const { values, positionals } = readArguments(
  { allowPositionals: true, options: { due: { type: 'boolean' }, now: { type: 'string' } } },
  'npm run feeds -- [ORDNER] [--due] [--now 2027-01-01]',
)
const folders = knowledgeFolders(positionals)
const dataDir = process.env.DATA_DIR || DEFAULT_DATA_DIR
const publicUrl = (process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3978}`).replace(/\/+$/, '')
const { knowledge, issues } = loadKnowledge([liveFolder(dataDir), ...folders])
// Rows that are lost by a mistake would take their dates along.
const mistakes = issues.filter(({ code, severity }) => severity === 'error' && code.startsWith('feed-'))
if (mistakes.length > 0) refuse(mistakes.map(printIssue).join('\n'))

if (knowledge.feeds.length === 0 && !hasMemory(dataDir))
  console.log('In feeds.md steht keine Zeile; wie eine aussieht, sagt das Handbuch (knowledge/README.md).')
else {
  const report = await gatherFeeds({
    dataDir,
    knowledge,
    publicUrl,
    now: instant(values.now),
    isForced: !values.due,
    mayAsk: mayAskAsSet(),
  })
  if (!report) console.log('Die Kalender der Partner werden gerade schon gelesen.')
  else {
    for (const line of reportLines(report, knowledge.feeds)) console.log(line)
    for (const issue of sortIssues(report.issues)) console.log(printIssue(issue))
    const { drafts, root } = feedFolders(dataDir)
    console.log(`${report.live} Termine werden gezeigt. Entwürfe: ${drafts}. Bericht: ${root}/bericht.md.`)
  }
}
