/** What classic scripts put on `window`, as far as this folder uses it; for its type check (`tsc -p adapters/webchat/page`). */
interface Window {
  /** Microsoft's Web Chat; missing until `npm run prepare` has fetched it. */
  WebChat?: {
    createDirectLine(options: object): DirectLine
    createStore(state: object, middleware: () => (next: (action: StoreAction) => unknown) => (action: StoreAction) => unknown): Store
    renderMarkdown(markdown: string, options: object, how: object): string
    renderWebChat(props: object, element: HTMLElement): void
  }
  /** The bubble (embed.js). */
  Wegweiser?: { open(question?: string): void; close(): void; toggle(): void; remove(): void }
}

/** What the server writes into embed.js. */
declare const WEGWEISER_FILLED: {
  words: import('../../words/browser-words.ts').Words<typeof import('../../words/chat-book.ts').CHAT_TEXTS, 'embed'>
  titles: Record<'de' | 'en', string>
  brand: string
  sign: string
}

/** botframework-directlinejs, inside Web Chat. */
interface DirectLine {
  conversationId?: string
  token?: string
  connectionStatus$: { subscribe(next: (status: number) => void): unknown }
  end(): void
  postActivity(activity: object): Subscribable
  getRetryDelay?: () => number
}

interface Observer {
  next?: (value: unknown) => void
  error?: (error: { status?: number }) => void
  complete?: () => void
}

interface Subscribable {
  subscribe(observer: Observer, ...more: unknown[]): unknown
}

interface Activity {
  type: string
  name?: string
  from: { role?: string }
  value?: { answer?: number }
  text?: string
  channelData?: { rate?: number; of?: string; forgotten?: boolean }
  suggestedActions?: { actions?: SuggestedAction[] }
  entities?: unknown[]
}

interface SuggestedAction {
  title: string
  value: string
  channelData?: { kind?: 'choice' | 'next' | 'why' | 'person'; of?: string }
}

interface StoreAction {
  type: string
  payload?: { activity?: Activity; suggestedActions?: SuggestedAction[]; [name: string]: unknown }
}

interface Store {
  /** As far as this folder reads it. */
  getState(): { connectivityStatus: string; sendBoxValue: string }
  dispatch(action: StoreAction): void
}
