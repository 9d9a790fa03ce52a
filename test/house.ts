/** The program's own source, as the tests of its build look at it: files, and who imports what. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

export interface Import {
  from: string
  /** Path below the root, or the name of a package. */
  to: string
  typeOnly: boolean
}

/** TypeScript files below a folder, as paths below the root. */
export function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.endsWith('.ts'))
    .map((item) => relative(ROOT, join(item.parentPath, item.name)))
    .filter((path) => !path.includes('/vendor/'))
}

export const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const STATIC = /^(?:import|export)(\s+type)?\s(?:[\w$*{},\s]*?\sfrom\s)?['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^/'"][^'"]*)['"]\s*\)/g

/** Everything the files import, also where they wait for it. */
export function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((from) => {
    const text = read(from)
    const place = (name: string) => (name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), name)) : name)
    return [
      ...[...text.matchAll(STATIC)].map(([, type, name]) => ({ from, to: place(name!), typeOnly: type !== undefined })),
      ...[...text.matchAll(DYNAMIC)].map(([, name]) => ({ from, to: place(name!), typeOnly: false })),
    ]
  })
}

/** Groups of files that import each other in a circle (Tarjan 1972), each sorted. */
export function circlesIn(imports: readonly Import[]): string[][] {
  const below = Map.groupBy(imports, ({ from }) => from)
  const number = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (file: string): void => {
    number.set(file, number.size)
    lowest.set(file, number.get(file)!)
    stack.push(file)
    for (const { to } of below.get(file) ?? []) {
      if (to === file) circles.push([file])
      if (!number.has(to)) visit(to)
      if (stack.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!))
    }
    if (lowest.get(file) !== number.get(file)) return
    const group = stack.splice(stack.indexOf(file))
    if (group.length > 1) circles.push(group.sort())
  }
  for (const file of below.keys()) if (!number.has(file)) visit(file)
  return circles
}
