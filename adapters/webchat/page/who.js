// @ts-check
/** The line under the bar: who and where the visitor was understood to be. What is pressed there is forgotten. */

/** @typedef {{ text: string, parts: { label: string, remove: string }[] }} Profile */

/**
 * @param {HTMLElement} line
 * @param {(text: string) => void} say
 * @returns {{ heard: (activity: { type: string, from: { role?: string }, channelData?: unknown }) => void, clear: () => void }}
 */
export function createWho(line, say) {
  /** @param {Profile} profile */
  function show({ text, parts }) {
    line.hidden = parts.length === 0
    const [lead = ''] = text.split(':')
    line.replaceChildren(
      ...(parts.length === 0 ? [] : [Object.assign(document.createElement('span'), { textContent: `${lead}:` })]),
      ...parts.map(button),
    )
  }

  /** @param {{ label: string, remove: string }} part */
  function button({ label, remove }) {
    const pressed = document.createElement('button')
    pressed.type = 'button'
    pressed.className = 'who__part'
    pressed.setAttribute('aria-label', remove)
    const sign = Object.assign(document.createElement('span'), { textContent: '×' })
    sign.setAttribute('aria-hidden', 'true')
    pressed.append(label, sign)
    pressed.addEventListener('click', () => say(remove))
    return pressed
  }

  return {
    heard({ type, from, channelData }) {
      if (type !== 'message' || from.role === 'user') return
      const { profile } = /** @type {{ profile?: Profile }} */ (channelData ?? {})
      if (profile) show(profile)
    },
    /** Another talk begins. */
    clear: () => show({ text: '', parts: [] }),
  }
}
