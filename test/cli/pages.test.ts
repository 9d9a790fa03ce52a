/** The pages of an old site as drafts: what a chat cannot show is told, what is there stays, what is broken costs itself alone. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importPages } from '../../adapters/cli/import-pages.ts'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { printIssue } from '../../bot/knowledge/issue.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { run } from '../program.ts'

/** Imports pages into a folder; what lies there then, and what was told, without the folder. */
function take(pages: Record<string, string>, into = temporaryFolder(), folders = [into]) {
  const from = knowledgeFolder(pages)
  const { taken, issues } = importPages({ from, folders, isTrial: false })
  const told = issues.map((issue) => printIssue(issue).replace(`${from}/`, ''))
  const entries = new Map([...loadKnowledge(folders).memory].map(([id, { parsed }]) => [id, parsed.entry]))
  return {
    into,
    taken: taken.map(({ id, outcome }) => `${id} ${outcome}`),
    told,
    entries,
    textOf: (slug: string) => readFileSync(join(into, `articles/${slug}.md`), 'utf8'),
  }
}
const bodyOf = (text: string) => text.split('\n---\n\n')[1]

describe('Markdown of generators', () => {
  it.each([
    ['Hugo, TOML', '+++\ntitle = "Meine \\"Frage\\""\ndate = 2025-03-04\n+++\n', 'Meine "Frage"'],
    ['Jekyll, YAML', '---\ntitle: "Meine \\"Frage\\""\nlastmod: 2025-03-04T10:00:00Z\n---\n', 'Meine "Frage"'],
    ['JSON', '{\n  "title": "Meine \\"Frage\\"",\n  "date": "2025-03-04"\n}\n', 'Meine "Frage"'],
  ])('%s: takes title and day from the head', (_, head, title) => {
    const { entries, told, taken } = take({ 'x.md': `${head}\n# ${title}\n\nDie Antwort.\n\n### Mehr\n\nText.\n` })
    expect([taken, told]).toEqual([['articles/meine-frage new'], []])
    expect(entries.get('articles/meine-frage')).toMatchObject({
      title,
      status: 'draft',
      asOf: '2025-03-04',
      lead: 'Die Antwort.',
      questions: [title],
      source: [{ name: 'Bisherige Seite x.md' }],
    })
  })

  it('docsify and others without a head: the first heading is the title, else the name of the file', () => {
    const { textOf, taken } = take({
      'a.md': 'Titel hier\n===\n\nText.\n\nMehr\n---\n\nNoch mehr.\n',
      'ohne_titel.markdown': 'Nur Text.\n',
    })
    expect(taken).toEqual(['articles/titel-hier new', 'articles/ohne-titel new'])
    expect(bodyOf(textOf('titel-hier'))).toBe('Text.\n\n## Mehr\n\nNoch mehr.\n')
  })

  it('what a chat cannot show is left out, told with its line, and code stays', () => {
    const { textOf, told } = take({
      'x.mdx':
        '---\ntitle: X\ntags: [a]\n---\nimport Tabs from "@theme/Tabs"\n\n{{< youtube abc >}}\nHier {% include a.html %} steht {{ site.name }} Text.\n\n:::tip Gut\nWichtig.\n:::\n\n' +
        '<Tabs>Im Kasten</Tabs> ![Ein Bild](a.png) <https://amt.example>\n\n```\n{{< bleibt >}} <b>\n```\n\n[Datei](a.md ":include")\n<!-- nichts\nmehr -->\nEnde.\n',
    })
    expect(bodyOf(textOf('x'))).toBe(
      'Hier  steht  Text.\n\nWichtig.\n\nIm Kasten Ein Bild <https://amt.example>\n\n```\n{{< bleibt >}} <b>\n```\n\nEnde.\n',
    )
    expect(told.map((line) => line.replace(/ {2}Hinweis: /, ' '))).toEqual([
      'x.mdx:1:1 Aus dem Kopf nicht übernommen: tags.',
      'x.mdx:5:1 Programmzeile nicht übernommen: import Tabs from "@theme/Tabs"',
      'x.mdx:7:1 Baustein nicht übernommen: {{< youtube abc >}}',
      'x.mdx:8:1 Baustein nicht übernommen: {% include a.html %}',
      'x.mdx:8:1 Platzhalter nicht übernommen: {{ site.name }}',
      'x.mdx:10:1 Kasten nicht übernommen: :::tip Gut',
      'x.mdx:14:1 HTML nicht übernommen: <Tabs>',
      'x.mdx:14:1 HTML nicht übernommen: </Tabs>',
      'x.mdx:14:1 Bild nicht übernommen: ![Ein Bild](a.png)',
      'x.mdx:20:1 eingebundene Datei nicht übernommen: [Datei](a.md ":include")',
    ])
  })

  it('links lead to what comes along, in any spelling; of the others the words stay', () => {
    const { textOf, told } = take({
      'a/eins.md':
        '# Eins\n\n[zwei](../b/zwei.md#x), [zwei](../b/zwei), [drei](../c/), [fort](fort.md), [Amt](https://amt.example), [Post](mailto:a@b.example).\n',
      'b/zwei.md': '# Zwei\n\nText.\n',
      'c/index.md': '# Drei\n\nText.\n',
    })
    expect(bodyOf(textOf('eins'))).toBe(
      '[zwei](/wissen/zwei), [zwei](/wissen/zwei), [drei](/wissen/drei), fort, [Amt](https://amt.example), [Post](mailto:a@b.example).\n',
    )
    expect(told).toEqual(['a/eins.md:3:1  Hinweis: Link nicht übernommen: [fort](fort.md)'])
  })
})

