/** "Welche Kammer ist für mich zuständig?": a question that asks for nobody but who is responsible for the visitor. */
import { fold } from '../../search/words/fold.ts'
import { isEnglishFunctionWord, isFunctionWord, isLightWord } from '../../search/words/function-words.ts'
import { rawTokens } from '../../search/words/tokens.ts'

const RESPONSIBLE =
  /^(?:kammer|kammern|handwerkskammer|ihk|hwk|zustandige?[rnms]?|ansprechpartner(?:in)?|ansprechperson|anlaufstelle|chamber|responsible)$/
/** What people want from there. */
const AROUND =
  /^(?:berat\w*|hel?f\w*|hilft?|hilfe|wend\w*|frag\w*|schreib\w*|gehor\w*|kontakt\w*|ansprech\w*|mitglied|umsonst|gratis|kostenlos|richtige?[rn]?|anruf\w*|melde\w*|help|ask|belong|contact|right)$/

/** Whether the sentence asks which chamber or contact is responsible, and for nothing besides. */
export function asksWhoIsResponsible(sentence: string): boolean {
  const words = rawTokens(sentence)
    .map(fold)
    .filter((word) => RESPONSIBLE.test(word) || !(isFunctionWord(word) || isEnglishFunctionWord(word) || isLightWord(word)))
  return words.some((word) => RESPONSIBLE.test(word)) && words.every((word) => RESPONSIBLE.test(word) || AROUND.test(word))
}

/** Words by which a chamber is named, of its kind or of any. */
const CHAMBER = /^(?:kammern?|(?:handwerks|handels)kammern?|ihk|hwk|chambers?)$/
const ANY_CHAMBER = /^(?:kammern?|chambers?)$/

/** The folded words of a sentence that name a chamber; undefined where none does, empty where any is meant. */
export function chamberWords(sentence: string): string[] | undefined {
  const words = rawTokens(sentence)
    .map(fold)
    .filter((word) => CHAMBER.test(word))
  return words.length === 0 ? undefined : words.filter((word) => !ANY_CHAMBER.test(word))
}
