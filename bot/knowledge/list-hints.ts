/** A text where a list belongs → the list that is meant, as it is written. */
import type { z } from 'zod'
import { momentIn } from './date-hints.ts'
import { writeGroup, writeValue } from './group-hints.ts'
import { SAME } from './other-names.ts'

/** `schema`: the list's. Undefined where it is not clear, or would not do either. */
export function listMeant(schema: z.ZodType | undefined, name: string, value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return schema?.safeParse([value]).success
      ? `Setzen Sie eckige Klammern darum: ${name}: [${writeGroup(value as Record<string, unknown>)}].`
      : undefined
  if (typeof value !== 'string') return undefined
  const bare = value.replace(/^[[(]/, '').replace(/[\])]$/, '')
  for (const parts of [[bare], bare.split(/\s*[,;]\s*/)]) {
    // A sentence with commas is no list.
    if (parts.length > 1 && parts.some((part) => /\s\S+\s/.test(part))) continue
    const meant = parts.map((part) => said(part.trim()))
    const fits = [meant, parts].find((list) => schema?.safeParse(list).success && (parts.length > 1 || !/[,;]/.test(bare)))
    if (fits) return `Setzen Sie eckige Klammern darum: ${name}: [${fits.map((part) => writeValue('', part)).join(', ')}].`
  }
  return undefined
}

/** A word by its right name, a day as a field holds it. */
function said(part: string): string {
  const same = [...SAME].find(([, others]) => others.includes(part.toLowerCase()))?.[0]
  return momentIn(part) ?? same ?? part
}
