/** A guide's graph as SVG: rows by the longest way to each node, boxes with wrapped words, and curves between them. */
import type { GuideGraph } from '../../../bot/guides/proof/graph.ts'
import { type Html, html } from '../frame/html.ts'

const BOX = { width: 190, height: 74 }
/** `letter`: how wide one is at most. */
const NOTE = { height: 20, letter: 7 }
const GAP = { x: 24, y: 62 }
const MAX_LINE_CHARACTERS = 25
const MAX_LINES = 3
/** More boxes than this stand in several rows: the picture fits a desk's screen. */
const MAX_IN_ROW = 5

interface Place {
  x: number
  y: number
}

/**
 * `label`: what the picture shows, for those who do not see it. `notes`: a few words on a box, by the node's id. Colours are those of the style
 * sheet.
 */
export function drawGraph(graph: GuideGraph, label: string, notes: ReadonlyMap<string, string> = new Map()): Html {
  const places = placesOf(graph)
  const width = Math.max(...[...places.values()].map(({ x }) => x)) + BOX.width + GAP.x
  const height = Math.max(...[...places.values()].map(({ y }) => y)) + BOX.height + GAP.x
  return html`<svg class="guide" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
<defs><marker id="spitze" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${graph.arrows.map(({ from, to }) => curve(places.get(from), places.get(to)))}
${graph.nodes.map(({ id, kind, title }) => box(places.get(id)!, kind, title, notes.get(id)))}
</svg>`
}

/** Rows by the longest way from the first question; outcomes stand in the last rows they are led to. */
function placesOf({ nodes, arrows }: GuideGraph): Map<string, Place> {
  const rows = new Map(nodes.map(({ id }) => [id, 0]))
  // Longest ways settle after as many rounds as there are nodes; guides lead forward, so there is no circle.
  for (let round = 0; round < nodes.length; round++)
    for (const { from, to } of arrows) rows.set(to, Math.min(nodes.length, Math.max(rows.get(to) ?? 0, (rows.get(from) ?? 0) + 1)))
  const inRow = Map.groupBy(nodes, ({ id }) => rows.get(id)!)
  const lines = [...inRow.keys()].sort((a, b) => a - b).flatMap((row) => chunks(inRow.get(row)!, MAX_IN_ROW))
  const widest = Math.max(...lines.map(({ length }) => length))
  return new Map(
    lines.flatMap((members, line) =>
      members.map(({ id }, i) => {
        const indent = ((widest - members.length) * (BOX.width + GAP.x)) / 2
        return [id, { x: GAP.x + indent + i * (BOX.width + GAP.x), y: GAP.x + line * (BOX.height + GAP.y) }] as const
      }),
    ),
  )
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}

function box({ x, y }: Place, kind: 'step' | 'outcome', title: string, note: string | undefined): Html {
  const lines = wrapped(title)
  const top = y + BOX.height / 2 - (lines.length - 1) * 9 + 5
  return html`<g class="${kind}"><title>${title}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${kind === 'step' ? 6 : BOX.height / 2}"/>
<text x="${x + BOX.width / 2}" text-anchor="middle">${lines.map((line, i) => html`<tspan x="${x + BOX.width / 2}" y="${top + i * 18}">${line}</tspan>`)}</text>${note !== undefined && noteAt({ x: x + BOX.width, y }, note)}</g>`
}

/** On the upper right corner of a box. */
function noteAt({ x, y }: Place, note: string): Html {
  const width = note.length * NOTE.letter + 16
  return html`<g class="note"><rect x="${x - width + 10}" y="${y - NOTE.height / 2}" width="${width}" height="${NOTE.height}" rx="${NOTE.height / 2}"/><text x="${x + 10 - width / 2}" y="${y + 4}" text-anchor="middle">${note}</text></g>`
}

function curve(from: Place | undefined, to: Place | undefined): Html | false {
  if (!from || !to) return false
  const [x1, y1] = [from.x + BOX.width / 2, from.y + BOX.height]
  const [x2, y2] = [to.x + BOX.width / 2, to.y - 1]
  const bend = Math.max(30, (y2 - y1) / 2)
  return html`<path class="way" d="M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#spitze)"/>`
}

/** At most three lines; what does not fit is cut with dots. */
function wrapped(title: string): string[] {
  const lines: string[] = []
  for (const word of title.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= MAX_LINE_CHARACTERS) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.slice(0, MAX_LINE_CHARACTERS))
  }
  return lines.length > MAX_LINES
    ? [...lines.slice(0, MAX_LINES - 1), `${lines[MAX_LINES - 1]!.slice(0, MAX_LINE_CHARACTERS - 1)}…`]
    : lines
}
