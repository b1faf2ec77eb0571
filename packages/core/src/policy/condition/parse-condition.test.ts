import { expect, test } from 'vitest'
import { parseCondition } from './parse-condition.ts'
import { printCondition } from '../print/print-condition.ts'
import { withoutSpans } from '../testing/arbitrary-policy.test-support.ts'

function canonical(text: string): string {
  const { condition, diagnostics } = parseCondition(text)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return printCondition(condition as NonNullable<typeof condition>)
}

/** `code text` of each diagnostic. */
function findings(text: string): readonly string[] {
  return parseCondition(text).diagnostics.map((diagnostic) => `${diagnostic.code} ${diagnostic.text}`)
}

const A = '$principalTags:a'

test.each([
  [`${A}='x'or${A}='y'and${A}='z'`, `${A} = 'x' OR ${A} = 'y' AND ${A} = 'z'`],
  [`(${A} = 1 or ${A} = 2) and ${A} = 3`, `(${A} = 1 OR ${A} = 2) AND ${A} = 3`],
  [`((${A} = 1) and (${A} = 2)) and (${A} = 3)`, `${A} = 1 AND ${A} = 2 AND ${A} = 3`],
  [`not (${A} = 1)`, `NOT ${A} = 1`],
  [`not (${A} = 1 and ${A} = 2)`, `NOT (${A} = 1 AND ${A} = 2)`],
  [`not not ${A} is not null`, `NOT NOT ${A} IS NOT NULL`],
  [`${A} <> 'x'`, `${A} != 'x'`],
  [`${A} not in ('x',2,true,?slot)`, `${A} NOT IN ('x', 2, TRUE, ?slot)`],
  [`'x' in ${A}`, `'x' IN ${A}`],
  [`${A} not like '%x_'`, `${A} NOT LIKE '%x_'`],
  [`${A} not between -1.50 and 2 and ${A} = 3`, `${A} NOT BETWEEN -1.50 AND 2 AND ${A} = 3`],
  [`all($resourceTag:a) in $principal:roles`, `ALL($resourceTags:a) = $principal:roles`],
  [`All( ${A} ) In ('x')`, `ALL(${A}) IN ('x')`],
  [`$resourceTag[cluster-id]:a.b:c = ${A}`, `$resourceTags[cluster-id]:a.b:c = ${A}`],
  [`$principalTags:"a b":c = 'x'`, `$principalTags:"a b:c" = 'x'`],
  [
    `$request:a.b:"c.d" < 1 AND $path:x=1 AND $query:y=1 AND $body:z=1`,
    `$request:a:b:"c.d" < 1 AND $path:x = 1 AND $query:y = 1 AND $body:z = 1`,
  ],
  [
    `$context:time < '2026-01-01T00:00:00Z' AND $resource:owner = $principal:id`,
    `$context:time < '2026-01-01T00:00:00Z' AND $resource:owner = $principal:id`,
  ],
  [`${A} = "it's" OR ${A} = 'say ""hi""'`, `${A} = 'it''s' OR ${A} = 'say ""hi""'`],
  [`${A} = ‘dev’ OR ${A} = “it's”`, `${A} = 'dev' OR ${A} = 'it''s'`],
])('reads %s as %s', (text, expected) => {
  expect(canonical(text)).toBe(expected)
  expect(canonical(expected)).toBe(expected)
})

test('everything after the first colon of a tag is its key, separators kept', () => {
  expect(parseCondition('$principalTags:a:b = $resourceTags:a.b').condition).toMatchObject({
    left: { kind: 'principal-tag', key: 'a:b' },
    right: { kind: 'resource-tag', key: 'a.b' },
  })
})

test('an AND in an AND, and an OR in an OR, are one with more operands', () => {
  for (const kind of ['and', 'or']) {
    const { condition } = parseCondition(`((${A} = 1) ${kind} (${A} = 2)) ${kind} (${A} = 3 ${kind} ${A} = 4)`)
    expect(condition).toMatchObject({ kind, operands: Array(4).fill({ kind: 'compare' }) })
  }
})

test('AND binds closer than OR, and NOT closer than both', () => {
  expect(withoutSpans(parseCondition(`NOT ${A} = 1 AND ${A} = 2 OR ${A} = 3`).condition)).toMatchObject({
    kind: 'or',
    operands: [{ kind: 'and', operands: [{ kind: 'not' }, { kind: 'compare' }] }, { kind: 'compare' }],
  })
})

