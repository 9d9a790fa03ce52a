/** The three letters of the survey: the one that asks for a yes, the word that the question comes already, and the question itself. */
import { SURVEY_HELPED } from '../../../bot/impact/survey.ts'
import { DAY_MS, dayIn, type Lang, sayDay } from '../../../bot/knowledge/day.ts'
import { SURVEY_WEEKS } from '../../../bot/monthly-mail/order-state.ts'
import type { Letter } from '../../mail/letter.ts'
import { SUBSCRIBER_DAYS, SURVEY_DAYS } from '../../retention.ts'
import type { QueuedLetter, Subscriber } from '../../storage/storage.ts'
import { siteText } from '../../words/site-words.ts'
import { type SubscriberLetterSources, type WrittenLetter, written } from '../letters.ts'
import { aboutWords, keptSurveyWish } from './survey-wish.ts'

export const SURVEY_KINDS = { confirm: 'survey-confirm', known: 'survey-known' }
/** The kind of the letter that asks. */
export const SURVEY_QUESTION = 'survey'

/** Somebody who confirmed until then is asked now. */
export const confirmedUntil = (now: Date): Date => new Date(now.getTime() - SURVEY_DAYS.wait * DAY_MS)
/** The day on which somebody is asked who confirms then. */
export const askedOn = (confirmed: Date, lang: Lang): string =>
  sayDay(dayIn(new Date(confirmed.getTime() + SURVEY_DAYS.wait * DAY_MS)), lang)

/** `empty`: there is nothing to say any more. */
export function writeSurveyLetter({ kind, subscriber }: QueuedLetter, sources: SubscriberLetterSources): WrittenLetter | 'empty' {
  const { lang } = keptSurveyWish(subscriber.wishes)
  if (kind === SURVEY_KINDS.confirm) return subscriber.state === 'asked' ? written(confirmation(subscriber, lang, sources), lang) : 'empty'
  if (subscriber.state !== 'active') return 'empty'
  if (kind === SURVEY_KINDS.known) return written(known(subscriber, lang, sources), lang)
  const end = sources.publicUrl + sources.links.path('survey-end', subscriber.id)
  return { ...written(question(subscriber, lang, sources), lang), end, list: 'nachfrage' }
}

function confirmation({ id, wishes }: Subscriber, lang: Lang, { knowledge, links, publicUrl }: SubscriberLetterSources): Letter {
  const about = aboutWords(keptSurveyWish(wishes), knowledge())
  const say = (key: 'confirm.subject' | 'confirm.button') => siteText(knowledge(), lang, `survey.mail.${key}`)
  return {
    subject: say('confirm.subject'),
    blocks: [
      { kind: 'text', text: siteText(knowledge(), lang, 'monthly.mail.hello') },
      { kind: 'text', text: siteText(knowledge(), lang, 'survey.mail.confirm.text', { about, weeks: SURVEY_WEEKS }) },
      { kind: 'links', links: [{ label: say('confirm.button'), href: publicUrl + links.path('survey-confirm', id) }] },
      { kind: 'small', text: siteText(knowledge(), lang, 'monthly.mail.confirm.not-you', { days: SUBSCRIBER_DAYS.asked }) },
    ],
  }
}

function known({ id, confirmed }: Subscriber, lang: Lang, { knowledge, links, publicUrl }: SubscriberLetterSources): Letter {
  return {
    subject: siteText(knowledge(), lang, 'survey.mail.known.subject'),
    blocks: [
      { kind: 'text', text: siteText(knowledge(), lang, 'monthly.mail.hello') },
      { kind: 'text', text: siteText(knowledge(), lang, 'survey.mail.known.text', { day: askedOn(confirmed!, lang) }) },
      {
        kind: 'links',
        links: [{ label: siteText(knowledge(), lang, 'survey.mail.end'), href: publicUrl + links.path('survey-end', id) }],
      },
    ],
  }
}

/** One link for each answer: each opens the page with that answer chosen, and changes nothing. */
function question({ id, wishes, asked }: Subscriber, lang: Lang, sources: SubscriberLetterSources): Letter {
  const { knowledge, links, publicUrl, legal } = sources
  const about = aboutWords(keptSurveyWish(wishes), knowledge())
  const day = sayDay(dayIn(asked), lang)
  const page = publicUrl + links.path('survey', id)
  const say = (key: 'subject' | 'end') => siteText(knowledge(), lang, `survey.mail.${key}`)
  const also = (key: 'imprint' | 'privacy', href: string | undefined) =>
    href ? [{ label: siteText(knowledge(), lang, `monthly.mail.${key}`), href }] : []
  return {
    subject: say('subject'),
    blocks: [
      { kind: 'text', text: siteText(knowledge(), lang, 'monthly.mail.hello') },
      { kind: 'text', text: siteText(knowledge(), lang, 'survey.mail.text', { about, day }) },
      {
        kind: 'links',
        links: SURVEY_HELPED.map((helped) => ({
          label: siteText(knowledge(), lang, `survey.helped.${helped}`),
          href: `${page}&geholfen=${helped}`,
        })),
      },
      { kind: 'small', text: siteText(knowledge(), lang, 'survey.mail.after', { days: SURVEY_DAYS.answer }) },
      {
        kind: 'links',
        links: [
          { label: say('end'), href: publicUrl + links.path('survey-end', id) },
          ...also('imprint', legal.imprint),
          ...also('privacy', legal.privacy),
        ],
      },
    ],
  }
}
