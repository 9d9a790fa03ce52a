import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classesOf } from '../../bot/guides/proof/classes.ts'
import { give, stepBack, stepForward } from '../../bot/guides/replay/moves.ts'
import { answersFrom, queryOf } from '../../bot/guides/replay/query.ts'
import { replay } from '../../bot/guides/replay/replay.ts'
import { stepsOf } from '../../bot/guides/replay/steps.ts'
import { groundOf } from '../../bot/guides/state/ground.ts'
import type { Answer } from '../../bot/guides/state/guide-state.ts'
import { ask, continueGuide, type GuideState, startGuide } from '../../bot/guides/talk.ts'
import { outcomeTargets } from '../../bot/guides/views.ts'
import type { Step } from '../../bot/knowledge/guide-schema.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { isOpen } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'
import { shipped, TODAY } from './shipped.ts'

const ground = groundOf(shipped, momentOn(TODAY))
const guides = entriesOf(shipped, 'guides')
/** Named by slug, so that a counterexample is short. */
const anyGuide = fc.constantFrom(...guides.map(({ slug }) => slug)).map((slug) => guides.find((guide) => guide.slug === slug)!)
/** Seeds of choices: which of the possible answers is given at each question. */
const path = fc.array(fc.nat(10_000), { minLength: 0, maxLength: 9 })

/** Every answer a question can have; working out the places takes long enough to do it once. */
const possible = new Map<string, string[][]>()
function possibleAnswers(guide: Guide, step: Step): string[][] {
  const key = [guide.id, step.id, ...step.choices.map(({ id }) => id)].join()
  const known = possible.get(key) ?? classesOf(guide, step, ground).flatMap(({ members }) => members)
  possible.set(key, known)
  return known
}

/** Answers a guide question by question, as far as the seeds reach. */
function walked(guide: Guide, seeds: readonly number[]): Answer[] {
  let answers: Answer[] = []
  for (const seed of seeds) {
    const { step } = replay(guide, answers, ground)
    if (!step) break
    const choices = possibleAnswers(guide, step)
    answers = give(guide, answers, step.id, choices[seed % choices.length]!, ground)
  }
  return answers
}

