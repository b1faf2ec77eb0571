import { describe, expect, test } from 'vitest'
import { parseCondition } from '../condition/parse-condition.ts'
import { sketchService } from '../testing/sketch-service.test-support.ts'
import { completeCondition } from './complete-condition.ts'
import { knownVariables } from './known-variables.ts'

const service = sketchService({
  'PUT:/patient/{patientId}': { body: { age: 'integer', name: 'string', urgent: 'boolean' } },
})
const variables = knownVariables({
  operations: service.operations,
  services: [service],
  tags: {
    principal: new Map([['function', ['doctors', "nurses' aides"]]]),
    resource: new Map([['ward', ['west']]]),
  },
})

/** What may stand at the `|` of a text. */
function complete(marked: string): { readonly texts: readonly string[]; readonly replaced: string } {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, options } = completeCondition(text, offset, variables)
  return { texts: options.map((option) => option.text), replaced: text.slice(from, to) }
}

describe('where a comparison begins', () => {
  test.each(['|', 'NOT |', '(|', "$principalTags:function = 'doctors' AND |"])(
    'offers every variable at %s',
    (marked) => {
      expect(complete(marked).texts).toEqual([...variables.map(({ text }) => text), 'NOT', 'ALL('])
    },
  )

  test('narrows by what is typed, letter case aside, and replaces it', () => {
    expect(complete('$PRINCIPALt|')).toEqual({ texts: ['$principalTags:function'], replaced: '$PRINCIPALt' })
  })

  test('does not offer what stands there already', () => {
    expect(complete('$context:time|').texts).toEqual([])
  })
})

describe('within a comparison', () => {
  test('offers operators after a variable, and no order for a boolean', () => {
    expect(complete('$request:age |').texts).toContain('BETWEEN')
    expect(complete('$request:urgent |').texts).toEqual(['=', '!=', 'IN', 'NOT IN', 'IS NULL', 'IS NOT NULL'])
  })

  test('offers the values in use, quoted, and variables that compare with the left side', () => {
    const { texts } = complete('$principalTags:function = |')
    expect(texts.slice(0, 2)).toEqual(["'doctors'", "'nurses'' aides'"])
    expect(texts).toContain('$resourceTags:ward')
    expect(texts).not.toContain('$request:urgent')
    expect(texts).not.toContain('$principalTags:function')
  })

  test('goes on with a string that is open, doubled quotes in it included', () => {
    expect(complete("$principalTags:function = 'nurses'' a|")).toEqual({
      texts: ["'nurses'' aides'"],
      replaced: "'nurses'' a",
    })
  })

  test.each([
    ['$request:urgent = |', ['TRUE', 'FALSE']],
    ['$principalTags:function IN (|', ["'doctors'", "'nurses'' aides'"]],
    ["$principalTags:function IN ('doctors' |", [',', ')']],
    ['$principalTags:function NOT |', ['IN', 'LIKE', 'BETWEEN']],
    ['$principalTags:function IS |', ['NULL', 'NOT NULL']],
    ['$request:age BETWEEN 1 |', ['AND']],
    ['ALL(|', ['$principalTags:function', '$resourceTags:ward', '$principal:roles']],
    ['ALL($resourceTags:ward) |', ['=', 'IN']],
    ["$principalTags:function = 'x' |", ['AND', 'OR']],
    ["ALL($resourceTags:ward) = 'west' |", ['AND', 'OR']],
  ])('offers at %s what the grammar takes', (marked, expected) => {
    expect(complete(marked).texts).toEqual(expected)
  })

  test.each([
    '= |',
    '$principalTags:function ! |',
    "'never closed| AND",
    ') |',
    '$request:age BETWEEN 1 OR |',
    '$a:b AND |',
  ])('offers nothing at %s', (marked) => {
    expect(complete(marked).texts).toEqual([])
  })
})

test('every chain of a few completions is the beginning of a clause that parses', () => {
  // Goes through what is offered, one step after the other, and keeps the first few of each kind.
  let texts = ['']
  for (let steps = 0; steps < 4; steps++) {
    texts = texts.flatMap((text) =>
      completeCondition(text, text.length, variables)
        .options.filter((_, index, all) => index < 2 || index >= all.length - 2)
        .map((option) => `${text}${option.text} `),
    )
    for (const text of texts) {
      const { diagnostics } = parseCondition(text)
      // What is wrong with a beginning is that it ends too soon.
      for (const { span } of diagnostics)
        expect(span.offset + span.length, text).toBeGreaterThanOrEqual(text.trimEnd().length)
    }
  }
  expect(texts.length).toBeGreaterThan(50)
  expect(texts.some((text) => parseCondition(text).condition !== null)).toBe(true)
})
