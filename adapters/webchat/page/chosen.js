// @ts-check
/**
 * What the visitor has chosen, marked as such: in the talk the message that said it, and at a question that is asked again (after "Zurück", for
 * example) the choice of last time. Found by the same words, so a label typed counts as one pressed. Nothing of it is stored.
 */

/** @typedef {{ title: string, value: string, of?: string | undefined }} Choice */

/**
 * @param {HTMLElement} root what Web Chat is drawn into
 * @param {string} label said of a message that was chosen
 */
export function createChosen(root, label) {
  /** A question by its choices: asked again on the way back it has another name, and the same choices. @type {Map<string, string>} */
  const questions = new Map()
  /** What was said to a question. @type {Map<string, string>} */
  const answers = new Map()
  /** @type {Set<string>} */
  const said = new Set()

  /** @param {string} text @param {string} of the question that it answers */
  function note(text, of) {
    answers.set(questions.get(of) ?? of, key(text))
    said.add(key(text))
    mark()
  }

  /** Called often, so it changes nothing that is right. */
  function mark() {
    if (said.size === 0) return
    for (const bubble of root.querySelectorAll('.webchat__basic-transcript__transcript .webchat__bubble--from-user')) {
      const text = bubble.querySelector('.webchat__text-content')
      if (!(text instanceof HTMLElement) || text.dataset.chosen || !said.has(key(text.textContent ?? ''))) continue
      // An attribute, which the sheet shows: what stands inside is Web Chat's own.
      text.dataset.chosen = label
    }
  }
  new MutationObserver(mark).observe(root, { childList: true, subtree: true })

  return {
    note,
    /** @param {Activity} activity as it comes in, new or from before a reload */
    heard({ type, from, text, channelData, suggestedActions }) {
      if (type !== 'message') return
      if (from.role === 'user' && text && channelData?.of) note(text, channelData.of)
      const choices = (suggestedActions?.actions ?? []).filter((one) => one.channelData?.of)
      const of = choices[0]?.channelData?.of
      if (of) questions.set(of, choices.map(({ title }) => title).join('\n'))
    },
    /** Whether this was the answer when the same was asked before. @param {Choice} choice */
    was({ title, value, of }) {
      const before = of === undefined ? undefined : answers.get(questions.get(of) ?? of)
      return before !== undefined && (before === key(value) || before === key(title))
    },
    /** Another talk begins. */
    clear() {
      questions.clear()
      answers.clear()
      said.clear()
    },
  }
}

/** Words as they are compared: without the signs of no width that Web Chat puts in, and in small letters. @param {string} text */
export const key = (text) => text.replaceAll('\u200b', '').trim().toLowerCase()
