import type { Words } from '../../words/browser-words.ts'
import type { CHAT_TEXTS } from '../../words/chat-book.ts'

/** `words.js` is written by the server, from the sentences of the knowledge; `person` is what the bot understands as the wish for one. */
export const WORDS: Record<'de' | 'en', Words<typeof CHAT_TEXTS, 'chat'>['de'] & { person: string }>
