/** "Nicht Musterstadt", "ich bin kein Friseur", "Musterstadt löschen": that something of the profile is wrong or not to be kept. */
import { wordsOf } from '../../search/words/phrase-key.ts'

const DENIED =
  /^(?:(?:nein|nee|no|halt|stimmt nicht|falsch|bitte|doch) )*(?:(?:ich|wir|i|we) (?:bin|sind|komme|kommen|sitze|sitzen|wohne|arbeite|am|are) )?(?:doch |aber |gar |uberhaupt |auch )*(?:nicht(?: mehr)?|keine?|kein|not)(?: (?:in|aus|bei|von|als|mit|fur|der|die|das|ein|eine|a|an|from|in|wir|zu))* (.+)$/
const FORGOTTEN =
  /^(?:bitte )?(?:(?:vergiss|vergessen sie|losche|loschen sie|streiche|streichen sie|entferne|entfernen sie|delete|forget|remove) (?:bitte )?(?:(?:den|die|das|meinen|meine|mein) )?(?:ort |beruf )?(.+?)|(.+?) (?:bitte )?(?:loschen|vergessen|entfernen|streichen|weg|stimmt nicht|ist falsch|passt nicht|is wrong))(?: bitte)?$/
/** What comes after is said instead. */
const INSTEAD = /^(.+?)(?: sondern | stattdessen | but rather | but )(.+)$/

export interface Denial {
  /** Folded words of what is not so. */
  denied: string
  /** As it was written: what is so instead. */
  instead?: string
}

/** Undefined for a sentence that takes nothing back. Whether it was ever said, the profile tells. */
export function readDenial(sentence: string): Denial | undefined {
  const folded = wordsOf(sentence).join(' ')
  const { 1: before = folded, 2: after } = INSTEAD.exec(folded) ?? []
  const found = DENIED.exec(before) ?? FORGOTTEN.exec(before)
  const denied = found?.[1] ?? found?.[2]
  if (denied === undefined) return undefined
  const instead = after === undefined ? undefined : /\b(?:sondern|stattdessen|but rather|but)\s+(.+?)[.!?\s]*$/i.exec(sentence)?.[1]
  return { denied, ...(instead !== undefined && { instead }) }
}
