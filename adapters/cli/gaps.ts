/** `npm run -s gaps -- [--days 30] [--json] [--show N]`: questions that came to nothing, grouped by meaning, and what can be done about each group. */

import pino from 'pino'
import { asksSomething } from '../../bot/impact/bare-words.ts'
import { FAILED_KINDS, failedQuestions, meantQuestions } from '../../bot/impact/failed-questions.ts'
import { entryDraft, notOurs, withQuestionsAdded } from '../../bot/impact/gap-draft.ts'
import { type GapProposal, gapProposals, openMeanings } from '../../bot/impact/gap-proposals.ts'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import { readableOrEmpty } from '../../bot/knowledge/unreadable.ts'
import { momentAt } from '../../bot/moment.ts'
import { buildSearcher } from '../../bot/search/search.ts'
import { settingsOrExit } from '../environment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { openStore } from '../storage/open.ts'
import { readArguments, refuse } from './arguments.ts'

const USAGE = 'npm run -s gaps -- [--days 30] [--json] [--show 1]'
const { values } = readArguments({ options: { days: { type: 'string' }, json: { type: 'boolean' }, show: { type: 'string' } } }, USAGE)
const days = Number(values.days ?? 30)
const shown = values.show === undefined ? undefined : Number(values.show)
if (!Number.isInteger(days) || days < 1 || days > 3650 || (shown !== undefined && !Number.isInteger(shown))) refuse(USAGE)
const settings = settingsOrExit()
const now = new Date()
const store = await openStore({
  dataDir: settings.DATA_DIR,
  databaseUrl: settings.DATABASE_URL,
  clock: () => now,
  log: pino({ level: 'silent' }),
})
const events = await store.usage.between(new Date(now.getTime() - days * DAY_MS), new Date(now.getTime() + 1), FAILED_KINDS)
await store.close()
const { knowledge, files } = loadKnowledge(settings.KNOWLEDGE_DIR)
const groups = gapProposals(
  failedQuestions(events).filter(({ text }) => asksSomething(text, knowledge)),
  knowledge,
  buildSearcher(knowledge),
  momentAt(now),
)
const meant = openMeanings(meantQuestions(events), knowledge)

if (values.json) console.log(JSON.stringify({ days, groups, meant }, null, 2))
else if (shown !== undefined) show(groups[shown - 1] ?? refuse(`Eine Gruppe ${shown} gibt es nicht; es sind ${groups.length}.`))
else {
  for (const [i, { title, count, wordings, nearest }] of groups.entries()) {
    const more = wordings.length > 1 ? `, ${wordings.length} Formulierungen` : ''
    const near = nearest[0] ? `; am nächsten: ${nearest[0].id}` : ''
    console.log(`${i + 1}. „${title}“ (${count}-mal${more}${near})`)
  }
  for (const { question, entry, count } of meant) console.log(`„${question}“ meinte ${count}-mal ${entry}.`)
  console.log(
    groups.length === 0
      ? `In den letzten ${days} Tagen blieb nichts offen.`
      : `Was tun mit Gruppe 1? npm run -s gaps -- --days ${days} --show 1`,
  )
}

/** The choices, as text to apply or to copy. */
function show({ title, wordings, nearest }: GapProposal): void {
  console.log(`# ${title}\n`)
  for (const { title: name, file: path } of nearest) {
    const file = files.find((candidate) => candidate.path === path)
    const added = file && withQuestionsAdded(readableOrEmpty(file).read(), wordings)
    if (added) console.log(`## Zu „${name}“ (git apply)\n\n${added.patch(path)}`)
  }
  console.log(`## Als neuer Eintrag\n\n${entryDraft(title, wordings, momentAt(now).today)}`)
  console.log(`## Nicht unser Thema (questions.md, unter # Kalibrierung)\n\n${notOurs(wordings, false)}`)
  console.log(`## Übergehen (questions.md, unter # Kalibrierung)\n\n${notOurs(wordings, true)}`)
}
