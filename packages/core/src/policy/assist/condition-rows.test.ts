import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCondition } from '../condition/parse-condition.ts'
import { printConditionRows, toConditionRows, type RowOperator } from './condition-rows.ts'

function rowsOf(text: string) {
  const { condition } = parseCondition(text)
  if (condition === null) throw new TypeError(`no clause: ${text}`)
  return toConditionRows(condition)
}

describe('what a form can show', () => {
  test.each([
    ["$principalTags:function = 'doctors'", '=', ["'doctors'"]],
    ['$request:age BETWEEN 1 AND 17', 'BETWEEN', ['1', '17']],
    ["$request:name NOT LIKE 'A%'", 'NOT LIKE', ["'A%'"]],
    ["$request:name NOT IN ('a', 'b')", 'NOT IN', ["'a'", "'b'"]],
    ['$resource:owner IS NOT NULL', 'IS NOT NULL', []],
    ['ALL($resourceTags:ward) = $principalTags:ward', 'ALL =', ['$principalTags:ward']],
    ["ALL($resourceTags:ward) IN ('east', 'west')", 'ALL IN', ["'east'", "'west'"]],
  ])('%s is one row', (text, operator, values) => {
    expect(rowsOf(text)).toMatchObject({ join: 'AND', rows: [{ operator, values }] })
  })

  test('comparisons joined alike are rows', () => {
    expect(rowsOf("$principal:id = $resource:owner OR $principalTags:function = 'doctors'")).toMatchObject({
      join: 'OR',
      rows: [{ variable: '$principal:id' }, { variable: '$principalTags:function' }],
    })
  })

  test.each([
    '$request:a = 1 AND ($request:b = 2 OR $request:c = 3)',
    'NOT $request:a = 1',
    '1 = $request:a',
    '$principalTags:a IN $resourceTags:a',
  ])('%s is not', (text) => {
    expect(rowsOf(text)).toBeUndefined()
  })
})

test('a row that is not whole is no condition yet', () => {
  const row = { variable: '$request:a', operator: '=' as RowOperator, values: ['1'] }
  expect(printConditionRows({ join: 'AND', rows: [] })).toBeUndefined()
  expect(printConditionRows({ join: 'AND', rows: [row, { ...row, variable: '' }] })).toBeUndefined()
  expect(printConditionRows({ join: 'AND', rows: [{ ...row, values: [] }] })).toBeUndefined()
  expect(printConditionRows({ join: 'AND', rows: [{ ...row, values: [''] }] })).toBeUndefined()
  expect(printConditionRows({ join: 'AND', rows: [{ ...row, operator: 'BETWEEN' }] })).toBeUndefined()
  expect(printConditionRows({ join: 'AND', rows: [{ ...row, operator: 'IN', values: [] }] })).toBeUndefined()
})

test('what a value would add to the clause is no condition', () => {
  const rows = [{ variable: '$request:a', operator: '=' as RowOperator, values: ["'x' OR 1 = "] }]
  expect(printConditionRows({ join: 'AND', rows })).toBeUndefined()
})

test('rows that were printed read as the same rows', () => {
  const variable = fc.constantFrom('$principalTags:function', '$request:age', '$resource:owner')
  const literal = fc.oneof(
    fc
      .string()
      .filter((text) => text.isWellFormed() && !text.includes('\0'))
      .map((text) => `'${text.replaceAll("'", "''")}'`),
    fc.integer().map(String),
  )
  const text = literal.filter((each) => each.startsWith("'"))
  const set = fc.constantFrom('$principalTags:function', '$principal:roles')
  const row = fc.oneof(
    fc.record({
      variable,
      operator: fc.constantFrom<RowOperator>('=', '!=', '<', '<=', '>', '>='),
      values: fc.tuple(literal),
    }),
    fc.record({
      variable,
      operator: fc.constantFrom<RowOperator>('IN', 'NOT IN'),
      values: fc.array(literal, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      variable,
      operator: fc.constantFrom<RowOperator>('LIKE', 'NOT LIKE'),
      values: fc.tuple(text.filter((each) => each.length < 100)),
    }),
    fc.record({
      variable,
      operator: fc.constantFrom<RowOperator>('BETWEEN', 'NOT BETWEEN'),
      values: fc.tuple(literal, literal),
    }),
    fc.record({ variable, operator: fc.constantFrom<RowOperator>('IS NULL', 'IS NOT NULL'), values: fc.constant([]) }),
    fc.record({ variable: set, operator: fc.constant<RowOperator>('ALL ='), values: fc.tuple(literal) }),
    fc.record({
      variable: set,
      operator: fc.constant<RowOperator>('ALL IN'),
      values: fc.array(literal, { minLength: 1, maxLength: 4 }),
    }),
  )
  fc.assert(
    fc.property(
      fc.constantFrom('AND' as const, 'OR' as const),
      fc.array(row, { minLength: 2, maxLength: 4 }),
      (join, rows) => {
        const printed = printConditionRows({ join, rows })
        expect(printed).toBeDefined()
        expect(rowsOf(printed ?? '')).toEqual({ join, rows })
      },
    ),
  )
})
