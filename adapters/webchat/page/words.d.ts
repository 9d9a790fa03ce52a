import type { Words } from '../../words/browser-words.ts'
import type { CHAT_TEXTS } from '../../words/chat-book.ts'

/** `words.js` is written by the server, from the sentences of the knowledge. */
export const WORDS: Words<typeof CHAT_TEXTS, 'chat'>
