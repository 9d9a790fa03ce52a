// @ts-check
/**
 * The chat page: Microsoft's Web Chat against our own Direct Line. This file only connects; what a site may set is in settings.js,
 * the conversation in talk.js, the looks in look.js, an answer's text in answer.js, what can be pressed in chips.js and what was in chosen.js, who
 * can be reached in people.js, who asks in who.js, with whom one speaks in live.js, whether it helped in rating.js, the page around a frame in
 * host.js, what is sent too early in early.js, a talk that is kept in kept.js, our sentences in words.js.
 */
import { arrange, openFolds } from './answer.js'
import { createChips } from './chips.js'
import { createChosen } from './chosen.js'
import { canShare, copyAnswers } from './copy.js'
import { createEarly } from './early.js'
import { connectHost } from './host.js'
import { createKept } from './kept.js'
import { createLive } from './live.js'
import { cardLook, onLookChange, paint, styleOptions } from './look.js'
import { createPeople } from './people.js'
import { createRating, RATING_EVENT } from './rating.js'
import { atEnd } from './scroll.js'
import { question, readSettings } from './settings.js'
import { readAnswersAloud } from './speak.js'
import { askPeople, askToKeep, forget, openTalk, recall, remember, retrySooner, Unreachable, watchPosts, watchSockets } from './talk.js'
import { offerTextSize } from './text-size.js'
import { createWaiting } from './waiting.js'
import { createWho } from './who.js'
import { WORDS } from './words.js'

/** What DirectLineJS says about a connection that will not come back by itself: expired token, failed, ended. */
const LOST = new Set([3, 4, 5])
const ONLINE = 2
/** Web Chat's own words for a connection it sends over. */
const CONNECTED = new Set(['connected', 'reconnected'])
/** A talk that is lost sooner than this has never worked. */
const RAN_MS = 5000

const settings = readSettings(new URLSearchParams(location.search), navigator.languages)
const words = WORDS[settings.lang]
const title = settings.title ?? words.title
const locale = settings.lang === 'de' ? 'de-DE' : 'en-US'
/** @param {string} id @returns {HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id))

/**
 * Shows a notice above the talk; nothing clears it. A passing one goes when the visitor says something.
 * @param {string} [text] @param {{ passing?: boolean, button?: { label: string, act: () => void } }} [how] without a button, or passing, it can be closed
 */
function notice(text, how = {}) {
  const box = element('notice')
  box.replaceChildren()
  box.dataset.passing = String(how.passing === true)
  if (!text) return
  box.append(Object.assign(document.createElement('span'), { textContent: text }))
  if (how.button) box.append(noticeButton('notice__button', how.button.label, how.button.act))
  if (!how.button || how.passing) box.append(noticeButton('notice__close', '', () => notice()))
}

/** @param {string} className @param {string} label empty for the sign that closes @param {() => void} act */
function noticeButton(className, label, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent: label })
  if (label === '') button.setAttribute('aria-label', words.dismiss)
  button.addEventListener('click', act)
  return button
}

const host = connectHost(settings.embedded ? settings.hostOrigin : undefined, {
  shown(focus) {
    seen = true
    unread = 0
    wantsFocus = focus
    if (focus) focusChat()
  },
  hidden() {
    seen = false
  },
  ask: (text) => askSoon(question(text)),
})
let seen = true
/** Whether somebody opened the chat to type; then the focus goes to the box as soon as there is one. */
let wantsFocus = false
let unread = 0
/** Whether the last answer is from an entry: then there is a topic that can be left. */
let cited = false
/** The question to ask as soon as the bot has said its first word. @type {string | undefined} */
let waiting = settings.question
/** The running talk. @type {{ directLine: DirectLine | undefined, store: Store, key: number, greeted: boolean } | undefined} */
let talk

/** Where typing may begin; on touch screens the title, so that the keyboard does not cover the greeting. */
function focusChat() {
  const box = document.querySelector('[data-id="webchat-sendbox-input"]')
  const target = box instanceof HTMLElement && !window.matchMedia('(pointer: coarse)').matches ? box : element('title')
  target.focus()
}

