/** Content for search tests: Markdown entries, and the text sets under `fixtures`. */
import { readFileSync } from 'node:fs'
import { shippedBase } from '../../adapters/load-knowledge.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import { buildSearcher, type Searcher } from '../../bot/search/search.ts'
import { entryText } from '../fixtures/knowledge-folder.ts'

/** `files`: name below the knowledge folder → text. */
export function knowledgeFrom(files: Record<string, string>): Knowledge {
  const listed: KnowledgeFile[] = Object.entries(files).map(([name, text]) => ({
    name,
    path: name,
    layer: 0,
    stamp: text,
    read: () => text,
  }))
  return parseKnowledge([...shippedBase([]), ...listed]).knowledge
}

export const searcherFrom = (files: Record<string, string>): Searcher => buildSearcher(knowledgeFrom(files))

export interface TextSet {
  files: Record<string, string>
  /** Question → id of the entry that answers it. */
  questions: [string, string][]
}

/** A set of `fixtures`: `## slug Title`, lines of text, `+` example questions, `?` questions that are asked. */
export function textSet(name: string): TextSet {
  const text = readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
  const files: Record<string, string> = {}
  const questions: [string, string][] = []
  for (const part of text.split(/^## /m).slice(1)) {
    const [head, ...lines] = part.trim().split('\n')
    const [slug, ...title] = head!.split(' ')
    const marked = (mark: string) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(2))
    const body = lines.filter((line) => !/^[+?] /.test(line)).join('\n')
    const examples = marked('+ ').map((example) => JSON.stringify(example))
    files[`articles/${slug}.md`] = entryText(JSON.stringify(title.join(' ')), examples.length > 0 ? examples : ['~'], {
      body: body || '.',
    }).replace('  - ~\n', '  []\n')
    for (const question of marked('? ')) questions.push([question, `articles/${slug}`])
  }
  return { files, questions }
}
