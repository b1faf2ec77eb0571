import { describe, expect, it, vi } from 'vitest'
import { compileLike } from './like.ts'

/** How many code points a match looked at: it looks up what each one moves. */
function countSteps(pattern: string, text: string): number {
  const matches = compileLike(pattern)
  const lookUp = vi.spyOn(Map.prototype, 'get')
  matches(text)
  const steps = lookUp.mock.calls.length
  lookUp.mockRestore()
  return steps
}

describe('LIKE', () => {
  it.each([
    ['%a%a%a%a%a%a%a%a%a%a%a%a%b', 'a'],
    [`${'%a'.repeat(63)}%b`, 'a'],
    [`${'%_'.repeat(63)}%b`, 'a'],
    ['%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab%', 'a'],
    ['%ab%ab%ab%abc', 'ab'],
  ])('L04 takes one step for each code point of the text under %s', (pattern, unit) => {
    const text = unit.repeat(5_000)

    expect(compileLike(pattern)(text)).toBe(false)
    expect(countSteps(pattern, text)).toBe(text.length)
    expect(countSteps(pattern, text + text)).toBe(2 * text.length)
  })

  it('stops where no run is left to save the match', () => {
    expect(countSteps('abc%', `x${'a'.repeat(1_000)}`)).toBe(1)
  })

  it('remembers nothing from one text to the next', () => {
    const matches = compileLike('a%c')

    expect([matches('ab'), matches('c'), matches('ac'), matches('abc')]).toEqual([false, false, true, true])

    const long = 'a'.repeat(100)
    const matchesLong = compileLike(`${long}%b`)

    expect([matchesLong(long), matchesLong('b'), matchesLong(`${long}b`)]).toEqual([false, false, true])
  })

  it.each([30, 31, 32, 33, 63, 64, 65, 127, 128])('keeps count over %i code points', (length) => {
    const exact = compileLike('_'.repeat(length))
    const atLeast = compileLike(`${'a'.repeat(length)}%`)
    const text = 'a'.repeat(length)

    expect([exact(text.slice(1)), exact(text), exact(`${text}a`)]).toEqual([false, true, false])
    expect([atLeast(text.slice(1)), atLeast(text), atLeast(`${text}a`)]).toEqual([false, true, true])
  })
})