const chosen = createChosen(element('webchat'), words.chosen)
const chips = createChips(
  element('webchat'),
  { group: words.suggestions, more: words['suggestions.more'], next: words.next },
  (text, of) => {
    say(text, of)
    focusChat()
  },
  chosen.was,
)

const people = createPeople(
  /** @type {HTMLDialogElement} */ (element('people')),
  {
    title: words['people.title'],
    close: words['people.close'],
    loading: words.loading,
    failed: words['people.failed'],
    all: words['people.all'],
    newWindow: words['external-link'],
  },
  {
    ask: () => askPeople(talk?.directLine ?? {}),
    say(text) {
      say(text)
      focusChat()
    },
  },
)

const rating = createRating(
  element('webchat'),
  {
    question: words['rating.question'],
    yes: words['rating.yes'],
    no: words['rating.no'],
    missing: words['rating.missing'],
    send: words['rating.send'],
    thanks: words['rating.thanks'],
  },
  (value) => talk?.store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: RATING_EVENT, value } }),
  (text) => {
    element('told').textContent = text
  },
)

const who = createWho(element('who'), (text) => {
  say(text)
  focusChat()
})

const live = createLive(
  element('live'),
  (text) => {
    say(text)
    focusChat()
  },
  (text) => {
    element('told').textContent = text
  },
)

const kept = createKept(
  element('keep'),
  {
    label: words.keep,
    ask: words['keep.ask'],
    yes: words['keep.yes'],
    done: words['keep.done'],
    gone: words['keep.gone'],
    failed: words['keep.failed'],
  },
  {
    locale,
    conversation: () => talk?.directLine?.conversationId,
    ask: () => askToKeep(talk?.directLine ?? {}),
    notice: (text, button) => notice(text, { passing: true, ...(button && { button }) }),
  },
)

const early = createEarly(element('webchat'), {
  ready: () => CONNECTED.has(talk?.store.getState().connectivityStatus ?? ''),
  send: () => atEnd(element('webchat'), () => talk?.store.dispatch({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } })),
  tell(isWaiting) {
    const box = element('notice')
    // What went wrong, and how to try again, is more than this.
    if (isWaiting && !box.querySelector('.notice__button')) notice(words.queued, { passing: true })
    if (!isWaiting && box.dataset.passing === 'true') notice()
  },
})

const dots = createWaiting(element('webchat'), words.waiting)
const ANSWER_WORDS = {
  source: words.sources,
  more: words.unfold,
  less: words.fold,
  newWindow: words['external-link'],
  // Over plain HTTP a browser has no clipboard for us.
  ...(navigator.clipboard && { copy: words.copy, copied: words.copied, link: words.link, linked: words.linked }),
  ...(canShare() && { share: words.share }),
  ...('speechSynthesis' in window && { speak: words.speak }),
}

/** Web Chat asks for the text of a message, of a card and of a name to read aloud; only a message is arranged. */
const renderMarkdown = (
  /** @type {string} */ markdown,
  /** @type {object} */ options,
  /** @type {{ containerClassName?: string }} */ how,
) => {
  const html = window.WebChat?.renderMarkdown(markdown, options, how) ?? ''
  if (!how.containerClassName?.includes('--message-activity')) return html
  return arrange(html, markdown, ANSWER_WORDS)
}

/** Says what was pressed, and which question it answers. From the end of the talk, as Web Chat does with what was typed: else the answer would come out of sight. @param {string} text @param {string} [of] */
function say(text, of) {
  const payload = { text, method: 'suggestedActions', ...(of && { channelData: { of } }) }
  atEnd(element('webchat'), () => talk?.store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload }))
}

/** @param {string | undefined} text */
function askSoon(text) {
  if (!text) return
  waiting = text
  if (talk?.greeted) sendWaiting()
}

function sendWaiting() {
  if (!waiting) return
  talk?.store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: waiting, method: 'keyboard' } })
  waiting = undefined
  // Asked once: a reload must not ask again.
  const address = new URL(location.href)
  if (!address.searchParams.has('q')) return
  address.searchParams.delete('q')
  history.replaceState(null, '', address)
}

