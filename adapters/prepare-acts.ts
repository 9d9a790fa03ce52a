/** `npm run prepare`: learns the acts of the shipped knowledge, so that no start has to. */
import { keepShipped } from './learned/learned-acts.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from './load-knowledge.ts'

const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
console.log(keepShipped(knowledge) ? 'Sprechakte: gelernt.' : 'Sprechakte: schon bereit.')
