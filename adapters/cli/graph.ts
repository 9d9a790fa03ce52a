/** `npm run -s graph -- start`: a guide as a Mermaid flow chart. */

import { graph } from '../../bot/guides/proof/graph.ts'
import { groundOf } from '../../bot/guides/state/ground.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { momentOn } from '../../bot/moment.ts'
import { loadKnowledge } from '../load-knowledge.ts'
import { readArguments, refuse } from './arguments.ts'
import { knowledgeFolders } from './folders.ts'
import { today } from './today.ts'

const { values, positionals } = readArguments(
  { allowPositionals: true, options: { now: { type: 'string' }, knowledge: { type: 'string', multiple: true } } },
  'npm run -s graph -- start [--now 2027-01-01] [--knowledge ORDNER]',
)
const { knowledge } = loadKnowledge(knowledgeFolders(values.knowledge))
const guides = entriesOf(knowledge, 'guides')
const guide = guides.find(({ slug }) => slug === positionals[0]?.replace(/^guides\//, ''))
if (!guide) refuse(`Welcher Dialog? Es gibt: ${guides.map(({ slug }) => slug).join(', ')}.`)
console.log(graph(guide, groundOf(knowledge, momentOn(today(values.now)), guide.lang)))