/** Any heap of answers, sensible or not, as an address or an old store could hold. */
const heap = anyGuide.chain((guide) =>
  fc.record({
    guide: fc.constant(guide),
    answers: fc.array(
      fc.record({
        step: fc.constantFrom(...stepsOf(guide).map(({ id }) => id), 'gibt-es-nicht'),
        values: fc.array(
          fc.oneof(
            fc.constantFrom(
              'weiss-nicht',
              'ja',
              'handwerk',
              '06406',
              '39606',
              'stendal',
              'altmark',
              'ausserhalb',
              '12',
              '1-9',
              '2026-12-03',
            ),
            fc.string({ maxLength: 8 }),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        aside: fc.boolean(),
      }),
      { maxLength: 10 },
    ),
  }),
)

describe('whatever the answers', () => {
  it('replaying twice changes nothing', () => {
    fc.assert(
      fc.property(heap, ({ guide, answers }) => {
        const once = replay(guide, answers, ground)
        const twice = replay(guide, once.kept, ground)
        expect(twice.kept).toEqual(once.kept)
        expect(twice.accepted).toEqual(once.accepted)
        expect(twice.dropped).toEqual([])
        expect([twice.step?.id, twice.outcome?.id]).toEqual([once.step?.id, once.outcome?.id])
      }),
    )
  })

  it('the order in which they were given does not matter for what counts, is asked and is found', () => {
    fc.assert(
      fc.property(anyGuide, path, (guide, seeds) => {
        const answers = walked(guide, seeds)
        const counts = (list: readonly Answer[]) => {
          const { accepted, step, outcome } = replay(guide, list, ground)
          return [accepted.toSorted((a, b) => (a.step < b.step ? -1 : 1)), step?.id, outcome?.id]
        }
        expect(counts([...answers].reverse())).toEqual(counts(answers))
      }),
    )
  })

  it('back and forward is the identity', () => {
    fc.assert(
      fc.property(anyGuide, path, fc.integer({ min: 1, max: 4 }), (guide, seeds, times) => {
        const answers = walked(guide, seeds)
        let back: Answer[] | undefined = answers
        for (let i = 0; i < times && back; i++) back = stepBack(guide, back, ground)
        if (!back) return
        expect(stepForward(guide, back, ground)).toEqual(answers)
      }),
    )
  })

  it('back and the same answer again is the identity', () => {
    fc.assert(
      fc.property(anyGuide, path, (guide, seeds) => {
        const answers = walked(guide, seeds)
        const back = stepBack(guide, answers, ground)
        if (!back) return
        const { step, kept } = replay(guide, back, ground)
        expect(give(guide, back, step!.id, kept.find((answer) => answer.step === step!.id)!.values, ground)).toEqual(answers)
      }),
    )
  })

  it('an address holds them all', () => {
    fc.assert(
      fc.property(anyGuide, path, (guide, seeds) => {
        const answers = walked(guide, seeds)
        expect(answersFrom(new URLSearchParams(queryOf(answers)), guide)).toEqual(answers)
      }),
    )
  })

  it('a finished guide offers somewhere real to go', () => {
    fc.assert(
      fc.property(anyGuide, fc.array(fc.nat(10_000), { minLength: 9, maxLength: 9 }), (guide, seeds) => {
        const here = replay(guide, walked(guide, seeds), ground)
        const turn = ask(shipped, { version: 1, guide: guide.id, digest: guide.digest, answers: here.kept }, momentOn(TODAY))
        if (turn.kind !== 'done') throw new Error('not finished')
        const offered = turn.outcome.groups.flatMap(({ targets }) => targets)
        const real = offered.filter(
          ({ kind, id }) =>
            ['contact', 'event', 'programme'].includes(kind) && id !== 'person' && isOpen(shipped.entries.get(id)!, momentOn(TODAY)),
        )
        expect(real.length).toBeGreaterThan(0)
        // What the walk takes for sure is really shown.
        const shown = new Set(offered.map(({ id }) => id))
        expect(outcomeTargets(guide, here, new Set(), { ...ground, lang: guide.lang }).anchors.filter(({ id }) => !shown.has(id))).toEqual(
          [],
        )
      }),
      { numRuns: 300 },
    )
  })
})

const INTERRUPTIONS = [
  'Was kostet das?',
  'warum fragen Sie das?',
  'Wie geht das mit der E-Rechnung?',
  'xq',
  'wer sind Sie?',
  'ich habe mich vertippt',
  'Gibt es das auch in Bayern?',
]

describe('interruptions', () => {
  it('in any order leave the answers as they were', () => {
    fc.assert(
      fc.property(anyGuide, path, fc.shuffledSubarray(INTERRUPTIONS, { minLength: 1 }), (guide, seeds, said) => {
        let state: GuideState = { version: 1, guide: guide.id, digest: guide.digest, answers: walked(guide, seeds) }
        const before = state.answers
        for (const utterance of said) {
          const turn = continueGuide(shipped, state, utterance, momentOn(TODAY))
          if (turn.kind !== 'notMine') state = turn.state
        }
        expect(state.answers).toEqual(before)
      }),
    )
  })

  it('nothing a visitor can type breaks a turn', () => {
    fc.assert(
      fc.property(
        anyGuide,
        path,
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 3_000 })),
        (guide, seeds, said) => {
          const state: GuideState = { version: 1, guide: guide.id, digest: guide.digest, answers: walked(guide, seeds) }
          expect(['ask', 'done', 'notMine']).toContain(continueGuide(shipped, state, said, momentOn(TODAY)).kind)
          expect(['ask', 'done']).toContain(startGuide(shipped, guide.id, said, momentOn(TODAY)).kind)
        },
      ),
    )
  })
})