/** Listens to what Web Chat does: joins when it is connected for the first time, counts what is said while nobody looks. */
const listen = () => (/** @type {(action: StoreAction) => unknown} */ next) => (/** @type {StoreAction} */ action) => {
  if (action.type === 'WEB_CHAT/SET_SUGGESTED_ACTIONS') {
    const offered = (action.payload?.suggestedActions ?? []).map(({ title, value, channelData }) => ({
      title,
      value,
      kind: channelData?.kind,
      of: channelData?.of,
    }))
    const isOfTopic = cited && offered.length > 0 && offered.every(({ kind }) => kind !== 'choice')
    chips.show(isOfTopic ? [...offered, { title: words['new-topic'], value: words['new-topic'] }] : offered)
    return next({ ...action, payload: { suggestedActions: [] } })
  }
  if (action.type === 'WEB_CHAT/SEND_MESSAGE') {
    const { text } = action.payload ?? {}
    const chip = chips.said(String(text ?? ''))
    if (chip?.of) chosen.note(chip.value, chip.of)
  }
  const done = next(action)
  if (action.type === 'WEB_CHAT/SEND_MESSAGE') {
    dots.begin()
    if (element('notice').dataset.passing === 'true') notice()
  }
  if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') {
    dots.end()
    chips.answered(true)
  }
  if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && talk) {
    if (talk.greeted) sendWaiting()
    else talk.store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language: locale } } })
  }
  early.look()
  if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') {
    const activity = action.payload?.activity
    if (activity) {
      if (activity.type === 'message' && activity.from.role !== 'user') cited = (activity.entities?.length ?? 0) > 0
      rating.heard(activity)
      who.heard(activity)
      live.heard(activity)
      chosen.heard(activity)
    }
    if (activity?.type === 'message' && activity.from.role !== 'user') heard(activity.channelData?.forgotten === true)
  }
  return done
}

/** @param {boolean} isForgotten the bot has deleted all of the talk */
function heard(isForgotten) {
  dots.end()
  chips.answered(false)
  if (isForgotten) leaveNothing()
  else kept.renew()
  if (talk && !talk.greeted) {
    talk.greeted = true
    keep()
    sendWaiting()
  }
  if (!seen) {
    unread += 1
    host?.tell('unread', unread)
  }
}

/** Stores where the talk is, so that a reload finds it. The token changes every quarter of an hour. */
function keep() {
  const { conversationId, token } = talk?.directLine ?? {}
  if (talk && conversationId && token) remember({ conversationId, token, greeted: talk.greeted })
}

/** Begins or takes up the talk and shows it. @param {string} [note] said above it */
async function start(note) {
  const { WebChat } = window
  if (!WebChat) {
    element('loading').hidden = true
    notice(words.missing, { button: { label: words.retry, act: () => location.reload() } })
    return
  }
  element('loading').hidden = false
  try {
    const opened = await openTalk(locale)
    const directLine = WebChat.createDirectLine(opened.options)
    retrySooner(directLine)
    watchPosts(directLine, (problem) => notice(problem === 'many' ? words['too-many'] : words.unkept, { passing: true }))
    const typed = talk?.store.getState().sendBoxValue
    talk = { directLine, store: WebChat.createStore({}, listen), key: (talk?.key ?? 0) + 1, greeted: opened.greeted }
    notice(opened.expired ? words.expired : opened.returned ? words.returned : note, { passing: true })
    // Whoever was typing when the talk was lost types on.
    if (typed) talk.store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: typed } })
    watch(directLine)
    render()
    element('restart').hidden = false
    kept.look()
    if (wantsFocus) focusChat()
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    notice(words.unreachable, { button: { label: words.retry, act: () => start() } })
  } finally {
    element('loading').hidden = true
  }
}

/** @param {DirectLine} directLine */
function watch(directLine) {
  const begun = Date.now()
  directLine.connectionStatus$.subscribe((status) => {
    if (talk?.directLine !== directLine) return
    if (status === ONLINE) {
      keep()
      kept.look()
    }
    if (!LOST.has(status)) return
    // openTalk finds out whether the talk has expired: then a new one begins and says so. One that never ran is not tried in a circle.
    if (Date.now() - begun > RAN_MS) start()
    else notice(words.unreachable, { button: { label: words.retry, act: () => start() } })
  })
}

