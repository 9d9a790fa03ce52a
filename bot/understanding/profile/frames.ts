/**
 * The ways in which people say who and where they are, as patterns over the words and signs of `tagged.ts`. A pattern of `STATED` is a sentence
 * of its own, whatever is asked beside it; one of `ASIDE` stands inside the question ("in meinem Café in Musterstadt").
 */

const any = (...words: string[]) => `(?:${words.join('|')}) `
const maybe = (pattern: string) => `(?:${pattern})?`

const ARTICLE = any('ein(?:e[nmrs]?)?', 'der', 'die', 'das', 'den', 'dem', 'des', 'an?', 'the')
const OWN = any('(?:mein|unser)(?:e[nmrs]?)?', 'unsre[nmrs]?', 'my', 'our')
/** "kleine", "familiengeführtes", "selbstständiger" */
const ADJECTIVE = '(?:(?!kein|nicht|ohne|no )(?:[a-z-]+(?:e|er|es|en|em|isch)|small|little|family) ){0,2}'
const SINCE = 'seit (?:[a-z]+ |\\d+ )?(?:[a-z]*jahr[a-z]*|monat[a-z]*|kurzem|langem|\\d{4}|woche[a-z]*|gestern|heute) '
const FILL = `(?:${any('also', 'ja', 'nur', 'auch', 'hier', 'selbst', 'selber', 'gerade', 'jetzt', 'noch', 'halt', 'eben', 'eigentlich', 'gelernte[rnm]?', 'von beruf', 'beruflich', 'just')}|${SINCE}|‹s› |mit (?:meine[rmn]?|einem|einer) [a-zä-ü‹›]+ ){0,3}`

const TOWN_WORDS = any(
  'in(?: der n[ae]he von| der| dem| und um)?',
  'aus(?: der| dem)?',
  'im(?: raum| landkreis| kreis)?',
  'bei',
  'nahe(?: bei)?',
  'nahe',
  'n[ae]he',
  'von',
  'an der',
  'raum',
  'landkreis',
  'kreis',
  'rund um',
  'stadt',
  'at',
  'near',
  'from',
  'based in',
  'located in',
)
const BRACKET = maybe('\\( \\S+ (?:\\S+ )?\\) ')
const WHERE = `(?:${TOWN_WORDS}){1,2}(?:‹p› )(?:(?:, |/ |- |bei |- )?‹p› )?${BRACKET}`
const SIZE = `${maybe(any(',', 'und', 'and'))}${maybe(any('mit', 'wir sind', 'sind wir', 'habe', 'haben', 'hat', 'und habe', 'with', 'besch[ae]ftige[nt]?'))}${maybe(any('nur', 'insgesamt', 'etwa'))}‹s› ${maybe('(?:im|in der) (?:buro|betrieb|team|laden|firma|werkstatt) ')}`
const ROLE = any(
  '(?:geschafts)?inhaber(?:in)?',
  'chef(?:in)?',
  'geschaftsfuhrer(?:in)?',
  'geschaftsfuhrende[rn]?',
  'betreiber(?:in)?',
  'leiter(?:in)?',
  'besitzer(?:in)?',
  'eigentumer(?:in)?',
  'mitarbeiter(?:in)?',
  'vorsitzende[rn]?',
  'angestellte[rn]?',
  'selbststandige[rn]?',
  'selbststandig(?: als)?',
  'owner',
)
const OF = `${maybe(any('von', 'in', 'bei', 'im', 'beim', 'einer', 'eines', 'of', 'als', 'aus'))}`
const ROLE_OF = `${ROLE}${OF}`
const FIRM = any(
  'betrieb',
  'firma',
  'unternehmen',
  'laden',
  'geschaft',
  'werkstatt',
  'sitz',
  'firmensitz',
  'standort',
  'buro',
  'praxis',
  'salon',
  'verein',
  '‹w›',
  'business',
  'company',
  'shop',
)
const AM = any(
  '(?:ich|wir) (?:bin|sind|war|waren)',
  'bin',
  'sind',
  'i am',
  "i'm",
  'we are',
  "we're",
  '(?:ich|wir) (?:arbeite|arbeiten)(?: als)?',
)
const HAVE = any('(?:(?:ich|wir|‹s›) )?(?:habe?|haben)', 'i have', 'we have', 'hab')
const RUN = any(
  '(?:(?:ich|wir|‹s›) )?(?:betreibe|betreiben|fuhre|fuhren|leite|leiten|besitze|besitzen|vertrete|vertreten)',
  '(?:i|we) (?:run|own|manage)',
)
/** What the phrase of who ends with: nothing more is said of it. */
const END = '(?=(?:[.,;:!?…()–—-]|und|mit|aber|and|but|with|‹[ps]›) |$)'
const AT_START = '(?<=^ |[.!?…;:,()–—-] |und |and )'
const LEAD = maybe(any('also', 'und', 'hallo', 'hi', 'moin', 'guten tag'))
const TAIL = `${maybe(SIZE)}${maybe(`(?:, )?(?:und (?:wohne|sitze|lebe|komme|arbeite|bin|sitzen|sind|kommen) )?${WHERE}`)}${maybe(SIZE)}`

/** Who, by its sign. */
const WHO = `${ADJECTIVE}‹w› (?:‹p› )?`
/** A noun that nobody listed is a trade where a place follows. */
const NEW_WHO = `${ADJECTIVE}(?!kein|nicht)[a-z]{4,} (?=${WHERE})`

/** A place in notes: "in Musterstadt", ", Musterstadt". */
const NOTED_WHERE = `(?:(?:, )?${WHERE}|, ‹p› )`
const WHOLE = '(?=[.!]? ?$)'

const compiled = (...patterns: string[]) => patterns.map((pattern) => new RegExp(pattern, 'g'))

