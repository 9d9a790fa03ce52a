/** A question or a whole talk, tried as on any day: what the bot says, why, and what another entry lacks to win. */
import type { Day, Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { type Moment, momentAt } from '../../../bot/moment.ts'
import type { Known, UsageEvent } from '../../../bot/ports.ts'
import type { Reply } from '../../../bot/reply.ts'
import { search } from '../../../bot/search/search.ts'
import { newTalk } from '../../../bot/talk.ts'
import { decideTurn } from '../../../bot/turn.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { EDITOR_PATHS, type EditorPage } from './editor-frame.ts'
import { replyView } from './reply-view.ts'
import { whyView } from './why-view.ts'

const MAX_TURNS = 12
const MAX_TURN_CHARACTERS = 500
/** Entries offered to be held against the winner before all others. */
const MAX_RIVALS = 10

export interface Trial {
  /** What is said, turn by turn. */
  turns: string[]
  day: Day
  lang: Lang
  /** The entry that should have won. */
  wanted: EntryId | undefined
}

/** What an address asks for: `q`, a line a turn; `tag`; `sprache`; `eintrag`. */
export function readTrial(query: URLSearchParams, day: Day, { entries }: Pick<Knowledge, 'entries'>): Trial {
  const turns = (query.get('q') ?? '').split(/\r?\n/).map((line) => line.trim().slice(0, MAX_TURN_CHARACTERS))
  const wanted = query.get('eintrag') ?? ''
  return {
    turns: turns.filter((line) => line !== '').slice(0, MAX_TURNS),
    day,
    lang: query.get('sprache') === 'en' ? 'en' : 'de',
    wanted: entries.has(wanted as EntryId) ? (wanted as EntryId) : undefined,
  }
}

/** `lacks`: what the wanted entry lacks, worked out before. */
export function tryPage(trial: Trial, known: Known, moment: Moment, lacks: Part): EditorPage {
  const { knowledge } = known
  const text = editorsText(knowledge)
  const turns = turnsOf(trial, known, moment)
  const question = searchedTurn(turns, trial, known, moment)
  return {
    title: text('try.title'),
    part: 'try',
    main: html`<h1>${text('try.title')}</h1>
<p>${text('try.intro')}</p>
<form action="${EDITOR_PATHS.try}">
<label for="q">${text('try.question')}</label>
<textarea id="q" name="q" rows="3" maxlength="6000" aria-describedby="q-hint">${trial.turns.join('\n')}</textarea>
<p class="hint" id="q-hint">${text('try.question.hint')}</p>
<div class="filters">
<div><label for="tag">${text('try.day')}</label><input id="tag" name="tag" type="date" value="${trial.day}"></div>
<div><label for="sprache">${text('try.language')}</label><select id="sprache" name="sprache">${(['de', 'en'] as const).map((lang) => html`<option value="${lang}"${lang === trial.lang && html` selected`}>${text(`try.language.${lang}`)}</option>`)}</select></div>
<button class="button">${text('try.send')}</button>
</div>
</form>
${turns.map((turn, i) => turnView(turn, i, trial, known, moment, text))}
${question !== undefined && wantedForm(question, trial, known, moment, text)}
${lacks}`,
  }
}

interface TriedTurn {
  said: string
  reply: Reply
  event: UsageEvent
}

function turnsOf({ turns, lang }: Trial, known: Known, { now }: Moment): TriedTurn[] {
  let talk = newTalk(lang)
  return turns.map((said) => {
    const decision = decideTurn(said, talk, known, now)
    talk = decision.talk
    return { said, reply: decision.reply, event: decision.event }
  })
}

/** The last message of a trial that was looked up by itself, as another entry may be held against it. */
export function questionOf(trial: Trial, known: Known, moment: Moment): string | undefined {
  return searchedTurn(turnsOf(trial, known, moment), trial, known, moment)
}

function searchedTurn(turns: readonly TriedTurn[], trial: Trial, known: Known, moment: Moment): string | undefined {
  return turns.findLast((turn) => isSearched(turn, trial, known, moment))?.said
}

/** Whether the search, asked for nothing but this message, comes to the entry that was answered from. */
function isSearched({ said, event }: TriedTurn, { lang }: Trial, { searcher }: Known, moment: Moment): boolean {
  if (event.kind !== 'question' || event.act !== undefined) return false
  return event.entry === undefined || search(searcher, { utterance: said, moment, lang, limit: 1 }).hits[0]?.id === event.entry
}

function turnView(turn: TriedTurn, at: number, trial: Trial, known: Known, moment: Moment, text: EditorsText): Html {
  const { said, reply, event } = turn
  const why = isSearched(turn, trial, known, moment)
    ? whyView(search(known.searcher, { utterance: said, moment, lang: trial.lang }).explain(), text)
    : html`<p>${event.kind === 'question' && event.act === undefined ? text('try.from-talk') : text('try.not-searched', { what: event.act ?? event.detail ?? event.kind })}</p>`
  return html`<section class="turn" aria-labelledby="zug-${at}"><h2 id="zug-${at}">${text('try.turn', { number: at + 1 })}</h2>
<p class="said">${said}</p>
${replyView(reply, known.knowledge, text)}
<details${at === 0 && html` open`}><summary>${text('try.why')}</summary>
${why}</details></section>`
}

function wantedForm(said: string, { turns, day, lang, wanted }: Trial, known: Known, moment: Moment, text: EditorsText): Html {
  const { hits } = search(known.searcher, { utterance: said, moment, lang, limit: MAX_RIVALS + 1 })
  const near = hits.slice(1).map(({ id }) => id)
  const { entries } = known.knowledge
  const rest = [...entries.keys()].filter((id) => !hits.some((hit) => hit.id === id)).sort()
  const option = (id: EntryId) => html`<option value="${id}"${id === wanted && html` selected`}>${entries.get(id)!.title} (${id})</option>`
  return html`<section aria-labelledby="anderer"><h2 id="anderer">${text('lacks.title')}</h2>
<form action="${EDITOR_PATHS.try}">
<input type="hidden" name="q" value="${turns.join('\n')}"><input type="hidden" name="tag" value="${day}"><input type="hidden" name="sprache" value="${lang}">
<div class="filters"><div><label for="eintrag">${text('lacks.entry')}</label>
<select id="eintrag" name="eintrag"><optgroup label="${text('lacks.near')}">${near.map(option)}</optgroup><optgroup label="${text('lacks.rest')}">${rest.map(option)}</optgroup></select></div>
<button class="button">${text('lacks.send')}</button></div>
</form></section>`
}

/** The moment of a trial: the present one where its day is today, else nine in the morning. */
export function momentOfTrial(day: Day, now: Date, on: (day: Day, clock: string) => Moment): Moment {
  const present = momentAt(now)
  return day === present.today ? present : on(day, '09:00')
}
