// @ts-check
/** What the chat page itself says (the bot's sentences come from the knowledge). One column a language. */

/** @typedef {'de' | 'en'} Lang */

export const WORDS = {
  de: {
    title: 'Wegweiser Digitalisierung',
    subtitle: 'Geprüfte Antworten mit Quelle',
    loading: 'Der Wegweiser wird geladen …',
    restart: 'Neu beginnen',
    close: 'Chat schließen',
    conversation: 'Unterhaltung',
    placeholder: 'Ihre Frage …',
    privacyNote: 'Ohne Cookies. Bitte keine Namen eintippen.',
    privacyLink: 'Datenschutz',
    expired: 'Ihre letzte Unterhaltung ist abgelaufen. Hier beginnt eine neue.',
    restarted: 'Neue Unterhaltung begonnen.',
    dropped: 'Verbindung unterbrochen. Sie wird gleich wieder aufgebaut, nichts geht verloren.',
    back: 'Die Verbindung steht wieder.',
    unkept:
      'Ihre letzte Nachricht ist nicht gespeichert. Fragen werden weiter beantwortet; Angaben senden Sie bitte in ein paar Minuten noch einmal.',
    tooMany: 'Gerade kommen sehr viele Nachrichten von Ihrem Anschluss. Bitte versuchen Sie es in einer halben Minute noch einmal.',
    unreachable: 'Der Wegweiser ist gerade nicht zu erreichen.',
    missing: 'Der Chat ist hier noch nicht eingerichtet.',
    retry: 'Erneut versuchen',
    dismiss: 'Hinweis schließen',
    externalLink: 'Öffnet in einem neuen Fenster.',
    sources: 'Quelle',
    sourcesMany: '$1 Quellen',
    suggestions: 'Vorschläge',
    more: 'Weiterlesen',
    botSaid: 'Der Wegweiser sagte:',
    sendFailed: 'Nicht gesendet. [Noch einmal versuchen][RETRY].',
  },
  en: {
    title: 'Digital Signpost',
    subtitle: 'Checked answers with their source',
    loading: 'Loading …',
    restart: 'Start over',
    close: 'Close chat',
    conversation: 'Conversation',
    placeholder: 'Your question …',
    privacyNote: 'No cookies. Please do not type names.',
    privacyLink: 'Privacy',
    expired: 'Your last conversation has expired. This is a new one.',
    restarted: 'New conversation started.',
    dropped: 'Connection lost. Reconnecting, nothing will be lost.',
    back: 'Connected again.',
    unkept: 'Your last message is not saved. Questions are still answered; please send details again in a few minutes.',
    tooMany: 'Very many messages are coming from your connection. Please try again in half a minute.',
    unreachable: 'The chat cannot be reached at the moment.',
    missing: 'The chat has not been set up here yet.',
    retry: 'Try again',
    dismiss: 'Dismiss',
    externalLink: 'Opens in a new window.',
    sources: 'Source',
    sourcesMany: '$1 sources',
    suggestions: 'Suggestions',
    more: 'Read on',
    botSaid: 'Wegweiser said:',
    sendFailed: 'Not sent. [Try again][RETRY].',
  },
}

/** @typedef {typeof WORDS.de} Words */

/**
 * The language to speak: the one asked for, else the first of the browser's that we have, else German.
 * @param {string | null} wish @param {readonly string[]} preferred BCP 47 tags, best first
 * @returns {Lang}
 */
export function chooseLang(wish, preferred) {
  for (const tag of [wish ?? '', ...preferred]) {
    const short = tag.slice(0, 2).toLowerCase()
    if (short === 'de' || short === 'en') return short
  }
  return 'de'
}
