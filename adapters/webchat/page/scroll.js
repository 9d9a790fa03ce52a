// @ts-check
/**
 * Web Chat keeps the end of the talk in sight as long as it stands there. It looks a moment after each scrolling; what depends on where
 * the talk stands waits for that.
 */

/** It has looked after this long. */
const LOOK_MS = 60
/** Longer than its way to the end takes. */
const HOLD_MS = 500

/** @param {HTMLElement} root */
const talkIn = (root) => root.querySelector('.webchat__basic-transcript__scrollable')
/** How much of the talk lies below what is seen, in pixels. @param {Element} talk */
const below = (talk) => talk.scrollHeight - talk.clientHeight - talk.scrollTop

/** Does something with the talk at its end, so that Web Chat follows. @param {HTMLElement} root @param {() => void} act */
export function atEnd(root, act) {
  const talk = talkIn(root)
  if (!talk || below(talk) <= 2) return act()
  talk.scrollTop = talk.scrollHeight
  setTimeout(act, LOOK_MS)
}

/**
 * Does something that makes the talk longer or shorter, and keeps what is read where it is: Web Chat would follow the new end.
 * @param {HTMLElement} root @param {() => void} act
 */
export function letStand(root, act) {
  const talk = talkIn(root)
  if (!talk) return act()
  const hold = () => {
    const { scrollTop } = talk
    act()
    const back = () => {
      if (talk.scrollTop !== scrollTop) talk.scrollTop = scrollTop
    }
    const given = new AbortController()
    const { signal } = given
    talk.addEventListener('scroll', back, { signal })
    // Whoever scrolls is let go.
    for (const own of ['wheel', 'touchmove', 'keydown', 'pointerdown']) talk.addEventListener(own, () => given.abort(), { signal })
    setTimeout(() => given.abort(), HOLD_MS)
  }
  if (below(talk) > 2 || talk.scrollTop < 4) return hold()
  // Away from the end, as by a visitor's own hand: then Web Chat does not even begin to follow.
  talk.scrollTop -= 4
  setTimeout(hold, LOOK_MS)
}
