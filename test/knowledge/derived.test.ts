import { expect, it } from 'vitest'
import { derivedFrom } from '../../bot/knowledge/derived.ts'

it('works a value out once for each source, also where the value is undefined', () => {
  const asked: string[] = []
  const firstOf = derivedFrom((list: readonly string[]) => {
    asked.push(list.join())
    return list[0]
  })
  const [some, none] = [['a', 'b'], [] as string[]]
  expect([firstOf(some), firstOf(some), firstOf(none), firstOf(none)]).toEqual(['a', 'a', undefined, undefined])
  expect(asked).toEqual(['a,b', ''])
  expect(firstOf(['c', 'd'])).toBe('c')
})
