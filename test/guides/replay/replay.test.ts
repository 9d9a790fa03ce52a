import { describe, expect, it } from 'vitest'
import { give, reopen, stepBack, stepForward } from '../../../bot/guides/replay/moves.ts'
import { replay } from '../../../bot/guides/replay/replay.ts'
import { type Answer, emptyState, readGuideState } from '../../../bot/guides/state/guide-state.ts'
import { ask, continueGuide, startGuide } from '../../../bot/guides/talk.ts'
import { guideOf, PROBE, probeWorld, shipped, TODAY } from '../shipped.ts'

const { knowledge } = probeWorld()
const guide = guideOf(knowledge, 'guides/probe')
const ground = { knowledge, today: TODAY }
const answers = (given: Record<string, string | string[]>): Answer[] =>
  Object.entries(given).map(([step, value]) => ({ step, values: [value].flat() }))
const full = answers({ farbe: 'rot', dinge: ['hammer', 'zange'], zahl: '8', ort: '06110', tag: '2026-12-03', sicher: 'ja' })

describe('replaying answers', () => {
  it('leads to the first question without answers', () => expect(replay(guide, [], ground).step?.id).toBe('farbe'))
  it('leads to the outcome with all of them', () => expect(replay(guide, full, ground).outcome?.id).toBe('rot'))
  it('asks only what the answers call for', () => {
    expect(replay(guide, [...answers({ farbe: 'blau' }), ...full.slice(1)], ground)).toMatchObject({
      outcome: { id: 'sonst' },
      dropped: [{ answer: { step: 'sicher' }, reason: 'not-asked' }],
    })
  })
  it('keeps what was answered after a gap', () => {
    const here = replay(guide, answers({ dinge: 'zange', zahl: '8' }), ground)
    expect(here.step?.id).toBe('farbe')
    expect(here.kept).toHaveLength(2)
  })
  it('drops what is no answer, and says why', () => {
    const here = replay(guide, answers({ farbe: 'lila', zahl: '1000', tag: 'morgen', weg: 'x' }), ground)
    expect(here.dropped.map(({ answer, reason }) => `${answer.step} ${reason}`)).toEqual([
      'farbe impossible',
      'zahl impossible',
      'tag impossible',
      'weg gone',
    ])
  })
  describe('of a postcode that lies in two districts', () => {
    const answers = full.map((answer) => (answer.step === 'ort' ? { ...answer, values: ['39606'] } : answer))
    it('does not ask which, where nothing hangs on it', () => expect(replay(guide, answers, ground).step).toBeUndefined())
    it('asks which, where the guide tells the districts apart', () => {
      const { knowledge } = probeWorld(PROBE.replace('when: { farbe: rot }', 'when: { farbe: rot, ort: stendal }'))
      const telling = guideOf(knowledge, 'guides/probe')
      expect(replay(telling, answers, { ...ground, knowledge }).step).toMatchObject({
        id: 'ort.kreis',
        choices: [{ id: 'altmarkkreis-salzwedel' }, { id: 'stendal' }],
      })
    })
  })
  it('counts the questions truthfully', () => {
    const here = replay(guide, [], ground)
    expect(1 + here.stillPossible).toBe(7)
  })
})

describe('going back and changing', () => {
  it('asks the last question again and keeps its answer at hand', () => {
    const back = stepBack(guide, full, ground)!
    expect(replay(guide, back, ground).step?.id).toBe('sicher')
    expect(stepForward(guide, back, ground)).toEqual(full)
  })
  it('brings back later answers once the earlier question is answered', () => {
    let list = full
    for (let i = 0; i < 3; i++) list = stepBack(guide, list, ground)!
    expect(replay(guide, list, ground).step?.id).toBe('ort')
    expect(replay(guide, give(guide, list, 'ort', ['39576'], ground), ground).outcome?.id).toBe('rot')
  })
  it('cannot go back before the first question', () => expect(stepBack(guide, [], ground)).toBeUndefined())
  it('opens one question again without touching the others', () => {
    const opened = reopen(guide, full, 'zahl', ground)!
    expect(replay(guide, opened, ground).step?.id).toBe('zahl')
    expect(give(guide, opened, 'zahl', ['9'], ground).map(({ values }) => values.join())).toEqual([
      'rot',
      'hammer,zange',
      '9',
      '06110',
      '2026-12-03',
      'ja',
    ])
  })
  it('drops later answers that no longer fit', () => {
    expect(give(guide, full, 'farbe', ['blau'], ground).map(({ step }) => step)).not.toContain('sicher')
  })
})

describe('an edited guide', () => {
  const edited = probeWorld(
    PROBE.replace('id: zange, label: Zange', 'id: kneifzange, label: Kneifzange').replace('label: Hammer', 'label: Fäustel'),
  )
  const state = { ...emptyState(guide), answers: full }

  it('keeps the answers that still fit, and says so', () => {
    const turn = ask(edited.knowledge, { ...state, digest: 'an older text' }, TODAY)
    expect(turn).toMatchObject({ kind: 'ask', step: { id: 'dinge' } })
    expect(turn.kind === 'ask' && turn.notes[0]).toContain('inzwischen geändert')
    expect(turn.kind === 'ask' && turn.state.answers.map(({ step }) => step)).toEqual(['farbe', 'zahl', 'ort', 'tag', 'sicher'])
    expect(turn.kind === 'ask' && turn.state.digest).toBe(guideOf(edited.knowledge, 'guides/probe').digest)
  })
  it('keeps answers whose label alone was renamed', () => {
    const renamed = probeWorld(PROBE.replace('label: Hammer', 'label: Fäustel'))
    expect(ask(renamed.knowledge, state, TODAY)).toMatchObject({ kind: 'done', outcome: { id: 'rot' } })
  })
  it('that is gone leaves the visitor to the rest of the bot', () => {
    expect(ask(shipped, { ...state, guide: 'guides/gibt-es-nicht' }, TODAY)).toEqual({ kind: 'notMine' })
    expect(continueGuide(shipped, { ...state, guide: 'guides/gibt-es-nicht' }, 'ja', TODAY)).toEqual({ kind: 'notMine' })
    expect(startGuide(shipped, 'articles/cloud', undefined, TODAY)).toEqual({ kind: 'notMine' })
  })
})

describe('stored state', () => {
  it('is read back as it was written', () => {
    const state = { ...emptyState(guide), answers: full }
    expect(readGuideState(JSON.parse(JSON.stringify(state)))).toEqual(state)
  })
  it.each([
    undefined,
    null,
    7,
    {},
    { version: 0, guide: 'guides/probe', digest: 'x', answers: [] },
    { version: 1, guide: 'probe', digest: 'x', answers: [] },
    { version: 1, guide: 'guides/probe', digest: 'x', answers: [{ step: 'a', values: [] }] },
  ])('of another version or shape is dropped: %j', (stored) => expect(readGuideState(stored)).toBeUndefined())
})
