/** The address of a guide's state, and the names of its form's fields. */
import { queryOf } from '../../../bot/guides/replay/query.ts'
import type { GuideState } from '../../../bot/guides/talk.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { PERSON_PATH } from '../frame/layout.ts'

/** Names of form fields; no step may be called so. `fresh`: questions that a whole sentence answered along with the open one. */
export const QUERY_FIELDS = { step: 'frage', choice: 'antwort', typed: 'eingabe', fresh: 'neu' } as const

export function guideAddress(guide: Guide, { answers }: Pick<GuideState, 'answers'>, fresh: readonly string[] = []): string {
  const marks = fresh.length > 0 ? String(new URLSearchParams({ [QUERY_FIELDS.fresh]: fresh.join(' ') })) : ''
  const query = [queryOf(answers), marks].filter((part) => part !== '').join('&')
  return query === '' ? pathOf(guide.id) : `${pathOf(guide.id)}?${query}`
}

/** The people for who has answered this much. */
export function personAddress(guide: Guide, { answers }: Pick<GuideState, 'answers'>): string {
  return PERSON_PATH + guideAddress(guide, { answers })
}
