/** schema.org citations of a reply, which Web Chat and Teams both render under the message. */

import type { Citation, Reply } from '../../bot/reply.ts'
import type { Entity } from '../sdk.ts'

/** A `Message` entity with one claim a citation, numbered from 1 as the `[1]` in the text. */
export function citationEntity(citations: readonly Citation[], absolute: (path: string) => string): Entity {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation: citations.map((citation, i) => ({
      '@type': 'Claim',
      position: i + 1,
      appearance: {
        '@type': 'DigitalDocument',
        name: citation.title.slice(0, 80),
        url: absolute(citation.path),
        abstract:
          citation.sources
            .map(({ name, date }) => (date ? `${name} (${date})` : name))
            .join('; ')
            .slice(0, 160) || citation.title,
        dateModified: citation.checked ?? citation.asOf,
      },
    })),
  }
}

/** The answer with the marks of its sources, and what is put again beside it, which is from none of them. */
export function markedTexts({ texts, citations, putAgain = 0 }: Reply): { answer: string; again: string } {
  const end = texts.length - putAgain
  const marks = citations.map((_, i) => ` [${i + 1}]`).join('')
  return { answer: texts.slice(0, end).join('\n\n') + marks, again: texts.slice(end).join('\n\n') }
}
