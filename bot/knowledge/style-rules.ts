/** What makes a German text harder to read, or partial: each rule finds words and says what to write instead, or why. */
/** Names of the rules, as editors switch them off in vocabulary.md. */
export const STYLE_RULES = [
  'superlativ',
  'werbung',
  'hersteller',
  'langer-satz',
  'abkürzung',
  'man',
  'anrede',
  'geschlecht',
  'passiv',
] as const
export type StyleRule = (typeof STYLE_RULES)[number]

/** How the house writes of people: no signs in words, or one of them. */
export const GENDER_FORMS = ['neutral', ':', '*', '_'] as const
export type GenderForm = (typeof GENDER_FORMS)[number]

export interface Style {
  off: StyleRule[]
  gender: GenderForm
  /** Names of firms and products, as they are written. */
  vendors: string[]
}

export interface StyleFinding {
  rule: StyleRule
  /** What was found, as it stands there. */
  found: string
  message: string
  hint: string
}

/** More words make a sentence hard to follow. */
const MAX_WORDS = 25
/** Sentences in the passive in a row from which nobody knows any more who does it. */
const MAX_PASSIVES = 2

/** Praise that nobody can check. */
const SUPERLATIVES =
  /\b(?:einzigartig\w*|unschlagbar\w*|marktführend\w*|führende[rnsm]? (?:Anbieter\w*|Hersteller\w*|Lösung\w*)|perfekt\w*|optimalst\w*|erstklassig\w*|hervorragend\w*|weltbest\w*|(?:die|der|das|den) (?:allerbeste|beste)[nrsm]? (?:Lösung|Software|Anbieter|Wahl|Programm)\w*)\b/giu

/** Words of advertising, each with what is plainly meant. */
const ADVERTISING: readonly (readonly [words: RegExp, hint: string])[] = [
  [/\b(?:jetzt|gleich) zugreifen\b/giu, 'Nennen Sie stattdessen die Frist und den Weg.'],
  [/\bsichern Sie sich\b/giu, 'Schreiben Sie „beantragen Sie“ oder „melden Sie sich an“.'],
  [/\bprofitieren Sie\b/giu, 'Schreiben Sie, was genau jemand davon hat.'],
  [/\bnutzen Sie (?:jetzt )?(?:die|diese) Chance\b/giu, 'Nennen Sie den nächsten Schritt.'],
  [/\bmaßgeschneidert\w*\b/giu, 'Schreiben Sie „passend für …“ und für wen.'],
  [/\bzukunftssicher\w*\b/giu, 'Schreiben Sie, was daran wie lange hält.'],
  [/\brevolutionär\w*\b/giu, 'Schreiben Sie, was neu daran ist.'],
  [/\brundum[- ]sorglos\w*\b/giu, 'Zählen Sie auf, was dazugehört.'],
  [/\bstate[- ]of[- ]the[- ]art\b/giu, 'Schreiben Sie „auf heutigem Stand“, mit dem Stand.'],
  [/\bganzheitlich\w*\b/giu, 'Zählen Sie auf, was dazugehört.'],
  [/\bexklusiv\w*\b/giu, 'Schreiben Sie, für wen es gilt.'],
]

const INFORMAL = /(?<![\p{L}„])(?:du|dir|dich|dein(?:e[mnrs]?)?|euch|eure[mnrs]?|euer)(?!\p{L})/gu
const MAN = /(?<!\p{L})[Mm]an(?!\p{L})/gu
const GENDER_SIGNS = /\p{L}{3,}([:*_]|\/-?)in(?:nen)?(?!\p{L})|\p{L}?\p{Ll}{3,}Innen(?!\p{L})/gu
const ABBREVIATION = /(?<![\p{L}\p{N}-])\p{Lu}{2,6}(?![\p{L}\p{N}-])/gu
const PASSIVE =
  /(?<!\p{L})(?:wird|werden|wurden?|worden)(?!\p{L})[^.!?]*?(?<!\p{L})\p{Ll}*(?:ge\p{Ll}{2,}(?:t|en)|(?:be|ver|er|ent)\p{Ll}{2,}(?:t|en)|\p{Ll}{2,}iert)(?!\p{L})/u
/** Known to everybody without a word of explanation. */
const PLAIN = new Set([
  'EU',
  'USA',
  'PDF',
  'DE',
  'AG',
  'UG',
  'OHG',
  'KG',
  'GBR',
  'WLAN',
  'USB',
  'SMS',
  'PIN',
  'TAN',
  'IBAN',
  'URL',
  'LKW',
  'PKW',
  'TV',
  'CD',
  'OK',
  'FAQ',
  'CSV',
])

/** One piece of text: a paragraph, a heading, a row of a list. */
export interface StyleText {
  text: string
  /** All of the entry, for what is said once and holds everywhere. */
  whole: string
}

