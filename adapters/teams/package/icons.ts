/** The two icons of the Teams app, drawn by us: a signpost, white on our colour, and the same as a white figure on nothing. */
import { crc32, deflateSync } from 'node:zlib'

type Point = readonly [x: number, y: number]
type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** In a square of 1 by 1, the corner top left. */
const SIGNPOST: readonly (readonly Point[])[] = [
  [
    [0.46, 0.1],
    [0.54, 0.1],
    [0.54, 0.95],
    [0.46, 0.95],
  ],
  [
    [0.2, 0.17],
    [0.74, 0.17],
    [0.9, 0.295],
    [0.74, 0.42],
    [0.2, 0.42],
  ],
  [
    [0.8, 0.5],
    [0.26, 0.5],
    [0.1, 0.625],
    [0.26, 0.75],
    [0.8, 0.75],
  ],
]
const WHITE: Colour = [255, 255, 255, 255]
export const ACCENT = '#0B5563'
const GROUND: Colour = [0x0b, 0x55, 0x63, 255]
const NOTHING: Colour = [255, 255, 255, 0]
/** Points looked at along each side of a pixel; smooths the edges. */
const SAMPLES = 4

/** 192 by 192. Teams may cut it to a circle: the figure keeps to the middle. */
export function colourIcon(): Buffer {
  return draw(192, GROUND, 0.6)
}

/** 32 by 32, white and transparent only, as Teams asks for. */
export function outlineIcon(): Buffer {
  return draw(32, NOTHING, 0.94)
}

function draw(size: number, ground: Colour, scale: number): Buffer {
  const rows: Buffer[] = []
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 4)
    for (let x = 0; x < size; x++) {
      const share = coverage(x, y, size, scale)
      for (let part = 0; part < 4; part++) row[1 + x * 4 + part] = Math.round(ground[part]! + (WHITE[part]! - ground[part]!) * share)
    }
    rows.push(row)
  }
  return png(size, Buffer.concat(rows))
}

/** Share of a pixel that the figure covers, 0 to 1. */
function coverage(x: number, y: number, size: number, scale: number): number {
  let inside = 0
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const at = (pixel: number, step: number) => ((pixel + (step + 0.5) / SAMPLES) / size - 0.5) / scale + 0.5
    const point: Point = [at(x, i % SAMPLES), at(y, Math.floor(i / SAMPLES))]
    if (SIGNPOST.some((shape) => contains(shape, point))) inside++
  }
  return inside / (SAMPLES * SAMPLES)
}

/** Even-odd rule: a ray to the right crosses the outline an odd number of times. */
function contains(shape: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  shape.forEach(([ax, ay], i) => {
    const [bx, by] = shape[(i + 1) % shape.length]!
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  })
  return inside
}

/** Eight bits a channel, with alpha. `rows`: each with its filter byte in front. Source: PNG specification, third edition. */
function png(size: number, rows: Buffer): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    const check = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