describe('what generators put beside the words', () => {
  it('ids, classes and marks of boxes are no text, and the title of a box is', () => {
    const { textOf, told } = take({
      'x.mdx':
        '# X {#x}\n\n* TOC\n{:toc}\n\nText.\n{: .lead}\n\n## Vergessen :id=weg\n\n!> Wichtig.\n\n?> Tipp: 5 :id.\n\n> [!NOTE]\n> Merke.\n\n' +
        '## Mehr {#mehr-1}\n\n<Card title="Fach mieten" icon="x">Ein Fach.</Card>\n\n<LinkCard title="Zwei" href="/b/zwei/" />\n',
      'b/zwei.md': 'Text.\n',
    })
    expect(bodyOf(textOf('x'))).toBe(
      'Text.\n\n## Vergessen\n\nWichtig.\n\nTipp: 5 :id.\n\n> \n> Merke.\n\n## Mehr\n\n**Fach mieten** Ein Fach.\n\n[Zwei](/wissen/zwei)\n',
    )
    expect(told).toEqual(['x.mdx:20:1  Hinweis: HTML nicht übernommen: </Card>'])
  })

  it('the summary of a head is the beginning of a page that has none', () => {
    const head = (title: string) => `---\ntitle: ${title}\ndescription: Worum es geht.\n---\n`
    const { entries, told } = take({ 'a.md': `${head('A')}## Teil\n\nText.\n`, 'b.md': `${head('B')}Eigener Anfang.\n` })
    expect([entries.get('articles/a')?.lead, entries.get('articles/b')?.lead]).toEqual(['Worum es geht.', 'Eigener Anfang.'])
    expect(told).toEqual(['b.md:1:1  Hinweis: Kurzfassung im Kopf nicht übernommen, der Text beginnt selbst mit einer: Worum es geht.'])
  })

  it('navigation, layouts and shells of programs are no pages; each is told', () => {
    const { taken, told } = take({
      '_sidebar.md': '* [Start](/)\n',
      '_includes/kopf.html': '<p>Kopf</p>\n',
      '_geraete/laser.md': '# Laser\n\nSchneidet.\n',
      'b/_index.md': '# Bereich\n\nText.\n',
      'index.html': '<body><div id="app"></div><script>window.$docsify = {}</script></body>\n',
    })
    expect(taken).toEqual(['articles/laser new', 'articles/bereich new'])
    expect(told).toEqual([
      '_includes/kopf.html:1:1  Hinweis: Nicht übernommen: ein Baustein anderer Seiten, keine eigene Seite.',
      '_sidebar.md:1:1  Hinweis: Nicht übernommen: ein Baustein anderer Seiten, keine eigene Seite.',
      'index.html:1:1  Hinweis: Seite nicht übernommen: Sie hat keinen Text, den zeigt erst ein Programm im Browser.',
    ])
  })

  it('a link from the root of the site leads there, also where the pages lie deeper', () => {
    const { textOf } = take({
      'src/docs/a.md': '# A\n\nSiehe [B](/start/b/).\n',
      'src/docs/start/b.md': '# B\n\nText.\n',
    })
    expect(bodyOf(textOf('a'))).toBe('Siehe [B](/wissen/b).\n')
  })
})

