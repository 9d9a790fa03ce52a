/**
 * The fixed sentences for those who build on this: the developers' page. They are in `knowledge/site.<lang>.md`, with those of the pages.
 */
import type { SentenceBook } from '../../bot/sentences.ts'

export const OPEN_TEXTS = {
  'developers.title': [],
  'developers.description': [],
  'developers.link': [],
  'developers.other-language': [],
  'developers.api': [],
  'developers.address': [],
  'developers.what': [],
  'developers.op.search': [],
  'developers.op.entries': [],
  'developers.op.entry': [],
  'developers.op.programmes': [],
  'developers.op.dates': [],
  'developers.op.contacts': [],
  'developers.op.vocabulary': [],
  'developers.example': [],
  'developers.example.question': [],
  'developers.mcp': [],
  'developers.cite': [],
  'developers.limits': [],
  'developers.data': [],
  'data.title': [],
  'data.catalogue': [],
  'data.description': [],
  'data.keywords': [],
  'data.files': [],
  'data.dcat': [],
  'data.columns': [],
} as const satisfies SentenceBook

export const OPEN_LINES = {
  'developers.intro': [],
  'developers.api.text': [],
  'developers.api.post': [],
  'developers.mcp.text': [],
  'developers.mcp.local': [],
  'developers.cite.text': [],
  'developers.cite.state': [],
  'developers.limits.text': ['burst', 'second'],
  'developers.limits.kept': [],
  'developers.data.text': [],
  'data.intro': ['count'],
  'data.licence': ['licence'],
  'data.licence.none': [],
  'data.columns.text': [],
  'data.more': [],
} as const satisfies SentenceBook
