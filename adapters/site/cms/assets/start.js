/** Starts the CMS with the server's configuration, and shows beside each form what the server says of it while somebody types. */
import { decideFor, mayReplace, REFUSED } from './folder-backend.js'

const { CMS, createClass, h } = window
const { styles = '', waiting = '' } = document.body.dataset
const openedWith = (entry) => entry.getIn(['data', 'fassung'])
const PAUSE_MS = 500

/** The file as it would be saved: JSON is YAML, too. */
function textOf(entry) {
  const { body = '', fassung, ...head } = entry.get('data')?.toJS() ?? {}
  return `---\n${JSON.stringify(head)}\n---\n\n${body}`
}

/**
 * A dialog's conditions as lines, `frage: antwort, antwort`: the CMS has no part for fields whose names are free. What is typed stays as it is
 * typed; the form holds what can be read of it.
 */
const conditions = createClass({
  getInitialState() {
    const said = this.props.value?.toJS?.() ?? this.props.value ?? {}
    return {
      text: Object.entries(said)
        .flatMap(([step, values]) => `${step}: ${[values].flat().join(', ')}`)
        .join('\n'),
    }
  },
  typed({ target }) {
    this.setState({ text: target.value })
    const read = target.value.split('\n').flatMap((line) => {
      const [step, answers = ''] = line.split(':').map((part) => part.trim())
      const values = answers
        .split(',')
        .map((value) => value.trim())
        .filter(Boolean)
      return step ? [[step, values.length === 1 ? values[0] : values]] : []
    })
    this.props.onChange(Object.fromEntries(read))
  },
  render() {
    const { forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props
    return h('textarea', {
      id: forID,
      className: classNameWrapper,
      rows: 2,
      value: this.state.text,
      onChange: this.typed,
      onFocus: setActiveStyle,
      onBlur: setInactiveStyle,
    })
  },
})

/** One panel for each kind of entry. */
function panelFor(kind) {
  return createClass({
    getInitialState: () => ({ markup: `<p>${waiting}</p>` }),
    componentDidMount() {
      this.refused = () => this.ask()
      window.addEventListener(REFUSED, this.refused)
      this.ask()
    },
    componentDidUpdate(before) {
      if (before.entry.get('data') !== this.props.entry.get('data')) this.ask()
    },
    componentWillUnmount() {
      window.removeEventListener(REFUSED, this.refused)
      clearTimeout(this.timer)
    },
    ask() {
      clearTimeout(this.timer)
      this.timer = setTimeout(async () => {
        const { entry } = this.props
        const asked = {
          kind,
          slug: entry.get('slug') ?? '',
          path: entry.get('path') ?? '',
          version: mayReplace(openedWith(entry)),
          text: textOf(entry),
        }
        this.asked = asked.text
        const answer = await fetch('/redaktion/cms/pruefen', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(asked),
        })
        const markup = await answer.text()
        // Only the newest question's answer.
        if (answer.ok && this.asked === asked.text) this.setState({ markup })
      }, PAUSE_MS)
    },
    /** The button beside what another has written. */
    decide({ target }) {
      const read = target.closest('[data-version]')?.dataset.version
      if (read === undefined) return
      decideFor(openedWith(this.props.entry), read)
      this.ask()
    },
    render() {
      return h('main', { onClick: this.decide, dangerouslySetInnerHTML: { __html: this.state.markup } })
    },
  })
}

const config = await (await fetch('/redaktion/cms/konfiguration')).json()
CMS.registerWidget('bedingung', conditions)
for (const style of styles.split(' ')) CMS.registerPreviewStyle(style)
for (const { name, folder } of config.collections) if (folder !== undefined) CMS.registerPreviewTemplate(name, panelFor(name))
CMS.init({ config })
