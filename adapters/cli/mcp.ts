/** `npm run -s mcp`: the assistants' door on standard input and output, for an assistant on this machine; the log goes to the error output. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { buildSearcher } from '../../bot/search/search.ts'
import { settingsOrExit } from '../environment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { toolServer } from '../mcp/tools.ts'

const { KNOWLEDGE_DIR, publicUrl } = settingsOrExit()
const { knowledge } = loadKnowledge(KNOWLEDGE_DIR)
const known = { knowledge, searcher: buildSearcher(knowledge) }
serveStdio(() => toolServer({ known: () => known, now: () => new Date(), publicUrl }), {
  onerror: (error) => console.error(error.message),
})
