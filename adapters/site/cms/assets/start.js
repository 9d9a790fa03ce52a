/** Starts the CMS with the server's configuration, and shows beside each form what the server says of it while somebody types. */
const { CMS, createClass, h } = window
const { styles = '', waiting = '' } = document.body.dataset
const PAUSE_MS = 500

/** The file as it would be saved: JSON is YAML, too. */
function textOf(entry) {
  const { body = '', ...head } = entry.get('data')?.toJS() ?? {}
  return `---\n${JSON.stringify(head)}\n---\n\n${body}`
}

/** One panel for each kind of entry. */
function panelFor(kind) {
  return createClass({
    getInitialState: () => ({ markup: `<p>${waiting}</p>` }),
    componentDidMount() {
      this.ask()
    },
    componentDidUpdate(before) {
      if (before.entry.get('data') !== this.props.entry.get('data')) this.ask()
    },
    componentWillUnmount() {
      clearTimeout(this.timer)
    },
    ask() {
      clearTimeout(this.timer)
      this.timer = setTimeout(async () => {
        const { entry } = this.props
        const asked = { kind, slug: entry.get('slug') ?? '', text: textOf(entry) }
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
    render() {
      return h('main', { dangerouslySetInnerHTML: { __html: this.state.markup } })
    },
  })
}

const config = await (await fetch('/redaktion/cms/konfiguration')).json()
for (const style of styles.split(' ')) CMS.registerPreviewStyle(style)
for (const { name, folder } of config.collections) if (folder !== undefined) CMS.registerPreviewTemplate(name, panelFor(name))
CMS.init({ config })
