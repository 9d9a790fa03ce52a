/**
 * German verbs whose forms no ending rule brings together: vowels that change ("schließen", "schloss", "geschlossen"), and
 * "ge" or "zu" inside a verb with a separable particle ("abgebucht", "anzumelden"). Everything is folded.
 */

/** base: other stems it shows in the past and in participles. */
const STRONG = `
back:buk beiss:biss bieg:bog biet:bot bind:band,bund bitt:bat,gebet blas:blies bleib:blieb brat:briet brech:brach,broch,brich
brenn:brannt bring:bracht denk:dacht dring:drang,drung empfehl:empfahl,empfohl,empfiehl ess:ass,gegess,isst fahr:fuhr,fahr fall:fiel
fang:fing fecht:foch find:fand,fund flieg:flog flieh:floh fliess:floss fress:frass frier:fror geb:gab,gib,gibt gedeih:gedieh geh:ging,gang
geling:gelang,gelung gelt:galt,golt,gilt geniess:genoss gescheh:geschah,geschieht gewinn:gewann,gewonn giess:goss gleich:glich gleit:glitt
grab:grub greif:griff halt:hielt hang:hing heb:hob heiss:hiess helf:half,holf,hilf kenn:kannt klimm:klomm kling:klang,klung kneif:kniff
komm:kam kriech:kroch lad:lud lass:liess lauf:lief leid:litt leih:lieh les:las,liest lieg:lag lug:log meid:mied mess:mass,miss
nehm:nahm,nomm,nimm nenn:nannt pfeif:pfiff preis:pries quell:quoll rat:riet reib:rieb reiss:riss reit:ritt renn:rannt riech:roch
ring:rang,rung rinn:rann,ronn ruf:rief saug:sog schaff:schuf scheid:schied schein:schien schelt:schalt,scholt schieb:schob schiess:schoss
schlaf:schlief schlag:schlug schleich:schlich schleif:schliff schliess:schloss schmelz:schmolz,schmilz schneid:schnitt schreib:schrieb
schrei:schrie schreit:schritt schweig:schwieg schwell:schwoll schwimm:schwamm,schwomm schwind:schwand,schwund schwing:schwang,schwung
schwor:schwur seh:sah,sieh send:sandt sing:sang,sung sink:sank,sunk sitz:sass,sess sprech:sprach,sproch,sprich spring:sprang,sprung
stech:stach,stoch,stich steh:stand stehl:stahl,stohl,stiehl steig:stieg sterb:starb,storb,stirb stink:stank,stunk stoss:stiess
streich:strich streit:stritt trag:trug treff:traf,troff,triff treib:trieb tret:trat,tritt trink:trank,trunk trieg:trog tu:tat
verderb:verdarb,verdorb,verdirb vergess:vergass,vergiss verlier:verlor verzeih:verzieh wachs:wuchs wasch:wusch web:wob weich:wich weis:wies
wend:wandt werb:warb,worb,wirb werf:warf,worf,wirf wieg:wog wind:wand,wund wiss:wusst,weiss zieh:zog zwing:zwang,zwung
`
/** Past and participle endings after a strong stem. */
const ENDINGS = ['', 't', 'te', 'ten', 'e', 'en', 'st', 'et', 'est', 'ene', 'enen', 'ener', 'enes', 'enem']

/** Stems too like other words to be taken for a verb standing alone: "Band", "Gang", "Stand", "Rat", "Last". */
const NOUNS = new Set(
  'band bund gang fund stand rang rung rann wand wund sand kann mass miss last biss ritt riss tritt schritt schnitt strich stich stieg trieb sprung schwung drang klang zwang schlag tat tate taten halt falle lage gabe gaben brache bote boten gut schein bad bande banden weiss weisse weissen weisser verband verbande bestand bestande verstand verlag'.split(
    ' ',
  ),
)

const PARTICLES =
  'zusammen zuruck wieder weiter vorbei voraus unter statt nieder heraus hinaus herunter herein heran hinein hinzu durch bereit bekannt uber teil nach fest fern frei fort heim hoch vor bei auf aus ein los mit weg hin her dar an ab um zu'.split(
    ' ',
  )
const PREFIXES = ['ver', 'be', 'ent', 'er', 'zer', 'miss']

const bases = new Map<string, string>()
for (const group of STRONG.trim().split(/\s+/)) {
  const [base, stems] = group.split(':') as [string, string]
  for (const stem of stems.split(',')) for (const ending of ENDINGS) if (!bases.has(stem + ending)) bases.set(stem + ending, base)
}

/** The verb in a form that its endings alone lead to, or the word as it is: "abgeschlossene" → "abschliess", "angemeldet" → "anmeldet". */
export function plainVerb(word: string): string {
  if (word.length < 3 || word.length > 20) return word
  if (!NOUNS.has(word)) {
    const base = baseOf(word)
    if (base) return base
  }
  for (const particle of PARTICLES) {
    if (!word.startsWith(particle) || word.length < particle.length + 3) continue
    const rest = word.slice(particle.length)
    const base = rest.length > 3 && !NOUNS.has(rest) ? baseOf(rest) : undefined
    if (base) return particle + base
    if (/^ge(?!bot|biet|fuhl|setz|schaft|wicht|recht|sicht|nehm|lege)[a-z]{2,}t(e[nrms]?)?$/.test(rest)) return particle + rest.slice(2)
    if (/^zu[a-z]{3,}e?n$/.test(rest) && particle !== 'zu') return particle + rest.slice(2)
  }
  return word
}

/** The base of a strong form, with "ge" of the participle or an inseparable prefix before it. */
function baseOf(form: string): string | undefined {
  const own = bases.get(form)
  if (own) return own
  if (form.startsWith('ge')) {
    const participle = bases.get(form.slice(2))
    if (participle && /en/.test(form.slice(4))) return participle
  }
  for (const prefix of PREFIXES) {
    if (!form.startsWith(prefix) || form.length < prefix.length + 3) continue
    const base = bases.get(form.slice(prefix.length))
    if (base) return prefix + base
  }
  return undefined
}

export const SEPARABLE: ReadonlySet<string> = new Set(PARTICLES)

/** The root a noun or adjective was made from: "Anmeldung" → "anmeld", "Beraterin" → "berat"; empty when there is none. */
export function rootOf(word: string): string {
  return DERIVED.exec(word)?.[1] ?? ''
}
const DERIVED = /^([a-z]{4,}?)(ung|er|erin|bar|lich)(e[nmrs]?|s|n|nen)?$/

/** "-er" ends many words that no verb made ("Fenster"); what is left of the others is a root if the content uses it. */
export const isDoubtfulRoot = (word: string): boolean => /^(er|erin)$/.test(DERIVED.exec(word)?.[2] ?? '')

/** One of these must stand beside a doubtful root: "Drucker" because of "drucken". */
export const ROOT_WITNESSES = ['en', 'n', 'ung', 't']
