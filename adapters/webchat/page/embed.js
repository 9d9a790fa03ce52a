// @ts-check
/**
 * The chat bubble for any website, in one line:
 *
 *   <script async src="https://…/embed.js" data-title="Wegweiser" data-color="#0b5563"></script>
 *
 * Settings, all optional: data-title, data-color (a hex colour that white letters stand out on), data-position (left, right),
 * data-lang (de, en), data-greeting (a line beside the bubble), data-privacy (address of the site's privacy page), data-open (true),
 * data-offset (pixels that stay free below the bubble).
 * For scripts of the site: Wegweiser.open('Frage?'), close(), toggle(), remove().
 *
 * Until somebody opens it, this is a button: no request, no cookie, nothing stored. Then the chat comes in a frame, so neither page
 * can reach into the other; what they say to each other is in host.js. Styles are a constructed sheet in a shadow root: the
 * page's styles stay out, and a Content-Security-Policy needs only `script-src` and `frame-src` for our host.
 */
;(() => {
  if (window.Wegweiser) return
  const script = document.currentScript ?? document.querySelector('script[src*="/embed.js"]')
  if (!(script instanceof HTMLScriptElement) || !script.src) return

  /** Sentences and colours of the service; the server writes them here. */
  const { words: WORDS, titles, brand, sign } = WEGWEISER_FILLED
  /** After this long without a sign of the frame, a link to the chat in its own window is offered. */
  const PATIENCE_MS = 8000
  const MAX_OFFSET = 400
  /** A page at rest: nothing has moved or been pressed for this long. */
  const REST_MS = 200
  /** After a change of the page by itself, in milliseconds. */
  const LOOK_MS = 300
  /** Between the bubble and the window's edge; half of it between the bubble and what has the focus. */
  const GAP = 20

  const wish = script.dataset
  const lang = /^en/i.test(wish.lang ?? document.documentElement.lang) ? 'en' : 'de'
  const words = WORDS[lang]
  const title = wish.title?.trim().slice(0, 60) || titles[lang]
  const colour = brandColour(wish.color)
  if (wish.color && !colour) {
    console.warn(words['bad-colour'].replace('{wish}', wish.color).replace('{colour}', brand))
  }
  const chat = new URL('chat', script.src)
  const privacy = wish.privacy && URL.canParse(wish.privacy, document.baseURI) ? new URL(wish.privacy, document.baseURI).href : ''
  const settings = { lang, title, color: colour ?? '', privacy }
  for (const [name, value] of Object.entries(settings)) if (value) chat.searchParams.set(name, value)
  const offset = Math.min(Math.max(Number.parseInt(wish.offset ?? '', 10) || 0, 0), MAX_OFFSET)
  const narrow = window.matchMedia('(max-width: 479px)')
  const touch = window.matchMedia('(pointer: coarse)')

  /** The same rule as in colour.js; a test holds the two together. @param {string | undefined} hex */
  function brandColour(hex) {
    const found = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex ?? '')
    if (!found) return undefined
    const digits = found[1].length === 3 ? [...found[1]].map((digit) => digit + digit).join('') : found[1]
    const [red, green, blue] = [0, 2, 4].map((at) => {
      const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    const contrastToWhite = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    return contrastToWhite >= 4.5 ? `#${digits.toLowerCase()}` : undefined
  }

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag @param {Record<string, string>} attributes @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  function make(tag, attributes, ...children) {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...children)
    return made
  }

  /** @param {string} className @param {...string} lines */
  function icon(className, ...lines) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('viewBox', '0 0 64 64')
    svg.setAttribute('aria-hidden', 'true')
    svg.setAttribute('class', className)
    for (const line of lines) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', line)
      svg.append(path)
    }
    return svg
  }

  const CSS = `
    :host { all: initial !important; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .root { font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Open Sans", Arial, sans-serif; color: #17232b; }
    .bubble, .panel, .teaser { position: fixed; z-index: 2147483000; }
    .bubble, .panel, .teaser { inset-inline-end: 20px; }
    .left .bubble, .left .panel, .left .teaser { inset-inline: 20px auto; }
    .bubble { bottom: calc(20px + var(--free)); display: grid; place-items: center; width: 64px; height: 64px; padding: 0; border: 2px solid #fff;
      border-radius: 50%; background: ${colour ?? brand}; color: #fff; cursor: pointer; box-shadow: 0 6px 20px rgb(0 20 30 / 35%);
      transition: transform .15s; }
    .bubble:hover { transform: scale(1.05); }
    .bubble:focus-visible, .teaser button:focus-visible, .wait a:focus-visible { outline: 3px solid ${sign}; outline-offset: 2px; box-shadow: 0 0 0 6px #17232b; }
    .sign { width: 38px; height: 38px; fill: #fff; }
    .sign path:nth-child(2) { fill: ${sign}; }
    .cross { width: 30px; height: 30px; fill: none; stroke: #fff; stroke-width: 6; stroke-linecap: round; }
    .bubble .cross, .open .bubble .sign { display: none; }
    .open .bubble .cross { display: block; }
    .badge { position: absolute; top: -4px; right: -4px; min-width: 26px; height: 26px; padding: 0 6px; border: 2px solid #fff; border-radius: 13px;
      background: #b3261e; color: #fff; font-size: 14px; font-weight: 700; line-height: 22px; text-align: center; }
    .panel { bottom: calc(100px + var(--free)); width: min(420px, calc(100vw - 40px)); height: min(680px, calc(100vh - 124px - var(--free))); overflow: hidden; border-radius: 18px;
      background: #f3f6f6; box-shadow: 0 12px 48px rgb(0 20 30 / 32%), 0 0 0 1px rgb(0 20 30 / 10%); outline: none; animation: rise .18s ease-out; }
    .panel:focus-visible { outline: 3px solid ${sign}; }
    @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
    .panel:not(.ready) iframe { visibility: hidden; }
    .wait { position: absolute; inset: 42% 16px auto; margin: 0; color: #47545c; text-align: center; }
    .ready .wait { display: none; }
    .wait a { display: inline-block; margin-top: 12px; color: ${colour ?? brand}; }
    .teaser { bottom: calc(98px + var(--free)); display: flex; align-items: start; max-width: min(300px, calc(100vw - 40px)); border-radius: 16px; background: #fff;
      box-shadow: 0 6px 24px rgb(0 20 30 / 25%), 0 0 0 1px rgb(0 20 30 / 10%); }
    .open .teaser { display: none; }
    .teaser.yields, .typing .bubble, .typing .teaser { visibility: hidden; }
    .teaser button { border: 0; border-radius: 14px; background: none; color: inherit; font: inherit; cursor: pointer; }
    .teaser__open { padding: 12px 4px 12px 16px; text-align: start; }
    .teaser__away { flex: none; display: grid; place-items: center; width: 40px; height: 44px; padding: 0; }
    .teaser .cross { width: 18px; height: 18px; stroke: #47545c; }
    .told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 479px) {
      .panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border-radius: 0; }
      .left .panel { inset: 0; }
      .open.framed .bubble { display: none; }
    }
    @media (prefers-color-scheme: dark) {
      .panel { background: #10181b; }
      .wait { color: #a9b8bd; }
      .wait a { color: #7cc7d6; }
      .teaser { background: #1b272b; color: #e9f0f1; }
      .teaser .cross { stroke: #a9b8bd; }
    }
    @media (prefers-reduced-motion: reduce) { .bubble, .panel { transition: none; animation: none; } .bubble:hover { transform: none; } }
    @media (forced-colors: active) { .bubble, .panel, .teaser { border: 2px solid; } }
    @media print { :host { display: none !important; } }
  `

  const holder = make('div', { 'data-wegweiser': '' })
  const shadow = holder.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(CSS)
  shadow.adoptedStyleSheets = [sheet]

  const cross = ['M14 14 50 50M50 14 14 50']
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true', hidden: '' })
  const bubble = make(
    'button',
    { class: 'bubble', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel', 'aria-haspopup': 'dialog' },
    icon('sign', 'M30 8h4v48h-4z', 'M12 14h30l9 8-9 8H12z', 'M52 34H22l-9 8 9 8h30z'),
    icon('cross', ...cross),
    badge,
  )
  const wait = make('p', { class: 'wait' }, words.loading)
  const before = make('div', { tabindex: '0', hidden: '' })
  const after = make('div', { tabindex: '0', hidden: '' })
  const panel = make('div', { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': title, tabindex: '-1', hidden: '' }, wait)
  const told = make('span', { class: 'told', role: 'status' })
  const root = make(
    'aside',
    { class: `root ${wish.position === 'left' ? 'left' : 'right'}`, 'aria-label': title, lang },
    panel,
    bubble,
    told,
  )
  root.style.setProperty('--free', `${offset}px`)
  shadow.append(root)
  const greeting = wish.greeting?.trim() ? teaser(wish.greeting.trim().slice(0, 160)) : undefined
  if (greeting) root.insertBefore(greeting, bubble)

  /** @param {string} text */
  function teaser(text) {
    const box = make('div', { class: 'teaser' })
    const begin = make('button', { class: 'teaser__open', type: 'button' }, text)
    const away = make('button', { class: 'teaser__away', type: 'button', 'aria-label': words.dismiss }, icon('cross', ...cross))
    begin.addEventListener('click', () => open())
    away.addEventListener('click', () => {
      box.remove()
      bubble.focus()
    })
    box.append(begin, away)
    return box
  }

  /** @type {HTMLIFrameElement | undefined} */
  let frame
  let ready = false
  let unread = 0
  /** A question the site asked for before the chat was there. @type {string | undefined} */
  let question
  /** What the page had said about its scrolling, while we hold it. @type {string | undefined} */
  let pageScroll
  /** Whether the keyboard's focus goes along; not when the page itself opens the chat. */
  let takesFocus = true

  const isOpen = () => !panel.hidden
  /** @param {Record<string, unknown>} message */
  const tell = (message) => frame?.contentWindow?.postMessage(message, chat.origin)

  function label() {
    const news = unread === 0 ? '' : unread === 1 ? words['unread.one'] : words['unread.many'].replace('{count}', String(unread))
    bubble.setAttribute('aria-label', isOpen() ? words.close : [`${words.open}: ${title}`, news].filter(Boolean).join(', '))
    bubble.setAttribute('aria-expanded', String(isOpen()))
    badge.hidden = !news
    badge.textContent = unread > 9 ? '9+' : String(unread)
    told.textContent = news
  }

  function loadFrame() {
    chat.searchParams.set('embedded', '1')
    chat.searchParams.set('origin', location.origin)
    frame = make('iframe', { src: chat.href, title, allow: 'clipboard-write; web-share', referrerpolicy: 'origin' })
    panel.append(before, frame, after)
    setTimeout(() => {
      if (ready) return
      const own = new URL(chat)
      own.searchParams.delete('embedded')
      own.searchParams.delete('origin')
      wait.append(make('br', {}), make('a', { href: own.href, target: '_blank', rel: 'noopener' }, words.alone))
    }, PATIENCE_MS)
  }

  /** On a small screen the chat covers everything: the page must not scroll beneath it, nor the focus wander there. */
  function cover() {
    const covers = isOpen() && narrow.matches
    panel.setAttribute('aria-modal', String(covers))
    before.hidden = after.hidden = !covers
    const { style } = document.documentElement
    if (covers && pageScroll === undefined) {
      pageScroll = style.overflow
      style.overflow = 'hidden'
    } else if (!covers && pageScroll !== undefined) {
      style.overflow = pageScroll
      pageScroll = undefined
    }
  }

  function show() {
    if (!ready) return
    if (takesFocus) frame?.focus()
    tell({ wegweiser: 'shown', focus: takesFocus })
    if (question) tell({ wegweiser: 'ask', text: question })
    question = undefined
  }

  /** @param {string} [ask] a question to ask at once */
  function open(ask) {
    if (typeof ask === 'string') question = ask
    if (!isOpen()) {
      panel.hidden = false
      root.classList.add('open')
      unread = 0
      label()
      cover()
      if (!frame) loadFrame()
      if (takesFocus) panel.focus()
    }
    show()
    takesFocus = true
  }

  function close() {
    if (!isOpen()) return
    const inside = shadow.activeElement !== null
    panel.hidden = true
    root.classList.remove('open')
    label()
    cover()
    tell({ wegweiser: 'hidden' })
    if (inside) bubble.focus()
  }

  const toggle = () => (isOpen() ? close() : open())

  /** @param {MessageEvent} event */
  function hear(event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== chat.origin) return
    if (event.data?.wegweiser === 'close') close()
    if (event.data?.wegweiser === 'unread' && !isOpen()) {
      unread = Number(event.data.count) || 0
      label()
    }
    if (event.data?.wegweiser === 'ready') {
      ready = true
      panel.classList.add('ready')
      root.classList.add('framed')
      takesFocus = shadow.activeElement === panel
      if (isOpen()) show()
      else tell({ wegweiser: 'hidden' })
      takesFocus = true
    }
  }

  /** What of the page is at a place, from the top down. @param {number} x @param {number} y */
  const beneath = (x, y) => document.elementsFromPoint(x, y).filter((one) => one !== holder)

  /**
   * Makes room: the bubble stands above a bar that the page keeps at its lower edge and above what has the focus, and the greeting never
   * lies on what can be pressed.
   */
  function makeRoom() {
    const { left, width } = bubble.getBoundingClientRect()
    const bar = [16, 52, 84].flatMap((up) => beneath(left + width / 2, innerHeight - offset - up)).find(isBar)
    const free = bar ? innerHeight - bar.getBoundingClientRect().top : offset
    root.style.setProperty('--free', `${freeAboveFocus(free) ?? free}px`)
    if (greeting && !greeting.contains(shadow.activeElement)) greeting.classList.toggle('yields', liesOnControl(greeting))
  }

  /**
   * How much stays free below the bubble so that it stands above what has the focus; undefined where it does not lie on it, or would have to
   * leave the lower half of the window. @param {number} free
   */
  function freeAboveFocus(free) {
    const focused = document.activeElement
    if (!focused || focused === document.body || focused === holder || isOpen()) return undefined
    const [mine, its] = [bubble.getBoundingClientRect(), focused.getBoundingClientRect()]
    const bottom = innerHeight - free - GAP
    const isUnder = its.left < mine.right && its.right > mine.left && its.top < bottom && its.bottom > bottom - mine.height
    const above = innerHeight - its.top - GAP / 2
    return isUnder && above < innerHeight / 2 ? above : undefined
  }

  /** Kept at the lower edge while the page scrolls, a cookie notice for example; not a dialog that takes the whole window. @param {Element} element */
  function isBar(element) {
    return /^(fixed|sticky)$/.test(getComputedStyle(element).position) && element.getBoundingClientRect().top > innerHeight / 2
  }

  /** @param {Element} box */
  function liesOnControl(box) {
    const { left, right, top, bottom } = box.getBoundingClientRect()
    for (let x = left; x <= right; x += 12)
      for (let y = top; y <= bottom; y += 12)
        if (beneath(x, y).some((one) => one.closest('a, button, input, select, textarea, summary, label, [role="button"]'))) return true
    return false
  }

  /** On a touch screen the keyboard takes half of a small window: what is being filled in there must not lie beneath the bubble. */
  function makeWay() {
    const field = document.activeElement?.closest(
      'input:not([type=button], [type=submit], [type=checkbox], [type=radio]), textarea, select, [contenteditable]',
    )
    root.classList.toggle('typing', Boolean(field) && narrow.matches && touch.matches && !isOpen())
  }

  let rest = 0
  const atRest = () => {
    clearTimeout(rest)
    rest = window.setTimeout(makeRoom, REST_MS)
  }
  /** What may move a page's parts: a press closes a notice, too, and one that slides in has come when that ends. */
  const MOVES = ['scroll', 'resize', 'load', 'click', 'keyup', 'focusin', 'focusout', 'transitionend', 'animationend']
  /** A notice may come by itself, whenever it likes. A page that never rests is looked at all the same, and not more often. */
  let look = 0
  const changes = new MutationObserver(() => {
    look ||= window.setTimeout(() => {
      look = 0
      makeRoom()
    }, LOOK_MS)
  })
  const FOCUS = ['focusin', 'focusout']

  /** Takes everything away again. */
  function remove() {
    close()
    clearTimeout(rest)
    clearTimeout(look)
    changes.disconnect()
    for (const move of MOVES) window.removeEventListener(move, atRest, true)
    window.removeEventListener('message', hear)
    narrow.removeEventListener('change', cover)
    for (const change of FOCUS) window.removeEventListener(change, makeWay)
    holder.remove()
    delete window.Wegweiser
  }

  bubble.addEventListener('click', toggle)
  for (const edge of [before, after]) edge.addEventListener('focus', () => frame?.focus())
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen()) close()
  })
  window.addEventListener('message', hear)
  narrow.addEventListener('change', cover)
  for (const change of FOCUS) window.addEventListener(change, makeWay)
  label()

  function arrive() {
    document.body.append(holder)
    makeRoom()
    for (const move of MOVES) window.addEventListener(move, atRest, { capture: true, passive: true })
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ['class', 'style', 'hidden', 'open'] })
    if (wish.open === 'true') {
      takesFocus = false
      open()
    }
  }
  if (document.body) arrive()
  else document.addEventListener('DOMContentLoaded', arrive, { once: true })

  window.Wegweiser = { open, close, toggle, remove }
})()
