/**
 * A word from outside must never find a member that plain objects inherit: `TABLE['constructor']` is a function. So nothing is
 * looked up in a plain object by a text that may be any text; tables are Maps, and records that come as objects (JSON, front matter,
 * settings) are read with `ownValue`. The compiler knows which expressions these are.
 */
import { join, relative, resolve } from 'node:path'
import { type Node, SyntaxKind } from 'typescript/unstable/ast'
import { API, type Project } from 'typescript/unstable/sync'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
/** The one place where it is done, behind a check. */
const CHECKED = 'bot/knowledge/own-value.ts'

const api = new API({ cwd: ROOT })
afterAll(() => api.close())

interface Lookup {
  node: Node
  key: Node
  on: Node
}

function lookupsIn(file: Node): Lookup[] {
  const found: Lookup[] = []
  const visit = (node: Node): void => {
    const { kind, argumentExpression, expression, operatorToken, left, right } = node as Node & Record<string, Node>
    if (kind === SyntaxKind.ElementAccessExpression) found.push({ node, key: argumentExpression!, on: expression! })
    if (kind === SyntaxKind.BinaryExpression && operatorToken!.kind === SyntaxKind.InKeyword) found.push({ node, key: left!, on: right! })
    node.forEachChild((child) => {
      visit(child)
      return undefined
    })
  }
  visit(file)
  return found
}

/** `any text`, also as part of a union; a union of known words or a number is fine. */
const isAnyText = (type: string) => /(^|\| )(string|any|unknown|PropertyKey)( \||$)/.test(type)

/** Every lookup by any text in the files that `is` takes, as `path:line expression`. */
function lookupsByAnyText({ program, checker }: Project, is: (path: string) => boolean): string[] {
  return program.getSourceFileNames().flatMap((name) => {
    const path = relative(ROOT, name)
    const file = is(path) ? program.getSourceFile(name) : undefined
    const found = file ? lookupsIn(file) : []
    if (!file || found.length === 0) return []
    const keys = checker.getTypeAtLocation(found.map(({ key }) => key))
    return found.flatMap(({ node }, position) => {
      const type = keys[position]
      if (!type || !isAnyText(checker.typeToString(type))) return []
      const written = file.text.slice(node.pos, node.end).trim()
      const line = file.text.slice(0, node.end).split('\n').length
      return [`${path}:${line} ${written}`]
    })
  })
}

describe('a text from outside', () => {
  const project = api.updateSnapshot({ openProject: join(ROOT, 'tsconfig.json') }).getProjects()[0]!

  it('is never looked up in a plain object', () => {
    expect(lookupsByAnyText(project, (path) => /^(bot|adapters)\//.test(path) && path !== CHECKED)).toEqual([])
  })

  it('would be seen here if it were', () => {
    expect(lookupsByAnyText(project, (path) => path === CHECKED)).not.toEqual([])
  })
})