test.each<[string, readonly string[]]>([
  ["'x' = 'x'", ["comparison-without-variable 'x' = 'x'"]],
  ["'x' IN ('x')", ["comparison-without-variable 'x' IN ('x')"]],
  ['1 BETWEEN 0 AND 2', ['comparison-without-variable 1 BETWEEN 0 AND 2']],
  ['NULL IS NULL', ['comparison-without-variable NULL IS NULL']],
  [`${A} LIKE NULL`, ['null-operand NULL']],
  [`${A} BETWEEN NULL AND 1`, ['null-operand NULL']],
  [`${A} = NULL`, [`null-comparison ${A} = NULL`]],
  [`${A} IN ('x', NULL)`, ['null-comparison NULL']],
  [`${A} IN ()`, ['where-syntax )']],
  [`${A} = doctors`, ['where-syntax doctors']],
  [A, ['where-syntax ']],
  [`(${A} = 1`, ['where-syntax ']],
  [`${A} = 1)`, ['where-syntax )']],
  [`${A} = 1 2`, ['where-syntax 2']],
  [`${A} == 1`, ['where-syntax ==']],
  [`${A} = 1 && ${A} = 2`, ['where-syntax &&']],
  [`${A} = 1e5`, ['where-syntax 1e5']],
  [`${A} = 1234567890123456`, ['number-digits 1234567890123456']],
  [`${A} = 'x`, ["quote-unclosed 'x"]],
  [`${A} = 'x’`, ["quote-mixed 'x’"]],
  [`${A} = ‘x'`, ["quote-mixed ‘x'"]],
  [`${A} != ‘x' AND ${A} != ‘y’`, ["quote-mixed ‘x'"]],
  [`${A} = ’x’`, ['quote-mixed ’']],
  [`${A} = ‘x’`, ['quote-typographic ‘x’']],
  [`ALL($request:a) = 1`, ['all-operand $request:a']],
  [`ALL(${A}) != 1`, ['where-syntax !=']],
  ['$principalTag:a = 1', ['variable-unknown $principalTag:a']],
  ['$principal:name = 1', ['attribute-unknown $principal:name']],
  ['$principalTags = 1', ['variable-syntax $principalTags']],
  ['$principalTags:1 = 1', ['variable-syntax $principalTags:']],
  ['$request[x]:a = 1', ['variable-syntax $request[x]:a']],
  ['$request.a = 1', ['variable-syntax $request.']],
  [`${A} =\u00a0'x'`, ['where-syntax \u00a0']],
  [' \n', ['condition-empty  \n']],
  [`${A} = '\0'`, [`control-character ${A} = '\0'`]],
])('reports on %j', (text, expected) => {
  expect(findings(text)).toEqual(expected)
})

test('suggests the variable, the attribute and the operator that were meant', () => {
  const hints = ['$PrincipalTags:a = 1', '$principal:role = 1', `${A} = NULL`, `${A} != NULL`, `${A} || 1`]
  expect(hints.map((text) => parseCondition(text).diagnostics[0]?.hint)).toEqual([
    'did you mean `$principalTags`?',
    'did you mean `$principal:roles`?',
    `write \`${A} IS NULL\``,
    `write \`${A} IS NOT NULL\``,
    'write `OR`',
  ])
})

test('gives every part its span in the text', () => {
  const text = `${A} = 1 AND\n  $resourceTags:b IN ('x', 'y')`
  const { condition } = parseCondition(text)
  expect(condition).toMatchObject({
    span: { offset: 0, length: text.length },
    operands: [
      { span: { line: 1, column: 1, length: `${A} = 1`.length } },
      { span: { line: 2, column: 3 }, right: [{}, { span: { line: 2, column: 28, length: 3 } }] },
    ],
  })
})

test('reports several mistakes of meaning in one clause', () => {
  expect(findings("$nope:a = 1 AND 1 = 2 AND ALL($request:x) = 'y'")).toEqual([
    'variable-unknown $nope:a',
    'comparison-without-variable 1 = 2',
    'all-operand $request:x',
  ])
})

test('minus zero is zero, as written', () => {
  expect(parseCondition(`${A} = -0`).condition).toMatchObject({ right: { value: 0, text: '-0' } })
})
