// @ts-check
/**
 * One block of the Wegweiser on any page, where this line stands:
 *
 *   <script async src="https://…/blocks.js" data-block="termine" data-place="12345" data-count="3"></script>
 *
 * data-block: termine, anlaufstelle or dialog; data-guide: which dialog; data-place, data-topic, data-count: what is shown; data-lang (de, en);
 * data-title: what the frame is called for those who hear the page. Nothing is stored, and the frame is loaded when it comes into sight.
 */
;(() => {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement) || !script.src) return
  const { block = 'termine', guide = '', place, topic, count, lang, title } = script.dataset
  const path = block === 'dialog' ? `block/dialog/${encodeURIComponent(guide)}` : `block/${encodeURIComponent(block)}`
  const address = new URL(path, script.src)
  for (const [name, value] of Object.entries({ ort: place, thema: topic, anzahl: count, lang: lang ?? document.documentElement.lang }))
    if (value) address.searchParams.set(name, value)
  const MIN_HEIGHT = 80
  const MAX_HEIGHT = 3000
  const frame = document.createElement('iframe')
  frame.src = address.href
  frame.title = title?.trim().slice(0, 80) || 'Wegweiser'
  frame.loading = 'lazy'
  frame.referrerPolicy = 'origin'
  Object.assign(frame.style, { width: '100%', height: '420px', border: '0', display: 'block' })
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin) return
    const height = Number(data?.wegweiserBlock)
    if (height > 0) frame.style.height = `${Math.min(Math.max(height, MIN_HEIGHT), MAX_HEIGHT)}px`
  })
  script.before(frame)
})()
