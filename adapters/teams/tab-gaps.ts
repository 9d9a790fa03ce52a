/** What can be done from the tab about questions without an answer: a prepared entry, a line for an entry that comes near, off the list. */
import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { DISMISSED_KIND } from '../../bot/impact/failed-questions.ts'
import { entryDraft, withQuestionsAdded } from '../../bot/impact/gap-draft.ts'
import { nearestEntries } from '../../bot/impact/gap-proposals.ts'
import { dayIn } from '../../bot/knowledge/day.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { readableOrEmpty } from '../../bot/knowledge/unreadable.ts'
import { momentAt } from '../../bot/moment.ts'
import type { BotPorts } from '../../bot/ports.ts'
import { withoutPersonalData } from '../../bot/privacy.ts'
import { readJson } from '../body.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'

export interface TabGapOptions {
  store: Pick<Store, 'usage'>
  known: BotPorts['known']
  /** What the knowledge was read from. */
  files(): readonly KnowledgeFile[]
  now(): Date
}

/** An entry whose question it may be. `patch`: the change of its file, where its list of questions can be read. */
export interface NearAnswer {
  title: string
  id: string
  patch?: string
}

const MAX_BODY_BYTES = 64 * 1024
const words = z.array(z.string().min(1).max(500))
const draft = z.object({ title: z.string().trim().min(1).max(200), questions: words.max(100) })
const some = z.object({ questions: words.min(1).max(100) })

/** `admitted`: false when the answer has been given, a refusal. */
export function tabGapRoutes(
  server: Server,
  admitted: (req: Request, res: Response) => Promise<boolean>,
  { store, known, files, now }: TabGapOptions,
): void {
  const post = <T>(path: string, body: z.ZodType<T>, missing: string, answer: (wanted: T) => Promise<object> | object): void => {
    server.post(path, async (req: Request, res: Response) => {
      if (!(await admitted(req, res))) return
      const read = await readJson(req, MAX_BODY_BYTES)
      if (!read.ok) return sendProblem(res, read.status, read.code, read.message)
      const wanted = body.safeParse(read.value)
      if (!wanted.success) return sendProblem(res, 400, 'BadArgument', missing)
      try {
        sendJson(res, 200, await answer(wanted.data))
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        sendProblem(res, 503, 'StorageAway', 'The database cannot be reached just now.')
      }
    })
  }

  /** Off the list of what was not answered, for as long as that is kept. */
  post('/teams/api/dismiss', some, 'A list of questions is needed.', async ({ questions }) => {
    await store.usage.append(questions.map((text) => ({ at: now(), kind: DISMISSED_KIND, body: { text: withoutPersonalData(text) } })))
    return { dismissed: questions.length }
  })

  post('/teams/api/draft', draft, 'A title and a list of questions are needed.', ({ title, questions }) => ({
    markdown: entryDraft(title, questions, dayIn(now())),
  }))

  post('/teams/api/near', some, 'A list of questions is needed.', ({ questions }) => ({
    entries: nearestEntries(questions[0]!, known(), momentAt(now())).map(({ id, title, file: path }): NearAnswer => {
      const file = files().find((candidate) => candidate.path === path)
      const added = file && withQuestionsAdded(readableOrEmpty(file).read(), questions)
      return { id, title, ...(added && { patch: added.patch(path) }) }
    }),
  }))
}
