// @ts-check
/** The demo page's own script: its questions open the bubble instead of leading to the chat's page, and the line to copy names this server. */

for (const link of document.querySelectorAll('a[data-ask]')) {
  link.addEventListener('click', (event) => {
    // Without the bubble (not loaded yet, refused) the link does what links do.
    if (!window.Wegweiser) return
    event.preventDefault()
    window.Wegweiser.open(link.getAttribute('data-ask') || undefined)
  })
}

const origin = document.getElementById('origin')
if (origin) origin.textContent = location.origin
