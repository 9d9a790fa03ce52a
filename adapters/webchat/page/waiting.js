// @ts-check
/** Three dots at the end of the talk while an answer is on its way; only when it takes its time, so that a quick one flickers not. */

const PATIENCE_MS = 500
/** Longer takes no answer; what is wrong then, the page says elsewhere. */
const LONGEST_MS = 20_000

/** @param {HTMLElement} root what Web Chat is drawn into @param {string} text for who does not see the dots */
export function createWaiting(root, text) {
  const box = document.createElement('div')
  box.className = 'waits'
  box.setAttribute('role', 'status')
  const dots = document.createElement('span')
  dots.className = 'waits__dots'
  dots.append(...Array.from({ length: 3 }, () => document.createElement('i')))
  const told = document.createElement('span')
  told.className = 'waits__text'
  box.append(dots, told)
  let timer = 0

  function end() {
    clearTimeout(timer)
    box.remove()
    told.textContent = ''
  }

  return {
    begin() {
      end()
      timer = window.setTimeout(() => {
        root.querySelector('.webchat__basic-transcript__scrollable')?.append(box)
        // A region says what is put into it once it stands there.
        told.textContent = text
        timer = window.setTimeout(end, LONGEST_MS)
      }, PATIENCE_MS)
    },
    end,
  }
}
