/** Benchmark peers that ship no types; only what the benchmark calls. */
declare module 'lunr' {
  namespace lunr {
    interface Query {
      term(term: string, options: object): Query
    }
    interface Builder {
      ref(name: string): void
      field(name: string, options?: { boost?: number }): void
      add(document: object): void
      use(plugin: unknown): void
    }
    interface Index {
      query(build: (query: Query) => void): { ref: string; score: number }[]
      pipeline: { runString(text: string): string[] }
    }
  }
  function lunr(config: (this: lunr.Builder) => void): lunr.Index
  export = lunr
}
declare module 'lunr-languages/lunr.stemmer.support.js' {
  function install(lunr: unknown): void
  export = install
}
declare module 'lunr-languages/lunr.de.js' {
  function install(lunr: unknown): void
  export = install
}
declare module 'snowball-stemmers' {
  export function newStemmer(language: 'german'): { stem(word: string): string }
}
declare module '@nlpjs/core' {
  export function containerBootstrap(): Promise<{ use(plugin: unknown): void; get(name: string): unknown }>
}
declare module '@nlpjs/nlp' {
  export class Nlp {
    constructor(settings: object)
    container: { use(plugin: unknown): void }
    addLanguage(language: string): void
    addDocument(language: string, utterance: string, intent: string): void
    train(): Promise<void>
    process(language: string, utterance: string): Promise<{ classifications: { intent: string; score: number }[] }>
  }
}
declare module '@nlpjs/lang-de' {
  export class LangDe {}
}