describe('pages', () => {
  const FAQ =
    '<!doctype html><html><head><title>Fragen | Kammer</title></head><body><nav>Menü</nav><main><h1>Häufige Fragen</h1><h2>Beitrag</h2>' +
    '<h3>Was kostet die Mitgliedschaft?</h3><p>Das <strong>erste</strong> Jahr ist frei.</p><h4>Danach</h4><p>Nach Umsatz.</p>' +
    '<h3>Wie melde ich mich an?</h3><p>Online.</p><details><summary>Wer darf das?</summary><p>Alle.</p></details>' +
    '<p><strong>Gilt das noch?</strong></p><p>Ja.</p></main><footer>Impressum</footer><script>alert(1)</script></body></html>'

  it('in HTML with several questions give a draft for each, and without what surrounds them', () => {
    const { taken, told, textOf, entries } = take({ 'faq.html': FAQ })
    expect(told).toEqual([])
    expect(taken).toEqual([
      'articles/was-kostet-die-mitgliedschaft new',
      'articles/wie-melde-ich-mich-an new',
      'articles/wer-darf-das new',
      'articles/gilt-das-noch new',
    ])
    expect(bodyOf(textOf('was-kostet-die-mitgliedschaft'))).toBe('Das **erste** Jahr ist frei.\n\n#### Danach\n\nNach Umsatz.\n')
    expect([...entries.values()].map((entry) => entry?.lead)).toEqual(['Ja.', 'Das **erste** Jahr ist frei.', 'Alle.', 'Online.'])
  })

  it('in an older encoding are read where they say so, and named where they do not', () => {
    const from = temporaryFolder()
    writeFileSync(join(from, 'a.html'), Buffer.from('<meta charset="iso-8859-1"><title>Grüße</title><body><p>Für Sie.</p>', 'latin1'))
    writeFileSync(join(from, 'b.html'), Buffer.from('<title>Grüße</title><body><p>Für Sie.</p>', 'latin1'))
    const { taken, issues } = importPages({ from, folders: [temporaryFolder()], isTrial: true })
    expect(taken.map(({ id }) => id)).toEqual(['articles/gruesse'])
    expect(issues.map(printIssue)).toEqual([expect.stringMatching(/b\.html:1:1 {2}Fehler: Die Datei ist nicht in UTF-8 gespeichert/)])
  })

  it('with a mistake cost themselves alone', () => {
    const { taken, told } = take({
      'gut.md': '# Gut\n\nText.\n',
      'kopf.md': '---\ntitle: a: b\n---\nText\n',
      'json.md': '{\n  "title": \n}\nText\n',
      'leer.md': '# Nur ein Titel\n',
      'leer.html': '',
      'bild.png': 'x',
    })
    expect(taken).toEqual(['articles/gut new'])
    expect(told.map((line) => line.split('  Fehler: ')[0]).sort()).toEqual(['json.md:1:1', 'kopf.md:2:8', 'leer.html:1:1', 'leer.md:1:1'])
  })

  it('overwrite nothing, in no folder, and two of one title are two', () => {
    const core = knowledgeFolder({ 'articles/kern.md': entryText('Kern', ['Was?', 'kern', 'kern hilfe']) })
    const pages = { 'a.md': '# Titel\n\nEins.\n', 'b.md': '# Titel\n\nZwei.\n', 'c.md': '# Kern\n\nAnders.\n' }
    const into = temporaryFolder()
    expect(take(pages, into, [core, into]).taken).toEqual(['articles/titel new', 'articles/titel-2 new', 'articles/kern elsewhere'])
    writeFileSync(join(into, 'articles/titel.md'), `${readFileSync(join(into, 'articles/titel.md'), 'utf8')}\nVon Hand.\n`)
    const again = take(pages, into, [core, into])
    expect(again.taken).toEqual(['articles/titel there', 'articles/titel-2 there', 'articles/kern elsewhere'])
    expect(again.textOf('titel')).toContain('Von Hand.')
    expect(readdirSync(join(into, 'articles'))).toEqual(['titel-2.md', 'titel.md'])
  })

  it('are taken by the command, counted, and nothing is written for a trial', async () => {
    const from = knowledgeFolder({ 'faq.html': FAQ, 'kopf.md': '---\ntitle: a: b\n---\nText\n' })
    const into = temporaryFolder()
    const trial = await run('import', [from, '--into', into, '--trial'])
    expect(trial.out).toContain('Nur zur Probe, nichts ist geschrieben: 4 angelegt')
    expect(readdirSync(into)).toEqual([])
    const { code, out, err } = await run('import', [from, '--into', into])
    expect(code).toBe(1)
    expect(out).toContain('4 angelegt, 0 geändert, 0 unverändert, 0 gibt es schon und sind nicht angerührt, 1 Fehler.')
    expect(err).toContain(`${from}/kopf.md:2:8  Fehler: `)
    expect((await run('check', [into])).out).toContain('Keine Fehler')
    expect((await run('import', [temporaryFolder(), '--into', into])).err).toContain('In diesem Ordner liegt keine Seite.')
  })
})
