/** `npm run -s mcp`: the assistants' door on standard input and output, for an assistant on this machine; the log goes to the error output. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { settingsOrExit } from '../environment.ts'
import { knownOf } from '../known-of.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { toolServer } from '../mcp/tools.ts'

const { KNOWLEDGE_DIR, publicUrl } = settingsOrExit()
const { knowledge } = loadKnowledge(KNOWLEDGE_DIR)
const known = knownOf(knowledge)
serveStdio(() => toolServer({ known: () => known, now: () => new Date(), publicUrl }), {
  onerror: (error) => console.error(error.message),
})
