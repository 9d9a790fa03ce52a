/**
 * What a question asks of a subject that it does not name: its price, its date, who knows. Each aspect has the words that ask for it, and
 * the words by which a text answers it. All are folded. The order matters: "bis wann" comes before "wann".
 */
import { fold } from '../search/words/fold.ts'

export const ASPECTS = [
  'source',
  'example',
  'phone',
  'mail',
  'language',
  'hours',
  'until',
  'from',
  'duration',
  'penalty',
  'amount',
  'cost',
  'online',
  'register',
  'documents',
  'often',
  'funding',
  'purpose',
  'allowed',
  'duty',
  'audience',
  'who',
  'where',
  'when',
  'how',
  'next',
  'what',
  'more',
] as const
export type Aspect = (typeof ASPECTS)[number]

interface Words {
  /** Said by who asks. */
  asks: RegExp
  /** Said by a text that answers; missing where only fields do. */
  says?: RegExp
}

const WORDS: Record<Aspect, Words> = {
  source: {
    asks: /\b(woher (wissen|weisst|haben|hast) (sie|du|ihr) das|quellen?|woher (ist|stammt|stammen|kommt) das|stimmt (das|es)( (denn|auch|wirklich|noch))*$|(ist|sind) (das|die angaben|die zahlen) (denn )?(noch )?aktuell|von wann (ist|sind) (das|die)|sources?|how do you know|is (this|that|it) up to date)\b/,
  },
  example: {
    asks: /\b((praxis|fall|anwendungs)beispiele?|beispiele? (dafur|dazu|davon|aus der praxis|von (anderen|betrieben|firmen))|referenz(en|betrieb\w*|kunden)|((betrieb\w*|firm\w*|unternehmen|laden|kolleg\w*|leute|jemand\w*|andere\w*|wer|einer|verein\w*)\b.*\b(schon|bereits|so ?was|so etwas) (mal |einmal |auch |schon |bereits |so )?(gemacht|umgesetzt|eingefuhrt|ausprobiert|probiert|hinter sich))|(hat|haben) (das|es|so ?was|so etwas) (schon|bereits)( mal| auch)? (jemand|wer|einer|andere)\b( (gemacht|umgesetzt|eingefuhrt|ausprobiert|probiert))?|wie (haben|machen) (das|es) (die )?anderen?|wer macht (das|es|sowas) (schon|bereits)|who (else )?has done (it|this|that)|(companies|firms|anyone|anybody|others)\b.*\bdone (it|this|that)|examples? (of|from) (other )?(companies|firms))\b/,
  },
  phone: {
    asks: /\b(telefon(nummer|isch)?|telefonnr|tel|hotline|nummer|rufnummer|durchwahl|anrufen|ruf\w* .*\ban|(tele)?phone number|(?<!(with|on|by|over|my|our|your|a|the) )phone|number|call (them|him|her|there)|call$)\b/,
  },
  mail: { asks: /\b(e-?mail( ?adresse)?|mail( ?adresse)?|mailen|anschreiben|schriftlich)\b/, says: /\S@\S+\.\w/ },
  language: {
    asks: /\b((in|auf) (welche[rnm]?|what|which|meine[rm]?|my) (sprachen?|languages?)|(in|auf) (deutsch|englisch|english|german|arabisch|arabic|polnisch|polish|turkisch|turkish|ukrainisch|ukrainian|russisch|russian)|(do|does|can) (they|he|she|somebody|someone|anybody|anyone)( there)? speak \w+|(sprechen|spricht) (die|der|man|jemand|da wer)( da| dort)?( auch)? \w+)\b/,
    says: /\b(englisch|english|sprachen?|languages?)\b/,
  },
  hours: {
    asks: /\b(offnungszeit\w*|geoffnet|sprechzeit\w*|(wann |when |bis wie ?viel uhr )?(haben|hat|habt|macht|machen|gehen|geht) .*\b(auf|offen|zu|ran)(?=\W*$| (oder|und|am|an|heute|morgen|jetzt|noch|uber|zwischen|bis|samstags?|sonntags?|abends|mittags|denn|eigentlich)\b)|auf ?haben|offen haben|wann (ist|sind|habt|haben|hat) .*\boffen|wann .*\berreichbar|erreich\w* (ich|man|wir) .*\b(keinen|niemand\w*|jemand\w*|wen)|(ist|sind|sitzt|arbeitet) (da|dort|bei denen) .*\b(jemand|wer|einer|niemand)|(abends|mittags|nachmittags|samstags|am wochenende) .*\b(da|erreichbar|erreicht|auf)|wann .*\bda\W*$|opening (hours|times)|when .*\bopen|are (they|you) open)\b/,
    says: /\b(offnungszeit|geoffnet|uhr)/,
  },
  until: {
    asks: /\b(bis wann|bis zu welchem|frist(en)?|\w*schluss|letzter? (tag|termin)|ubergang\w*|innerhalb von wie ?viel\w*|verfall(t|en)|deadline|stichtag|innerhalb welche[rn]? (zeit|frist)|wie (lange|viel) (habe?|haben|bleibt|bleiben) .*\b(zeit)|wie lange (gilt|geht|lauft) .*\bnoch|wie lange noch|noch zeit|wie schnell|by when|until when|how (long|much time|many (hours|days)) do (i|we) have|how (fast|quickly|soon)|time limit)\b/,
    says: /\b(bis (zum|ende|spatestens|\d)|frist|binnen|spatestens|innerhalb von \d|ubergang\w*|verfall(t|en)|\d+ stunden|until|deadline|within \d|at once|ends? (on|at)|by (the end|\d))/,
  },
  from: {
    asks: /\b(ab wann|seit wann|ab welche[mnr] (datum|tag|jahr|monat)|from when|since when)\b/,
    says: /\b(ab \d|ab dem|seit|von .* an|from (the|january|\d)|since|until \d)\b/,
  },
  duration: {
    asks: /\b(wie lange?|dauer|(welche )?laufzeit|wie ?viel zeit|how long|duration)\b/,
    says: /(\b(\d+|ein|eine|einen|zwei|drei|funf|halbe\w*) (bis \S+ )?(minuten?|stunden?|tag(e|en)?|wochen?|monaten?|monate|jahre?n?|minutes|hours|days|weeks|months)\b|\bdauert?\b|laufzeit)/,
  },
  penalty: {
    asks: /\b(\w*strafen?|bussgeld\w*|abmahn\w*|was droht|droht|was (kann )?passier\w*|(wenn|falls) (nicht|nein)\W*$|wenn (ich|wir|man)s nicht|wenn (ich|wir|man)s? .*\b(nicht|kein\w*)\b|penalt(y|ies)|fines?|what happens if)\b/,
    says: /\b(\w*strafen?|bussgeld\w*|geldbusse\w*|abmahn\w*|penalt\w*|fines?)\b/,
  },
  amount: {
    asks: /\b(wie hoch( (ist|sind|ware))?( (der|die|das))?( (zuschuss\w*|forder\w*|satz|quote|summe|betrag|anteil))?|wie ?viel( (geld|prozent|zuschuss|forderung|euro))?( (bekomm\w*|krieg\w*|gibt|zahlen|zahlt))?|hochst(betrag|satz|summe)|mindest(betrag|summe)|max(imum|imal)?|minimum|minimal|obergrenze|untergrenze|fordersatz|forderquote|forderhohe|(ab|bis( zu)?) (welche[mnr] (summe|betrag|hohe|grenze)|wie ?viel)|was (zahlen|zahlt|geben|gibt) (die|das|der|es|man)( \w+)? dazu|how much( (money|funding|support|do (i|we) get|do they pay|is (it|that)))?|what percent\w*|what rate)\b/,
    says: /(\d ?(%|prozent|euro|€)|\bpercent|\bmindestens|\bhochstens|\bat most|\beuros)/,
  },
  cost: {
    asks: /\b(kosten(los|frei|pflichtig)?(e[nmrs]?)?|kost(et|ets)?|gekostet|nehmen .*\b(geld|gebuhr\w*)|geld dafur|hin(legen|blattern)|dazu ?zahlen|eigenanteil|gratis|umsonst|preise?|gebuhr(en)?|bezahlen|zahlen|zahlt|zahl|anzahlung|abschlag|(muss|soll) (ich|man|wir) .*\brechnen|teuer|honorar|free|costs?|price|charges?|fees?|pay)\b/,
    says: /\b(kosten(los|frei|pflichtig\w*)|kostet|kosten|preise? (liegen|liegt|beginn\w*|ab|von|im monat)|gebuhr\w*|gratis|free of charge|(fixed|running|monthly) costs|fees?|reliable prices|\d ?(€|euros?))\b/,
  },
  online: {
    asks: /\b(online|digital|virtuell|((uber|ubers|im|via) )?(das )?internet|hin ?kommen|portal|per (video|zoom|teams|telefon)|zoom|video(konferenz)?|von zu ?hause|vor ort|prasenz|hinfahren|remote(ly)?|in person)\b/,
    says: /\b(online\w*|internet|portal|zoom|video\w*|browser|vor ort|in person)\b/,
  },
  register: {
    asks: /\b(meld(e|en|et)? .*\ban|trag(e|en|t)? .*\bein|eintragen|anmeld\w*|buch(en|e|t|ung)|termin (machen|bekommen|vereinbaren|ausmachen|buchen)|beantrag\w*|stell\w* .*\bantrag\w*|antrag\w*( stellen)?|bewerb(en|e|t|ung)|registrier\w*|teil ?nehmen|mit ?machen|(komme?|kommt) .*\b(ran|dran|hin|dazu|an das|daran)|apply|applying|application|register|book|sign up|take part|join)\b/,
    says: /\b(anmeld\w*|melden sie sich|buchbar|buchen|antrag\w*|beantrag\w*|bewerb\w*|registrier\w*|apply|application|register|book)\b/,
  },
  documents: {
    asks: /\b(was (brauche?n?|brauchts?|benotige?n?)( (ich|wir|man|es))?( (da|dafur|dazu|hierfur))?( (alles|noch|denn))*$|brauche?n? (ich|wir|man) (da|dafur|dazu) (noch )?(was|etwas|irgendwas)|unterlagen|dokumente?|papiere|nachweise?|mit ?bringen|vor ?bereiten|vorbereitung|checkliste|vorlagen?|formulare?|documents?|papers?|bring|prepare)\b/,
    says: /\b(unterlagen|nachweise?|mitbringen|bringen sie|vorbereit\w*|checkliste|vorlage|formular|liste)\b/,
  },
  often: {
    asks: /\b(wie (oft|haufig|regelmassig)|in welche[mn] abstand\w*|how often)\b/,
    says: /\b(taglich|wochentlich|monatlich|jahrlich|vierteljahrlich|regelmassig|jede[nrms]? (tag|woche|monat|jahr|quartal)|(ein|zwei|drei)mal (am|im|pro)|alle \S+ (tage|wochen|monate|jahre)|daily|weekly|monthly|every)\b/,
  },
  funding: {
    asks: /\b((gibts?|bekomm\w*|krieg\w*) .*\b(da|dafur|dazu) .*\b(geld|zuschuss|zuschusse|forder\w*)|(zuschuss|zuschusse|forder\w*|geld) (da|dafur|dazu)|(das|es|sowas) .*\b(forder\w*|bezuschuss\w*)|gibt ?s?( es| da| dafur| dazu| auch| noch| denn| irgend\w*| nen?| einen?| vielleicht)* (zuschuss\w*|forder(ung|ungen|geld|gelder|mittel)|geld)( dafur| dazu| da| fur sowas| vom \w+)*\W*$|(krieg\w*|bekomm\w*) (ich|man|wir)( da| dafur| dazu| auch| irgend\w*)* (geld|zuschuss\w*|forder(ung|geld)|was|etwas)( dazu| dafur| vom \w+)*\W*$|funding for (it|that|this)|(is|are) there( any| some)* (funding|grants?|money|subsid\w*|financial (help|support))( for (me|us|it|that|this))?(?=\W*$)|(can|do|could) (i|we) get( any| some| a)* (funding|grants?|money|subsid\w*)( for (me|us|it|that|this))?(?=\W*$))\b/,
  },
  purpose: {
    asks: /\b((was|wofur) .*\b(gefordert|bezuschusst)|was (fordern|fordert) (die|das|sie|es|der)|was ist (da |alles )?forderfahig|what .*\b(funded|covered|eligible for))\b/,
    says: /\b(gefordert (wird|werden)|(wird|werden|sind) .*\bgefordert|forder(bar|fahig)\w*|angerechnet)\b/,
  },
  allowed: {
    asks: /\b(erlaubt|zulassig|verboten|(darf|durfen) (ich|wir|man|die) (das|sowas|es)|(darf|durfen) (das|es)|allowed|legal)\b/,
    says: /\b(erlaubt|zulassig|verboten|darf|durfen|verbietet|unzulassig|allowed|may not)\b/,
  },
  duty: {
    asks: /\b(melden|meldepflicht(ig)?|anzeigen|mitteilen|gemeldet werden|pflicht|verpflichtet|vorgeschrieben|report|mandatory|obliged|required)\b/,
    says: /\b(meld\w*|pflicht|verpflichtet|zu informieren|mussen|report)\b/,
  },
  audience: {
    asks: /\b(fur wen|wer (darf|kann|muss|bekommt|kriegt|ist betroffen)|gilt (das|dies|es|die|der)?|gelten|betrifft|betroffen|berechtigt|forderfahig|zahl\w* .*\bdazu|auch (fur|als|bei|mit|ohne|aufm?)|(krieg\w*|bekomm\w*|durfen|konnen|mussen) (das|es|die|den|sowas) auch|who (can|may|must)|does (it|that|this) apply|apply to|eligible)\b/,
    says: /\b(fur wen|wer (darf|kann|muss|gefordert)|wer .*kommen|gilt|gelten|ausgeschlossen|auch fur|alle\b.*\bbetriebe|mitglieds?betriebe)\b/,
  },
  who: {
    asks: /\b(wer|wen|wem|ansprechpartner\w*|ansprechperson\w*|zustandig|kontakt|anlaufstelle|berater\w*|fachleute|who|whom|contact|help me with)\b/,
  },
  where: {
    asks: /\b(wo|wohin|ort|(in )?welche[rmn]? stra(ss|ß)e|stra(ss|ß)e|adresse|anschrift|standort|where|address|location|gebaude|weg dorthin)\b/,
    says: /\b(adresse|anschrift|stra(ss|ß)e)\b/,
  },
  when: {
    asks: /\b(wann|termine?|datum|uhrzeit|um wie ?viel uhr|(an )?welche[mnr] tage?|when|what time|dates?)\b/,
    says: /\b(\d{1,2}\.\d{1,2}\.|\d{4}|monat|donnerstag|uhr)\b/,
  },
  how: {
    asks: /\b(wie (geht|gehts|funktioniert|lauft|klappt) (das|es|sowas|die|der)( (denn|genau|eigentlich|ab|konkret|dann))*$|wie (mache?n?|stelle?n?) (ich|wir|man) (das|sowas|es)( (denn|genau|am besten|an))*$|how does (it|that|this) work|how do (i|we) do (it|that|this))\b/,
    says: /\b(danach|zuerst|erste[rn]? schritt\w*|schritte?|reihenfolge|so lauft|ablauf|lauft .*\bab|first|steps?)\b/,
  },
  next: {
    asks: /\b(was (jetzt|nun|dann)|gehts? (das |es )?(jetzt |denn |nun |dann )?los|erste[rn]? schritt\w*|schritt fur schritt|los ?legen|(wie|womit|wo) fange?n? .*\ban|(was|womit) .*\bzuerst|womit (beginn\w*|start\w*)|wie gehts? (es )?(dann |jetzt |nun |denn )?weiter|und dann|how (do|can) (i|we) start|first steps?|und dann|wie geht es (dann )?weiter|wie weiter|was kommt (dann|danach|als nachstes)|(als )?nachste(r|s)? schritte?|als nachstes|danach|what (now|next)|next steps?|then what|and (now|then))\b/,
    says: /\b(danach|zuerst|erste[rn]? schritt\w*|first|nachste[rn]? schritte?|nach dem|reihe nach|so lauft)\b/,
  },
  what: {
    asks: /\b(was (ist|sind|war) (das|die|der|sowas)( (denn|eigentlich|genau|uberhaupt))*$|what is (it|that|this)$)/,
  },
  more: {
    asks: /\b(mehr (dazu|davon|infos?|informationen)|erzahl\w* mehr|genauer|details?|ausfuhrlich(er)?|more (about|on) (it|that|this)|tell me more)\b/,
  },
}

