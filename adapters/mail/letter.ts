/**
 * A mail as data, and as the two texts that go out: plain, and HTML with the same words. Nothing in it is loaded from anywhere, and nothing
 * tells us that it was opened.
 */
import { type Html, html, join, markupOf } from '../site/frame/html.ts'

export type Block =
  | { kind: 'text' | 'heading' | 'small'; text: string }
  /** Somebody's own words, drawn apart. */
  | { kind: 'words'; text: string }
  | { kind: 'facts'; facts: readonly { label: string; value: string }[] }
  | { kind: 'links'; links: readonly { label: string; href: string }[] }

export interface Letter {
  subject: string
  blocks: readonly Block[]
}

const FONT = 'font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a'

/** Lines as a mail program without HTML shows them. */
export function letterText({ blocks }: Letter): string {
  return `${blocks.map(blockText).join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text}\n${'='.repeat(Math.min(block.text.length, 60))}`
    case 'words':
      return block.text
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n')
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
    case 'links':
      return block.links.map(({ label, href }) => `${label}:\n${href}`).join('\n\n')
    default:
      return block.text
  }
}

/** A whole document. Mail programs know no style sheets, so each element carries its own. */
export function letterHtml({ subject, blocks }: Letter, lang: string): string {
  return markupOf(html`<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${subject}</title></head>
<body style="margin:0;padding:16px;background:#ffffff">
<div style="max-width:40em;${FONT}">
${blocks.map(blockHtml)}
</div>
</body>
</html>
`)
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h1 style="font-size:20px;margin:24px 0 8px">${block.text}</h1>\n`
    case 'small':
      return html`<p style="margin:12px 0;font-size:14px;color:#555555">${lines(block.text)}</p>\n`
    case 'words':
      return html`<div style="margin:12px 0;padding:4px 16px;border-left:4px solid #888888">${lines(block.text)}</div>\n`
    case 'facts':
      return html`<table style="margin:12px 0;border-collapse:collapse;${FONT}">${block.facts.map(
        ({ label, value }) =>
          html`<tr><th scope="row" style="text-align:left;vertical-align:top;padding:2px 16px 2px 0">${label}</th><td style="padding:2px 0">${lines(value)}</td></tr>`,
      )}</table>\n`
    case 'links':
      return html`<p style="margin:16px 0">${join(
        block.links.map(
          ({ label, href }) =>
            html`<a href="${href}" style="display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border:1px solid #1a1a1a;border-radius:6px;color:#1a1a1a;text-decoration:none">${label}</a>`,
        ),
        ' ',
      )}</p>\n`
    default:
      return html`<p style="margin:12px 0">${lines(block.text)}</p>\n`
  }
}

function lines(text: string): Html {
  return html`${join(text.split('\n'), html`<br>`)}`
}