/** For what the talk has been about; where there is none, on the page with everybody who helps. */
function askForPerson() {
  if (talk?.greeted) people.open()
  else window.open('/anlaufstellen', '_blank', 'noopener')
}

/** What the page itself remembers of a talk. */
function leaveNothing() {
  kept.clear()
  who.clear()
  chosen.clear()
}

/** Leaves the talk as it is and begins a new one. */
function restart() {
  const old = talk?.directLine
  forget()
  rating.clear()
  leaveNothing()
  live.clear()
  early.clear()
  talk?.store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: '' } })
  talk = talk && { ...talk, directLine: undefined }
  old?.end()
  wantsFocus = true
  start(words.restarted)
}

function render() {
  if (!talk) return
  window.WebChat?.renderWebChat(
    {
      // A new key makes React begin afresh: no word of the old talk stays.
      key: talk.key,
      directLine: talk.directLine,
      store: talk.store,
      locale,
      styleOptions: styleOptions(title),
      adaptiveCardsHostConfig: cardLook(),
      renderMarkdown,
      suggestedActionsAccessKey: false,
      overrideLocalizedStrings: {
        TEXT_INPUT_PLACEHOLDER: words.placeholder,
        // Web Chat's own words count the presses, and do not know of our row.
        TRANSCRIPT_LIVE_REGION_INTERACTIVE_LABEL_ALT: words['inside.note'],
        TRANSCRIPT_LIVE_REGION_INTERACTIVE_WITH_LINKS_LABEL_ALT: words['inside.note'],
        TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_LABEL_ALT: words['suggestions.note'],
        TRANSCRIPT_MORE_MESSAGES: words.more,
        TRANSCRIPT_NEW_MESSAGES: words.more,
        MARKDOWN_EXTERNAL_LINK_ALT: words['external-link'],
        ACTIVITY_BOT_SAID_ALT: words['bot-said'],
        ACTIVITY_STATUS_SEND_FAILED_RETRY: words['send-failed'],
      },
    },
    element('webchat'),
  )
}

/** A socket breaks: said after a moment (most mend at once), and taken back when it stands again. */
function tellAboutSockets() {
  let timer = 0
  let told = false
  watchSockets((open) => {
    clearTimeout(timer)
    if (open) {
      if (told) notice(words.back)
      if (told) timer = window.setTimeout(notice, 4000)
      told = false
    } else if (!told) {
      timer = window.setTimeout(() => {
        told = true
        notice(words.dropped)
      }, 600)
    }
  })
}

function dressPage() {
  if (settings.colour) paint(settings.colour)
  document.documentElement.lang = settings.lang
  document.title = title
  element('title').textContent = title
  element('subtitle').textContent = words.subtitle
  element('loading-text').textContent = words.loading
  element('main').setAttribute('aria-label', words.conversation)
  element('privacy').textContent = words['privacy-note']
  if (settings.privacy) {
    const link = { href: settings.privacy, textContent: words['privacy-link'], target: '_blank', rel: 'noopener' }
    element('privacy').append(' ', Object.assign(document.createElement('a'), link))
  }
  for (const [id, label, act] of /** @type {const} */ ([
    ['person', words.person, askForPerson],
    ['restart', words.restart, restart],
  ])) {
    const button = element(id)
    button.title = label
    button.querySelector('.bar__label')?.append(label)
    button.addEventListener('click', act)
  }
  element('person').hidden = false
  const closeButton = element('close')
  closeButton.hidden = !host
  closeButton.title = words.close
  closeButton.setAttribute('aria-label', words.close)
  closeButton.addEventListener('click', () => host?.tell('close'))
}

// On window, after everything else had its turn: Escape inside a message only leaves the message.
window.addEventListener('keydown', (event) => {
  // A panel closes by itself, and alone.
  if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) host?.tell('close')
})
window.addEventListener('pagehide', () => recall() && keep())
onLookChange(render)
dressPage()
tellAboutSockets()
openFolds(element('webchat'))
copyAnswers(element('webchat'), (text) => {
  element('told').textContent = text
})
readAnswersAloud(element('webchat'), locale)
offerTextSize(element('text-size'), { label: words['text-size'], told: words['text-size.now'] }, (text) => {
  element('told').textContent = text
})
host?.tell('ready')
start()