/** What the rules that are not switched off find in one piece of text. `short`: abbreviations known without a word, lower case. */
export function styleFindings(piece: StyleText, style: Style, { short }: { short: ReadonlySet<string> }): StyleFinding[] {
  const sentences = sentencesOf(piece.text)
  const all: Record<StyleRule, () => StyleFinding[]> = {
    superlativ: () =>
      each(
        'superlativ',
        piece.text,
        SUPERLATIVES,
        'lobt, was niemand nachprüfen kann',
        'Nennen Sie eine Zahl mit Quelle, oder streichen Sie das Wort.',
      ),
    werbung: () => ADVERTISING.flatMap(([words, hint]) => each('werbung', piece.text, words, 'klingt nach Werbung', hint)),
    hersteller: () => oneVendor(piece, style.vendors),
    'langer-satz': () => sentences.flatMap(longSentence),
    abkürzung: () => unexplained(piece, short),
    man: () => each('man', piece.text, MAN, 'sagt nicht, wer gemeint ist', 'Schreiben Sie „Sie“, oder nennen Sie, wer es tut.'),
    anrede: () => each('anrede', piece.text, INFORMAL, 'duzt', 'Wir sprechen Menschen mit „Sie“ an.'),
    geschlecht: () => genderSigns(piece.text, style.gender),
    passiv: () => passives(sentences),
  }
  return STYLE_RULES.filter((rule) => !style.off.includes(rule)).flatMap((rule) => all[rule]())
}

function each(rule: StyleRule, text: string, words: RegExp, what: string, hint: string): StyleFinding[] {
  return [...text.matchAll(words)].map(([found]) => ({ rule, found, message: `„${found}“ ${what}.`, hint }))
}

/** An entry that names one firm recommends it, wanted or not; two are a choice. Told where the name stands first. */
function oneVendor({ text, whole }: StyleText, vendors: readonly string[]): StyleFinding[] {
  const named = vendors.filter((vendor) => hasWord(whole, vendor))
  const [only] = named
  if (
    named.length !== 1 ||
    only === undefined ||
    !hasWord(text, only) ||
    !whole.includes(text) ||
    hasWord(whole.slice(0, whole.indexOf(text)), only)
  )
    return []
  return [
    {
      rule: 'hersteller',
      found: only,
      message: `Als einziger Hersteller wird „${only}“ genannt.`,
      hint: 'Nennen Sie die Gattung („ein Büropaket“) oder eine zweite Möglichkeit.',
    },
  ]
}

const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text)

function longSentence(sentence: string): StyleFinding[] {
  const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}.,’'-]*/gu) ?? []
  if (words.length <= MAX_WORDS) return []
  const found = words.slice(0, 5).join(' ')
  return [
    {
      rule: 'langer-satz',
      found,
      message: `Der Satz „${found} …“ hat ${words.length} Wörter.`,
      hint: `Machen Sie zwei daraus; bis ${MAX_WORDS} Wörter lesen sich leicht.`,
    },
  ]
}

/** In capitals, told where it stands first, unless brackets explain it, or the words that count in vocabulary.md know it. */
function unexplained({ text, whole }: StyleText, short: ReadonlySet<string>): StyleFinding[] {
  const found = new Set([...text.matchAll(ABBREVIATION)].map(([word]) => word))
  return [...found]
    .filter((word) => !PLAIN.has(word) && !short.has(word.toLowerCase()))
    .filter((word) => !new RegExp(`\\([^)]*(?<!\\p{L})${word}(?!\\p{L})[^)]*\\)|(?<!\\p{L})${word}(?!\\p{L})\\s*\\(`, 'u').test(whole))
    .filter((word) => whole.search(new RegExp(`(?<![\\p{L}\\p{N}-])${word}(?![\\p{L}\\p{N}-])`, 'u')) >= whole.indexOf(text))
    .map((word) => ({
      rule: 'abkürzung' as const,
      found: word,
      message: `„${word}“ wird nicht erklärt.`,
      hint: `Schreiben Sie beim ersten Mal die ganzen Wörter und dahinter (${word}).`,
    }))
}

function genderSigns(text: string, form: GenderForm): StyleFinding[] {
  return [...text.matchAll(GENDER_SIGNS)]
    .filter(([, sign]) => form === 'neutral' || sign !== form)
    .map(([found]) => ({
      rule: 'geschlecht' as const,
      found,
      message: `„${found}“ passt nicht zur Regel des Hauses.`,
      hint:
        form === 'neutral'
          ? 'Schreiben Sie neutral („Beschäftigte“) oder beide Formen.'
          : `Das Haus schreibt mit „${form}“: ${found.replace(/(?:[:*_]|\/-?)(?=in)/u, form).replace(/Innen$/u, `${form}innen`)}.`,
    }))
}

function passives(sentences: readonly string[]): StyleFinding[] {
  let row = 0
  for (const sentence of sentences) {
    row = PASSIVE.test(sentence) ? row + 1 : 0
    if (row > MAX_PASSIVES) {
      const found = sentence.split(/\s+/).slice(0, 4).join(' ')
      return [
        {
          rule: 'passiv',
          found,
          message: `${row} Sätze hintereinander sagen nicht, wer etwas tut, zuletzt „${found} …“.`,
          hint: 'Nennen Sie, wer es tut: „Die Kammer prüft …“.',
        },
      ]
    }
  }
  return []
}

function sentencesOf(text: string): string[] {
  return [...new Intl.Segmenter('de', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment.trim())
}
