// @ts-check
/**
 * The line under the bar while the visitor speaks with people: with whom, the way back, and that somebody is writing just now. The last word
 * from our side says whether it is so.
 */

/** @typedef {{ text: string, back: { label: string, say: string } }} Live */

/** So long after the last sign of it nobody is writing any more. */
const WRITING_MS = 9_000

/**
 * @param {HTMLElement} line
 * @param {(text: string) => void} say
 * @param {(text: string) => void} tell for who does not see the line
 * @returns {{ heard: (activity: { type: string, from: { role?: string }, channelData?: unknown }) => void, clear: () => void }}
 */
export function createLive(line, say, tell) {
  const words = document.createElement('span')
  const writing = document.createElement('span')
  writing.className = 'live__writing'
  const back = document.createElement('button')
  back.type = 'button'
  back.className = 'live__back'
  line.append(words, writing, back)
  /** @type {Live | undefined} */
  let live
  let timer = 0

  function draw() {
    line.hidden = !live && writing.textContent === ''
    words.textContent = live?.text ?? ''
    words.hidden = writing.textContent !== ''
    back.hidden = !live
    back.textContent = live?.back.label ?? ''
  }
  back.onclick = () => live && say(live.back.say)

  /** @param {string} text empty: nobody is */
  function setWriting(text) {
    clearTimeout(timer)
    if (text !== '') timer = window.setTimeout(() => setWriting(''), WRITING_MS)
    if (writing.textContent === text) return
    writing.textContent = text
    draw()
    if (text !== '') tell(text)
  }

  return {
    heard({ type, from, channelData }) {
      if (from.role === 'user') return
      const said = /** @type {{ live?: Live, writing?: string } | undefined} */ (channelData)
      if (type === 'typing' && said?.writing) setWriting(said.writing)
      if (type !== 'message') return
      live = said?.live
      setWriting('')
      draw()
    },
    clear() {
      live = undefined
      setWriting('')
      draw()
    },
  }
}
