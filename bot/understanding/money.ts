/** Whether somebody asks for money for what they want to do: whatever else the sentence tells, that is the question. */
import { fold } from '../search/words/fold.ts'

/** What only support is called by. */
const SUPPORT =
  /\b(zuschuss|zuschusse[ns]?|forderung(en)?|fordergeld(er|ern)?|fordermittel[ns]?|fordertopf\w*|forderprogramme?n?|subvention(en)?|grants?|subsid(y|ies)|funding)\b/
/** Money that somebody gives: "gibts dafür Geld", "kriegt man was dazu". */
const GIVEN =
  /\b(gibts?|bekomm\w*|krieg\w*|zahlt|get|is there|are there)\b.{0,60}\b(geld|gelder|kohle|knete|unterstutzung|money|financial (help|support))\b|\b(geld|gelder|kohle|knete) (vom|von) (land|bundesland|staat|bund|amt|der eu)\b|\b(krieg\w*|bekomm\w*|gibts?)\b.*\b(was|etwas) (dazu|geschenkt)\b/
/** It asks for it, or says that it is wanted. */
const WANTED =
  /\?|\b(gibts?|gibt|bekomm\w*|krieg\w*|will|wollen|mochten?|such\w*|brauch\w*|hatten?|welche[nrs]?|wer|wo|wie|kann|konnen|is|are|can|could|which|what|need|want|looking)\b|^(und |oder )?\W*(zuschuss|forder|funding|grants?)/
/** That there is none is no question for it. */
const NO_MONEY = /\b(ohne|kein\w*|wenig|nicht viel|without|no|little)( (viel|much|grosses))? (geld|kohle|money)\b/g
/** What was granted, ordered or refused already is another matter. */
const GRANTED =
  /\b(zuruck ?zahl\w*|bewillig\w*|ausgezahlt|auszahl\w*|bescheid\w*|abgelehnt|verwendungsnachweis\w*|beihilf\w*|beendet|lauft (aus|noch)|pay back|repay)\b/

/** Whether the sentence asks whether, or which, money is given for something; false where it is told of, or was granted already. */
export function asksForMoney(utterance: string): boolean {
  const said = fold(utterance).replace(NO_MONEY, ' ')
  return (SUPPORT.test(said) || GIVEN.test(said)) && WANTED.test(said) && !GRANTED.test(said)
}

/** Whether a heading is about that: "Gibt es Geld für digitale Vorhaben im Verein?" */
export function isAboutMoney(heading: string): boolean {
  const said = fold(heading)
  return SUPPORT.test(said) || /\b(geld|gefordert|money|funded)\b/.test(said)
}
