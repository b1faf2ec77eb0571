import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../model/json.ts'
import type { ResponseFilter } from '../compiled.ts'
import { filterResponse } from './filter-response.ts'
import { arbitraryBody, arbitraryField } from '../testing/arbitrary-fields.test-support.ts'
import { fieldsOf } from '../testing/parse-fields.test-support.ts'

interface FilterCase {
  readonly name: string
  readonly filters: readonly string[]
  readonly mask?: string
  readonly body: Json
  readonly kept: Json
}

const cases = JSON.parse(
  readFileSync(new URL('../testdata/filters/filters.json', import.meta.url), 'utf8'),
) as readonly FilterCase[]

function filtersOf(lists: readonly string[]): readonly ResponseFilter[] {
  return lists.map((list) => ({ patterns: fieldsOf(list) }))
}

function deepFreeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}

test.each(cases)('$name', ({ filters, mask, body, kept }) => {
  // As sent: key order counts, and `__proto__` is a key.
  expect(JSON.stringify(filterResponse(filtersOf(filters), deepFreeze(body), mask))).toBe(JSON.stringify(kept))
})

test('B04 a key `__proto__` changes no prototype', () => {
  const body = JSON.parse('{"__proto__":{"polluted":1}}') as Json
  const kept = filterResponse(filtersOf(['__proto__']), body, undefined)
  expect(Object.keys(kept as object)).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('B06 arrays 100,000 deep are filtered without overflowing the stack', () => {
  let body: Json = { name: 'a', notes: 'b' }
  for (let i = 0; i < 100_000; i++) body = [body]
  let kept = filterResponse(filtersOf(['name']), body, undefined)
  while (Array.isArray(kept)) kept = (kept as readonly Json[])[0] as Json
  expect(JSON.stringify(kept)).toBe('{"name":"a"}')
})

describe('laws', () => {
  const filters = fc.array(arbitraryField, { maxLength: 4 }).map((fields) => filtersOf(fields))
  const mask = fc.constantFrom(undefined, '***')

  test('filtering twice is filtering once', () => {
    fc.assert(
      fc.property(filters, arbitraryBody, mask, (each, value, hidden) => {
        const once = filterResponse(each, value, hidden)
        expect(JSON.stringify(filterResponse(each, once, hidden))).toBe(JSON.stringify(once))
      }),
    )
  })

  test('what is kept is part of the body, but for masks', () => {
    fc.assert(
      fc.property(filters, arbitraryBody, mask, (each, value, hidden) => {
        expect(isPartOf(filterResponse(each, value, hidden), value, hidden)).toBe(true)
      }),
    )
  })

  test('a further filter never takes away', () => {
    fc.assert(
      fc.property(filters, filters, arbitraryBody, (each, more, value) => {
        const fewer = filterResponse(each, value, undefined)
        const all = filterResponse([...each, ...more], value, undefined)
        expect(fewer === null || isPartOf(fewer, all, undefined)).toBe(true)
      }),
    )
  })
})

/** Whether one value can be made from another by leaving things out, or by masking them. */
function isPartOf(part: Json, whole: Json, mask: string | undefined): boolean {
  if (part === null || (mask !== undefined && part === mask)) return true
  if (Array.isArray(part)) {
    const rest = Array.isArray(whole) ? [...(whole as readonly Json[])] : []
    return (part as readonly Json[]).every((element) => {
      const at = rest.findIndex((candidate) => isPartOf(element, candidate, mask))
      rest.splice(0, at + 1)
      return at !== -1
    })
  }
  if (typeof part !== 'object') return part === whole
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false
  const fields = whole as { readonly [name: string]: Json }
  return Object.entries(part).every(
    ([name, value]) => Object.hasOwn(fields, name) && isPartOf(value, fields[name] as Json, mask),
  )
}
