import { describe, expect, it } from 'vitest'
import { isAmbiguous, liesIn, placeOf, regionWords } from '../../bot/regions/place.ts'
import { responsibleFor } from '../../bot/regions/responsible.ts'
import { shipped, TODAY } from './shipped.ts'

const { vocabulary } = shipped
const CRAFT = 'handwerk'
const TRADE = 'handel'
const at = (value: string) => placeOf(value, shipped)
const referralsOf = (place: string, trade: string) =>
  responsibleFor({ places: [at(place)!], audiences: [trade], topics: [] }, shipped, { today: TODAY })
const chambers = (place: string, trade = CRAFT) =>
  referralsOf(place, trade).referrals.flatMap(({ contact, reason }) => (reason === 'responsible' ? [contact.slug] : []))

/** From the editors' facts: the districts of either half; the Salzlandkreis has a border of its own. */
const NORTH = ['magdeburg', 'altmarkkreis-salzwedel', 'stendal', 'boerde', 'jerichower-land', 'harz']
const SOUTH = ['halle', 'dessau-rosslau', 'anhalt-bitterfeld', 'wittenberg', 'mansfeld-suedharz', 'saalekreis', 'burgenlandkreis']
/** Postcodes whose chamber nobody could settle: around Bernburg, and where a postcode lies in a district of each half. */
const BERNBURG = ['06406', '06408', '06420', '06425', '06429']
const UNCLEAR = [...BERNBURG, '06333', '06543', '06456', '39264']

describe('the responsible chamber', () => {
  it.each(NORTH)('of %s is in Magdeburg', (district) => {
    expect(chambers(district)).toEqual(['hwk-magdeburg'])
    expect(chambers(district, TRADE)).toEqual(['ihk-magdeburg'])
  })
  it.each(SOUTH)('of %s is in Halle', (district) => {
    expect(chambers(district)).toEqual(['hwk-halle'])
    expect(chambers(district, TRADE)).toEqual(['ihk-halle-dessau'])
  })
  it.each([...BERNBURG, 'raum-bernburg', '39264'])('of %s is named twice, Halle first', (place) => {
    expect(chambers(place)).toEqual(['hwk-halle', 'hwk-magdeburg'])
    expect(chambers(place, TRADE)).toEqual(['ihk-halle-dessau', 'ihk-magdeburg'])
  })
  it.each(['06333', '06543', '06456', 'salzlandkreis'])('of %s is named twice, in the order of the districts', (place) => {
    expect(new Set(chambers(place))).toEqual(new Set(['hwk-magdeburg', 'hwk-halle']))
    expect(referralsOf(place, CRAFT).doubt).toBeDefined()
  })
  it.each(['schonebeck', 'stassfurt', 'aschersleben', '39418'])('of %s, in the same district as Bernburg, is in no doubt', (place) => {
    expect(chambers(place)).toEqual(['hwk-magdeburg'])
    expect(referralsOf(place, CRAFT).doubt).toBeUndefined()
  })
  it('of every other postcode is one', () => {
    const postcodes = vocabulary.regions.flatMap((region) => region.postcodes).filter((code) => !UNCLEAR.includes(code) && code !== '14715')
    expect(postcodes.length).toBeGreaterThan(250)
    expect(postcodes.filter((code) => chambers(code).length !== 1)).toEqual([])
  })
  it.each(['04109', '10115', '80331', 'sachsen', 'bayern', 'ausserhalb'])('is none of ours for %s', (place) =>
    expect(chambers(place)).toEqual([]),
  )
  it('is either for a place that is not known', () => {
    const { referrals, doubt } = referralsOf('weiss-nicht', CRAFT)
    expect(referrals.filter(({ reason }) => reason === 'perhaps').map(({ contact }) => contact.slug)).toEqual(
      expect.arrayContaining(['hwk-halle', 'hwk-magdeburg']),
    )
    expect(doubt).toEqual({ kind: 'place' })
  })
})

describe('a place', () => {
  it('in two districts is asked back, but not where the border itself is the question', () => {
    const double = [...new Set(vocabulary.regions.flatMap((region) => region.postcodes))].filter(
      (code) => vocabulary.regions.filter((region) => region.postcodes.includes(code)).length > 1,
    )
    expect(double).toHaveLength(18)
    expect(double.filter((code) => !isAmbiguous(at(code)!)).sort()).toEqual(['06333', '06420', '06456', '06543', '39264'])
  })
  it('may lie over the border of the land', () => {
    const havel = at('14715')!
    expect(havel.regions.map(({ id }) => id)).toEqual(['stendal', 'brandenburg'])
    expect(isAmbiguous(havel)).toBe(true)
    expect(havel.outside).toBe(false)
  })
  it('is known by all regions around it', () => {
    expect([...regionWords(at('06618')!, vocabulary)]).toEqual(['burgenlandkreis', 'sued', 'sachsen-anhalt'])
  })
  it.each([
    ['06110', ['sachsen-anhalt'], 'yes'],
    ['06110', ['nord'], 'no'],
    ['06406', ['sued'], 'maybe'],
    ['06406', ['bayern'], 'no'],
    ['nord', ['harz'], 'maybe'],
    ['04109', ['sachsen-anhalt'], 'no'],
    ['04109', ['sachsen'], 'maybe'],
    ['weiss-nicht', ['nord'], 'maybe'],
    ['39606', ['stendal'], 'maybe'],
    ['39606', ['nord'], 'yes'],
    ['harz', [], 'yes'],
  ] as const)('%s in %j: %s', (place, regions, expected) => expect(liesIn(regions, at(place), vocabulary)).toBe(expected))
})
