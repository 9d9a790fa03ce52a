import { describe, expect, it } from 'vitest'
import { isAmbiguous, liesIn, placeOf, regionWords } from '../../bot/guides/place.ts'
import { responsibleFor } from '../../bot/guides/rules/responsible.ts'
import { shipped, TODAY } from './shipped.ts'

const { vocabulary } = shipped
const ground = { knowledge: shipped, today: TODAY }
const CRAFT = ['contacts/hwk-magdeburg', 'contacts/hwk-halle']
const TRADE = ['contacts/ihk-magdeburg', 'contacts/ihk-halle-dessau']
const chambers = (place: string, from = CRAFT) => responsibleFor(from, placeOf(place, vocabulary), ground).map(({ slug }) => slug)

/** From the editors' facts: the districts of either half. */
const NORTH = ['magdeburg', 'altmarkkreis-salzwedel', 'stendal', 'boerde', 'jerichower-land', 'harz', 'salzlandkreis']
const SOUTH = ['halle', 'dessau-rosslau', 'anhalt-bitterfeld', 'wittenberg', 'mansfeld-suedharz', 'saalekreis', 'burgenlandkreis']
/** Postcodes whose chamber nobody could settle: around Bernburg, and where a postcode lies in a district of each half. */
const UNCLEAR = ['06406', '06408', '06420', '06425', '06429', '06333', '06543', '06456', '39264']

describe('the responsible chamber', () => {
  it.each(NORTH)('of %s is in Magdeburg', (district) => {
    expect(chambers(district)).toEqual(['hwk-magdeburg'])
    expect(chambers(district, TRADE)).toEqual(['ihk-magdeburg'])
  })
  it.each(SOUTH)('of %s is in Halle', (district) => {
    expect(chambers(district)).toEqual(['hwk-halle'])
    expect(chambers(district, TRADE)).toEqual(['ihk-halle-dessau'])
  })
  it.each([...UNCLEAR, 'raum-bernburg'])('of %s is named twice', (place) => {
    expect(chambers(place)).toEqual(['hwk-magdeburg', 'hwk-halle'])
    expect(chambers(place, TRADE)).toEqual(['ihk-magdeburg', 'ihk-halle-dessau'])
  })
  it('of every other postcode is one', () => {
    const postcodes = vocabulary.regions.flatMap((region) => region.postcodes).filter((code) => !UNCLEAR.includes(code) && code !== '14715')
    expect(postcodes.length).toBeGreaterThan(250)
    expect(postcodes.filter((code) => chambers(code).length !== 1)).toEqual([])
  })
  it.each(['04109', '10115', '80331', 'sachsen', 'bayern', 'ausserhalb'])('is none of ours for %s', (place) =>
    expect(chambers(place)).toEqual([]),
  )
  it('is both for a place that is not known', () => expect(chambers('weiss-nicht')).toEqual(['hwk-magdeburg', 'hwk-halle']))
})

describe('a place', () => {
  it('in two districts is asked back, but not where the border itself is the question', () => {
    const double = [...new Set(vocabulary.regions.flatMap((region) => region.postcodes))].filter(
      (code) => vocabulary.regions.filter((region) => region.postcodes.includes(code)).length > 1,
    )
    expect(double).toHaveLength(17)
    expect(double.filter((code) => !isAmbiguous(placeOf(code, vocabulary)!)).sort()).toEqual(['06333', '06420', '06456', '06543', '39264'])
  })
  it('may lie over the border of the land', () => {
    const havel = placeOf('14715', vocabulary)!
    expect(havel.regions.map(({ id }) => id)).toEqual(['stendal', 'brandenburg'])
    expect(isAmbiguous(havel)).toBe(true)
    expect(havel.outside).toBe(false)
  })
  it('is known by all regions around it', () => {
    expect([...regionWords(placeOf('06618', vocabulary)!, vocabulary)]).toEqual(['burgenlandkreis', 'sued', 'sachsen-anhalt'])
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
  ] as const)('%s in %j: %s', (place, regions, expected) => expect(liesIn(regions, placeOf(place, vocabulary), vocabulary)).toBe(expected))
})
