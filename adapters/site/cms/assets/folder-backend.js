/**
 * Decap's backend for a server, with what it lacks: each save says which version of the file was seen. The form holds the version that it was
 * opened with; this window remembers what it has saved since, and what its editor has read and decided to replace.
 */
const { CMS } = window
const LINE = /^fassung: *["']?(v[0-9a-f]{32})["']?\n/m
/** The version that a form was opened with → the one that it may replace; an empty text where the file is gone. */
const replaceable = new Map()
/** Path → the version that was last shown of it. */
const shown = new Map()

const versionIn = (text) => LINE.exec(text ?? '')?.[1]

/** The version that a form may replace, for the one that it was opened with. */
export const mayReplace = (opened) => replaceable.get(opened) ?? opened ?? ''

/** From now on the form that was opened with one version replaces another, which its editor has read. */
export const decideFor = (opened, read) => replaceable.set(opened, read)

/** Raised in the window when something was not saved. */
export const REFUSED = 'wegweiser-refused'

function withNewest(file) {
  const opened = versionIn(file.raw)
  if (opened === undefined) return file
  const newest = mayReplace(opened)
  return { ...file, raw: file.raw.replace(LINE, newest && `fassung: ${newest}\n`) }
}

function asked(request) {
  const { action, params } = request
  if (action === 'persistEntry') return { ...request, params: { ...params, dataFiles: params.dataFiles.map(withNewest) } }
  if (action !== 'deleteFiles') return request
  const versions = Object.fromEntries(params.paths.filter((path) => shown.has(path)).map((path) => [path, shown.get(path)]))
  return { ...request, params: { ...params, versions } }
}

function note({ action, params }, answer) {
  if (action === 'getEntry') {
    const version = versionIn(answer.data)
    // Whoever opens a form begins anew.
    replaceable.delete(version)
    if (version) shown.set(params.path, version)
  }
  if (action !== 'persistEntry') return
  for (const { path, newPath, raw } of params.dataFiles) {
    const written = answer.versions[newPath ?? path]
    shown.set(newPath ?? path, written)
    if (versionIn(raw)) replaceable.set(versionIn(raw), written)
  }
}

/** What Decap makes is its own backend, asked by us. */
function folderBackend(...given) {
  const proxy = CMS.getBackend('proxy').init(...given)
  const ask = proxy.request.bind(proxy)
  proxy.request = async (request) => {
    try {
      const answer = await ask(asked(request))
      note(request, answer)
      return answer
    } catch (error) {
      if (error.status === 409) {
        window.dispatchEvent(new Event(REFUSED))
        // Decap's own message is gone after seconds.
        window.alert(error.message)
      }
      throw error
    }
  }
  return proxy
}

CMS.registerBackend('ordner', folderBackend)
