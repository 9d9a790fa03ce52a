/** A mail to somebody who helps, begun with what the talk was about, so that nobody has to say it twice. */
import type { Lang } from '../knowledge/day.ts'
import { message } from '../messages.ts'
import type { Known } from '../ports.ts'
import { withoutPersonalData } from '../privacy.ts'
import { profileParts } from '../profile.ts'
import type { Talk } from '../talk.ts'

/** What of a talk goes along: the subject's title, and the answers given in a guide. */
export interface TalkSummary {
  title?: string | undefined
  told: readonly { label: string; value: string }[]
}

/** Mail programs open addresses of about 2,000 characters for sure; the subject and the address itself need some. */
const MAX_ENCODED = 1_500
const MAX_LINE = 200

/** The address `mailto:` with subject and text; without a talk it holds a greeting and no more. */
export function mailTo(mail: string, talk: Talk, { title, told }: TalkSummary, known: Known): string {
  const texts = known.knowledge.messages
  const { lang } = talk
  const asked = talk.last?.utterance ?? ''
  const about = profileParts(talk.about, { talk, known }).map(({ label }) => label)
  const lines = [
    ...(asked !== '' ? [message(texts, lang, 'mail.asked', { asked })] : []),
    ...(title ? [message(texts, lang, 'mail.title', { title })] : []),
    ...(about.length > 0 ? [message(texts, lang, 'mail.about', { list: about.join(', ') })] : []),
    ...told.map(({ label, value }) => `- ${label}: ${value}`),
  ].map((line) => short(withoutPersonalData(line, lang)))
  const subject = title ? message(texts, lang, 'mail.subject.title', { title }) : message(texts, lang, 'mail.subject')
  return `mailto:${mail}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(fitting(lines, known, lang))}`
}

const short = (line: string) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE - 1)}…` : line)

/** The text with as many lines as fit, the first ones first. */
function fitting(lines: readonly string[], { knowledge }: Known, lang: Lang): string {
  const texts = knowledge.messages
  const text = (count: number) =>
    [message(texts, lang, 'mail.hello'), '', ...lines.slice(0, count), ...(count > 0 ? [''] : []), message(texts, lang, 'mail.bye')].join(
      '\r\n',
    )
  let count = lines.length
  while (count > 0 && encodeURIComponent(text(count)).length > MAX_ENCODED) count -= 1
  return text(count)
}
