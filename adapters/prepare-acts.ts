/** `npm run prepare`: learns the acts of the shipped knowledge, and of chambers with entries of their own alone, so that no start has to. */
import { keepShipped } from './learned/learned-acts.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from './load-knowledge.ts'

const lessons = [SHIPPED_KNOWLEDGE, []].map((folders) => loadKnowledge(folders).knowledge)
console.log(keepShipped(lessons) ? 'Sprechakte: gelernt.' : 'Sprechakte: schon bereit.')
