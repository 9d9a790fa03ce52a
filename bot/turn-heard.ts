/** What a turn begins with: the sentence heard, and the talk after who, where, which language and what of an alarm it tells. */
import { emergencyArticle, emergencyGuide } from './answers/act.ts'
import { calmed } from './deciders/distressed.ts'
import { contextOf, type Turn } from './decision.ts'
import { readableDialogs } from './dialog-stack.ts'
import type { Lang } from './knowledge/day.ts'
import { momentAt } from './moment.ts'
import type { Known } from './ports.ts'
import { aboutSaid } from './profile.ts'
import { unaddressed } from './requests/sayings.ts'
import type { HandOffState } from './requests/standing.ts'
import { ownerOf } from './search/index/own-questions.ts'
import { inPlainWords } from './search/words/colloquial.ts'
import { lastGuide, type Talk } from './talk.ts'
import { earOf } from './understanding/ear.ts'
import { type Heard, hear } from './understanding/heard.ts'
import { spokenLanguage } from './understanding/language.ts'
import type { SaidProfile } from './understanding/profile/profile.ts'

/** Longer messages are not read to their end; a cry for help stands at the beginning. */
const MAX_HEARD_CHARS = 2_000

function heardIn(utterance: string, talk: Talk, known: Known, now: Date): Heard {
  return hear(unaddressed(utterance).slice(0, MAX_HEARD_CHARS), earOf(known, momentAt(now), talk.lang))
}

/** The talk after what was said of who and where; dates are asked for there from now on. */
function toldOf({ dates, ...talk }: Talk, said: SaidProfile, { knowledge }: Known): Talk {
  const about = aboutSaid(talk.about, said, knowledge)
  if (!dates) return { ...talk, about }
  const { place, ...asked } = dates
  return { ...talk, about, dates: said.where === undefined ? dates : asked }
}

/** Of a message that plainly is in one; the very words of an English entry are English, however few. */
function languageOf(utterance: string, { searcher: { index } }: Known): Lang | undefined {
  return index.entries[ownerOf(index.ownQuestions, utterance)]?.lang === 'en' ? 'en' : spokenLanguage(utterance)
}

/** Whoever has been through the first steps after an attack tells more of it, and is not led through them again. */
function goingOn(heard: Heard, talk: Talk, known: Known): Heard {
  const guide = heard.act === 'emergency' && talk.dialogs.length === 0 ? emergencyGuide({ known, talk }) : undefined
  if (!guide || lastGuide(talk)?.guide !== guide.id || talk.subject?.entry !== emergencyArticle({ known, talk }, guide)) return heard
  return withoutAct(heard)
}

/** What was said, as something that is asked. */
function withoutAct({ act: _, parts, ...heard }: Heard): Heard {
  return { ...heard, parts: parts.map(({ text }) => ({ text, kind: 'question' })), questions: [heard.text] }
}

/** The talk has just asked whether it is an emergency. */
function isAskedOfAlarm(talk: Talk, known: Known): boolean {
  return talk.clarifying && talk.offers.length === 1 && talk.offers[0]!.entry === emergencyGuide({ known, talk })?.id
}

/** "Anderes Thema: …" is about nothing that was said before. */
function apartFrom({ act, parts }: Heard, talk: Talk): Talk {
  if (act !== undefined || talk.dialogs.length > 0 || !parts.some((part) => part.act === 'new-topic')) return talk
  const { subject: _, last: __, ...rest } = talk
  return { ...rest, offers: [], clarifying: false }
}

/** The turn as the deciders see it: what was said, put in plain words and heard, and the talk as it stands before it. */
export function turnOf(utterance: string, stored: Talk, known: Known, now: Date, handOff?: HandOffState): Turn {
  const { confirming, ...kept } = stored
  const moment = momentAt(now)
  // Whoever changes the language is answered in it; an open question stays in the one that it was put in.
  const talk = { ...kept, lang: (kept.dialogs.length === 0 ? languageOf(utterance, known) : undefined) ?? kept.lang }
  const said = inPlainWords(utterance.trim())
  const spoken = goingOn(heardIn(said, talk, known, now), talk, known)
  // "Nein, kein Angriff": then the sentence that sounded like one asks something else.
  const earlier = spoken.act === 'no' && isAskedOfAlarm(talk, known) ? talk.last?.utterance : undefined
  const heard = earlier === undefined ? spoken : withoutAct(heardIn(earlier, talk, known, now))
  const isDenied = spoken.beside !== undefined || earlier !== undefined
  const calm = apartFrom(heard, isDenied ? calmed(talk, known) : talk)
  const turn = {
    // A dialog that is still open reads for itself what is meant for it.
    utterance: earlier ?? (heard.beside && calm.dialogs.length === 0 ? heard.beside : said),
    talk: heard.profile ? toldOf(calm, heard.profile, known) : calm,
    confirming,
    known,
    ...moment,
    handOff,
    context: contextOf(known, talk.lang, moment),
    heard,
  }
  return { ...turn, ...readableDialogs(turn) }
}
