import { describe, expect, test } from 'vitest'
import {
  addValues,
  areSame,
  changeOf,
  faultOf,
  isLocked,
  keysLeft,
  newRow,
  rowsOf,
  tagsOf,
  type TagRow,
} from './tag-rows.ts'

function rowWith(part: Partial<TagRow>): TagRow {
  return { ...newRow(), key: 'function', values: ['doctors'], ...part }
}

describe('what is wrong with a row', () => {
  test.each([
    ['keyMissing', { key: '' }],
    ['keyTooLong', { key: 'k'.repeat(128) }],
    ['keyReserved', { key: 'WardKit:owner' }],
    ['textUnstorable', { values: ['a\0'] }],
    ['textUnstorable', { key: '\ud800' }],
    ['valuesMissing', { values: [] }],
    ['valueTooLong', { values: ['v'.repeat(256)] }],
    ['tooManyValues', { values: Array.from({ length: 101 }, (_, index) => String(index)) }],
    [undefined, { key: 'k'.repeat(127), values: ['v'.repeat(255)] }],
    [undefined, { key: '', isRemoved: true }],
  ] as const)('is %s', (fault, part) => {
    const row = rowWith(part)
    expect(faultOf(row, [row])).toBe(fault)
  })

  test('is a key that stands twice but for its letter case, unless the other is removed', () => {
    const row = rowWith({ key: 'Function' })
    expect(faultOf(row, [row, rowWith({})])).toBe('keyTwice')
    expect(faultOf(row, [row, rowWith({ isRemoved: true })])).toBeUndefined()
  })
})

test('the system’s tags are locked, and are kept', () => {
  const rows = rowsOf({ 'wardkit:source': ['sso'], function: ['doctors'] })
  expect(rows.map(isLocked)).toEqual([false, true])
  expect(rows.every((row) => faultOf(row, rows) === undefined)).toBe(true)
  expect(areSame(tagsOf(rows), { function: ['doctors'], 'wardkit:source': ['sso'] })).toBe(true)
})

test('a key named like a property of every object is a tag like any other', () => {
  const tags = JSON.parse('{"__proto__": ["a"], "constructor": ["b"]}') as Record<string, string[]>
  expect(Object.entries(tagsOf(rowsOf(tags)))).toEqual([
    ['__proto__', ['a']],
    ['constructor', ['b']],
  ])
})

test('removed rows are not said, and can be taken back', () => {
  const [row] = rowsOf({ function: ['doctors'] })
  if (row === undefined) throw new TypeError('there is no row')
  expect(areSame(tagsOf([{ ...row, isRemoved: true }]), {})).toBe(true)
  expect(areSame(tagsOf([{ ...row, isRemoved: false }]), { function: ['doctors'] })).toBe(true)
})

test('values are added once, whatever their letter case', () => {
  expect(addValues(['Doctors'], ['doctors', ' nurses ', '', 'NURSES'])).toEqual(['Doctors', 'nurses'])
})

test('counts the keys that may still be added', () => {
  expect(keysLeft([])).toBe(50)
  expect(keysLeft([rowWith({}), rowWith({ isRemoved: true })])).toBe(49)
})

test('a change says what was set and what went, and nothing of the rest or of the system', () => {
  const before = { function: ['doctors'], ward: ['east'], old: ['x'], 'wardkit:source': ['sso'] }
  const after = { function: ['doctors'], ward: ['east', 'west'], shift: ['night'] }
  const { set, remove } = changeOf(before, after)
  expect({ ...set }).toEqual({ ward: ['east', 'west'], shift: ['night'] })
  expect(remove).toEqual(['old'])
})
