// @ts-check
/** The line under the bar while the visitor speaks with people: with whom, and the way back. The last word from our side says whether it is so. */

/** @typedef {{ text: string, back: { label: string, say: string } }} Live */

/**
 * @param {HTMLElement} line
 * @param {(text: string) => void} say
 * @returns {{ heard: (activity: { type: string, from: { role?: string }, channelData?: unknown }) => void, clear: () => void }}
 */
export function createLive(line, say) {
  const words = document.createElement('span')
  const back = document.createElement('button')
  back.type = 'button'
  back.className = 'live__back'
  line.append(words, back)

  /** @param {Live | undefined} live */
  function show(live) {
    line.hidden = !live
    words.textContent = live?.text ?? ''
    back.textContent = live?.back.label ?? ''
    back.onclick = () => live && say(live.back.say)
  }

  return {
    heard({ type, from, channelData }) {
      if (type === 'message' && from.role !== 'user') show(/** @type {{ live?: Live } | undefined} */ (channelData)?.live)
    },
    clear: () => show(undefined),
  }
}