/** Sentences and clauses that say nothing else. */
export const STATED = compiled(
  // "Ich bin Inhaberin eines kleinen Cafés in Musterstadt", "wir sind 14 Leute", "bin aus Neustadt"
  `(?<= )${AM}${FILL}(?:${ROLE_OF})?${maybe(ARTICLE)}${FILL}${WHO}${maybe(`${any('von beruf', 'here')}`)}${TAIL}`,
  `(?<= )${any('(?:ich|wir) (?:bin|sind)', 'i am', "i'm", 'we are')}${FILL}(?:${ROLE_OF})?${maybe(ARTICLE)}${NEW_WHO}${WHERE}${maybe(SIZE)}`,
  `(?<= )${any('(?:ich|wir) (?:bin|sind|komme|kommen|sitze|sitzen|wohne|wohnen|lebe|leben|arbeite|arbeiten)', 'bin', 'komme', 'sitze', "(?:i am|i'm|we are|we're|i come)")}${FILL}${WHERE}${maybe(`${any('und', 'and')}${any('bin', 'sind', 'habe', 'haben', 'fuhre', 'betreibe', 'have', 'run', 'own')}${maybe(ARTICLE)}${WHO}`)}${maybe(SIZE)}`,
  `(?<= )${any('(?:ich|wir) (?:sind|haben|habe)', '(?:ich|wir) beschaftigen?', '(?:dann|da|im buro) sind wir', 'sind wir', 'we have', 'we are')}${FILL}‹s› ${maybe('(?:im|in der) (?:buro|betrieb|team|laden|firma|werkstatt) ')}${maybe(`und ${any('sitzen', 'sitze', 'sind', 'kommen')}`)}${maybe(WHERE)}`,
  `${AT_START}‹s› (?=[.,;:–—-] )`,
  // "Ich habe ein Café in Musterstadt", "betreibe seit drei Jahren eine Bäckerei"
  `(?<= )${RUN}${FILL}${maybe(ARTICLE)}${WHO}${TAIL}`,
  `(?<= )${HAVE}${FILL}${ARTICLE}${WHO}(?:${TAIL})${END}`,
  `(?<= )${HAVE}${FILL}${WHO}${WHERE}${maybe(SIZE)}`,
  // "Bei uns im Hotel in Musterstadt", "hier in Neustadt"
  `(?<= )${maybe('hier ')}bei (?:uns|mir) ${any('im', 'in(?: der| dem| einem| einer)?', 'auf dem')}${maybe(OWN)}${WHO}${TAIL}`,
  `(?<= )(?:hier )?bei (?:uns|mir) ${WHERE}`,
  `(?<= )hier ${WHERE}`,
  // "Mein Betrieb ist in Musterstadt", "Standort: Neustadt"
  `(?<= )${OWN}${ADJECTIVE}${FIRM}${any('ist', 'sitzt', 'liegt', 'befindet sich', 'steht', 'is', 'ist ansassig')}${FILL}${WHERE}${maybe(SIZE)}`,
  `(?<= )${OWN}${ADJECTIVE}${FIRM}${any('hat')}${FILL}‹s› `,
  `${AT_START}${any('sitz', 'standort', 'firmensitz', 'ort', 'plz', 'wohnort')}${maybe(any(':', 'ist'))}${maybe(any('in'))}‹p› (?:‹p› )?`,
  // "Friseurin in Musterstadt: …"
  `^ ${LEAD}${maybe(ARTICLE)}${WHO}${maybe(WHERE)}${maybe('hier ')}(?=[.:–—-] )`,
  `^ ${LEAD}${maybe(ARTICLE)}${WHO}(?:, )?‹s› (?:(?:, )?(?:${WHERE}|‹p› ))?(?=[.:;–—-] )`,
  `(?<= )hier (?:ist |spricht |schreibt )?${maybe(ARTICLE)}${WHO}(?:[a-z]+ )?${WHERE}`,
  `^ ${LEAD}${maybe(ARTICLE)}${WHO}(?:${WHERE}|, ‹p› )(?=(?:[.,:–—-]|hier|und) )(?:hier )?`,
  // The whole message, as notes: "5 Leute", "Handwerk, 8 Leute", "Bäckerei in Musterstadt", "Tischlerei, Neustadt, 4 Mitarbeiter"
  `^ ${LEAD}${maybe(any('wir', 'ich', 'bin', 'sind', 'hab', 'habe', 'haben', 'nur', 'so', 'ca \\.'))}‹s› ${maybe(NOTED_WHERE)}${WHOLE}`,
  `^ ${LEAD}${maybe(ARTICLE)}${WHO}(?:${maybe(any(',', 'und', 'mit'))}‹s› ${maybe(NOTED_WHERE)}|${NOTED_WHERE}${maybe(`${maybe(any(',', 'und', 'mit'))}‹s› `)})${WHOLE}`,
)

/** Parts of the question that say it by the way. */
export const ASIDE = compiled(
  `(?<= )als ${maybe(ARTICLE)}${WHO}${maybe(WHERE)}${maybe(SIZE)}`,
  `(?<= )${maybe(any('in', 'fur', 'bei', 'an', 'von', 'mit', 'aus', 'auf', 'zu', 'for', 'in'))}${OWN}${WHO}${maybe(WHERE)}${maybe(SIZE)}`,
  `(?<= )${any('in', 'fur', 'bei', 'von', 'for')}${OWN}${ADJECTIVE}${any('betrieb', 'firma', 'unternehmen', 'laden', 'geschaft', 'werkstatt', 'buro', 'praxis', 'salon', 'business', 'company')}${WHERE}`,
  `(?<= )${any('as')}${ARTICLE}${WHO}${maybe(WHERE)}`,
)
