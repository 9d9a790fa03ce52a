/** The sentences a guided dialog says between its questions. Editors may replace any of them in `messages.de.md` under the same id. */
import type { Knowledge } from '../knowledge/knowledge.ts'

const SENTENCES = {
  'guide.understood': 'Verstanden: {list}.',
  'guide.changed': 'Geändert: {list}.',
  'guide.kept': 'Behalten habe ich: {list}.',
  'guide.dropped': 'Das passt nicht mehr dazu und ist weggefallen: {list}.',
  'guide.edited': 'Der Dialog wurde inzwischen geändert. Ihre Antworten habe ich behalten, soweit sie noch passen.',
  'guide.which': 'Meinten Sie {list}?',
  'guide.noted': '„{label}“ habe ich schon notiert.',
  'guide.old-button': 'Diese Frage ist schon beantwortet ({list}). Zum Ändern schreiben Sie zum Beispiel: „ich meinte doch {label}“.',
  'guide.change-what':
    'Das konnte ich keiner Ihrer Antworten zuordnen. Schreiben Sie zum Beispiel „Betrieb ändern“ oder gehen Sie mit „Zurück“ Frage für Frage zurück.',
  'guide.first': 'Das ist die erste Frage, weiter zurück geht es nicht.',
  'guide.before': 'Bisher: {list}. Mit „weiter“ bleibt es dabei.',
  'guide.why.none': 'Ihre Antwort hilft mir, nur das zu nennen, was zu Ihnen passt.',
} as const
export type SentenceId = keyof typeof SENTENCES

export function sentence({ messages }: Knowledge, id: SentenceId, values: { list?: string; label?: string } = {}): string {
  return (messages.de[id] ?? SENTENCES[id]).replace(/\{(list|label)\}/g, (whole, name: 'list' | 'label') => values[name] ?? whole)
}
