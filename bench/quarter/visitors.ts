/** The visitors of a simulated quarter: what each does is drawn, what comes of it is read from the answer, and that is what is counted. */
import { setTimeout as pause } from 'node:timers/promises'
import { RATING_EVENT } from '../../bot/rating.ts'
import { sentenceText } from '../../bot/sentences.ts'
import type { Random } from '../sim/random.ts'
import { bookAt } from './cal.ts'
import { ASKED, ASKED_IN_ENGLISH, ASKED_IN_VAIN, CONTACT_PAGES, GUIDE_CHOICES, GUIDE_TITLE, INTRODUCTION, TARGETS } from './content.ts'
import type { Surroundings } from './surroundings.ts'
import { count } from './tally.ts'

interface Answer {
  text: string
  /** Number of the answer, where it asks whether it helped. */
  rate?: number
}

interface Chat {
  say(text: string): Promise<Answer>
  rate(answer: number, helped: boolean): Promise<void>
}

/** Comes by Direct Line, does one thing after another, and goes. */
export async function chatVisitor(place: Surroundings, random: Random): Promise<void> {
  const lang = random.chance(0.1) ? 'en' : 'de'
  const chat = await enter(place.url, lang)
  count(place.tally, place.month, 'overview', 'talks')
  if (lang === 'de' && random.chance(0.25)) return guided(chat, place, random)
  const isIntroduced = lang === 'de' && random.chance(0.3)
  if (isIntroduced) await chat.say(INTRODUCTION.says)
  let [isRated, last] = [false, undefined as boolean | undefined]
  const questions = 1 + random.integer(3)
  for (let i = 0; i < questions; i++) {
    const { question, topic } = drawn(lang, random)
    const answer = await chat.say(question)
    noteQuestion(question, answer, topic, lang, place)
    if (isIntroduced) count(place.tally, place.month, 'audiences', INTRODUCTION.audience)
    if (answer.rate === undefined || isRated || !random.chance(0.5)) continue
    const helped = random.chance(0.75)
    isRated = true
    last = helped
    await chat.rate(answer.rate, helped)
    count(place.tally, place.month, 'ratings', helped ? 'yes' : 'no')
  }
  if (lang === 'de' && random.chance(0.3)) {
    await chat.say('Danke')
    last = true
  }
  if (last !== undefined) count(place.tally, place.month, 'endings', last ? 'yes' : 'no')
}

function drawn(lang: 'de' | 'en', random: Random): { question: string; topic?: string } {
  if (lang === 'en') return { question: ASKED_IN_ENGLISH, topic: 'sicherheit' }
  if (random.chance(0.2)) return { question: random.pick(ASKED_IN_VAIN) }
  // Not all are asked alike.
  const topic = random.pick(['sicherheit', 'sicherheit', 'sicherheit', 'web', 'web', 'kasse'])
  return { question: random.pick(ASKED.get(topic)!), topic }
}

/** Sentences that say that there is no answer. */
const SAYS_NO = ['none', 'none.again', 'none.subject', 'subject.nothing']

/** What became of a question, as its reader sees it. */
function noteQuestion(
  question: string,
  { text }: Answer,
  topic: string | undefined,
  lang: 'de' | 'en',
  { tally, month, knowledge }: Surroundings,
): void {
  const begins = (id: string) => text.startsWith(sentenceText(knowledge.messages, lang, id).split('{')[0]!.slice(0, 30))
  const isCited = /^\[1\]: /m.test(text)
  const decision = SAYS_NO.some(begins) ? 'none' : begins('clarify') ? 'clarify' : isCited ? 'answer' : undefined
  if (!decision) throw new Error(`nobody can tell what is answered to "${question}": ${text.slice(0, 80)}`)
  count(tally, month, 'overview', 'questions')
  count(tally, month, 'outcome', decision)
  count(tally, month, 'languages', lang)
  count(tally, month, 'doors', 'directline')
  if (decision === 'answer' && topic) count(tally, month, 'topics', topic)
}

/** Through the guide, to its end or only to its first question. */
async function guided(chat: Chat, { tally, month }: Surroundings, random: Random): Promise<void> {
  await chat.say(GUIDE_TITLE)
  count(tally, month, 'guides-begun', 'guides/passt')
  if (random.chance(0.4)) return
  const choice = random.pick(GUIDE_CHOICES)
  await chat.say(choice)
  await chat.say(random.pick(['Sofort', 'Später']))
  count(tally, month, 'guides-finished', 'guides/passt')
  count(tally, month, 'outcomes', `guides/passt#${choice.toLowerCase()}`)
}

/** Reads a page and follows one of its ways out, or none; where it leads to Cal.com, most book. */
export async function pageVisitor(place: Surroundings, random: Random): Promise<void> {
  const { url, tally, month } = place
  const target = random.pick(TARGETS)
  const page = await fetch(url + CONTACT_PAGES.find((path) => target.startsWith(path.replace('/anlaufstellen', 'contacts')))!)
  if (!(await page.text()).includes(`/go/${target}`)) throw new Error(`no way to ${target} on its page`)
  if (random.chance(0.3)) return
  const out = await fetch(`${url}/go/${target}`, { redirect: 'manual' })
  if (out.status !== 302) throw new Error(`${target} leads nowhere: ${out.status}`)
  count(tally, month, 'clicks', target)
  if (target.endsWith('/booking')) await bookAt(out.headers.get('location') ?? '', place, random)
}

async function enter(url: string, lang: 'de' | 'en'): Promise<Chat> {
  const root = `${url}/v3/directline`
  const locale = lang === 'de' ? 'de-DE' : 'en-GB'
  const { token, conversationId } = await json<{ token: string; conversationId: string }>(
    await fetch(`${root}/tokens/generate`, { method: 'POST' }),
  )
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  await json(await fetch(`${root}/conversations`, { method: 'POST', headers }))
  const talk = `${root}/conversations/${conversationId}/activities`
  const post = async (activity: object) =>
    json<{ id: string }>(
      await fetch(talk, { method: 'POST', headers, body: JSON.stringify({ ...activity, locale, from: { id: 'visitor' } }) }),
    )
  let watermark = ''
  return {
    say: async (text) => {
      const { id } = await post({ type: 'message', text })
      for (;;) {
        const set = await json<{ activities: Activity[]; watermark: string }>(await fetch(`${talk}?watermark=${watermark}`, { headers }))
        watermark = set.watermark
        const answer = set.activities.find((one) => one.type === 'message' && one.replyToId === id)
        if (answer) return { text: answer.text ?? '', ...(answer.channelData?.rate !== undefined && { rate: answer.channelData.rate }) }
        await pause(POLL_MS)
      }
    },
    rate: async (answer, helped) => void (await post({ type: 'event', name: RATING_EVENT, value: { answer, helped } })),
  }
}
const POLL_MS = 5

interface Activity {
  type: string
  text?: string
  replyToId?: string
  channelData?: { rate?: number }
}

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${await response.text()}`)
  return (await response.json()) as T
}