/** Everywhere in a question. */
const ASKS = Object.fromEntries(ASPECTS.map((aspect) => [aspect, new RegExp(WORDS[aspect].asks, 'g')])) as Record<Aspect, RegExp>

export interface AspectsRead {
  /** In the order of `ASPECTS`; the first is what is asked for. */
  aspects: Aspect[]
  /** The folded question without the words that ask for them. */
  rest: string
}

/** What a question asks for (cost, phone, deadline, …), and the words of it that say something else. */
export function readAspects(question: string): AspectsRead {
  const folded = fold(question)
  let rest = folded
  const aspects = ASPECTS.filter((aspect) => {
    // A word stands for one aspect: what "bis wann" has taken is no "wann" any more.
    const left = rest.replace(ASKS[aspect], ' ')
    const asks = left !== rest
    rest = left
    return asks
  })
  return { aspects, rest }
}

/** Whether a text says something about the aspect. */
export function speaksOf(text: string, aspect: Aspect): boolean {
  const folded = fold(text)
  // "Kostet bis 50.000 Euro" is a fine, and no price.
  if (aspect === 'cost' && FINED.test(folded)) return false
  return WORDS[aspect].says?.test(folded) ?? false
}
const FINED = /\b(verstosse?|bussgeld\w*|geldbusse\w*|\w*strafen?|abmahn\w*|penalt\w*|fines?)\b/
