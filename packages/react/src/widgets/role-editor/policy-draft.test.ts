import { readPolicy } from '@wardkit/core/policy'
import { describe, expect, test } from 'vitest'
import {
  conditionText,
  hasComments,
  isWhole,
  names,
  newRule,
  sourceOf,
  toForm,
  toggleOperation,
  toRowsDraft,
} from './policy-draft.ts'

const SOURCE = `version: 1
type: openAPI
policy:
  - id: read
    description: Doctors read
    allow:
      - GET:/patient/{patientId}
      - PUT:/patient/{patientId}:[notes]
    where: $principalTags:function = 'doctors' AND $resourceTags:ward = $principalTags:ward
    filter: [name]
  - allow:
      - GET:*
    where: NOT ($principal:id = 'a' OR $principal:id = 'b')
`

describe('a policy and its form', () => {
  test('a form that nobody touched says what the policy said', () => {
    const form = toForm(SOURCE)
    expect(form && sourceOf(form)).toBe(SOURCE)
  })

  test('comparisons become rows, and anything more stays text', () => {
    expect(toForm(SOURCE)?.rules.map(({ condition }) => condition.kind)).toEqual(['rows', 'text'])
  })

  test.each([
    ['it cannot be read', 'policy: - allow'],
    ['it denies', "policy:\n  - deny: ['GET:/patient']\n"],
    ['it is a template', "template: t\npolicy:\n  - allow: ['GET:/patient']\n    principal: ?principal\n"],
    ['it is about GraphQL', 'type: graphQL\npolicy:\n  - allow: { query: [cluster] }\n'],
  ])('there is no form of a policy when %s', (_, source) => {
    expect(toForm(source)).toBeUndefined()
  })
})

describe('operations of a rule', () => {
  test('are put in and taken out by position, and the others keep their field lists', () => {
    const [rule] = toForm(SOURCE)?.rules ?? []
    if (rule === undefined) throw new TypeError('the form has no rule')
    const named = { method: 'GET', path: '/patient/{id}' }
    expect(names(rule, named)).toBe(true)
    const without = toggleOperation(rule, named)
    expect(names(without, named)).toBe(false)
    const added = toggleOperation(without, { method: 'POST', path: '/patient' })
    expect(sourceOf({ kind: 'form', rules: [added] })).toContain(
      '      - PUT:/patient/{patientId}:[notes]\n      - POST:/patient\n',
    )
  })

  test('a rule without any is not whole', () => {
    expect(isWhole(newRule())).toBe(false)
    expect(isWhole(toggleOperation(newRule(), { method: 'GET', path: '/patient' }))).toBe(true)
  })
})

describe('the condition of a rule', () => {
  test('is not whole while a row lacks its value, and while its text is none', () => {
    const rows = [{ variable: '$principalTags:function', operator: '=' as const, values: [] }]
    expect(conditionText({ kind: 'rows', join: 'AND', rows })).toBeUndefined()
    expect(conditionText({ kind: 'text', text: '$principal:id =' })).toBeUndefined()
    expect(conditionText({ kind: 'always' })).toBe('')
  })

  test('INVARIANT: a rule whose condition is not whole is not whole, so it is not saved as one without', () => {
    const rule = toggleOperation(newRule(), { method: 'GET', path: '/patient' })
    for (const condition of [
      { kind: 'text', text: '' },
      { kind: 'rows', join: 'OR', rows: [] },
    ] as const) {
      expect(isWhole({ ...rule, condition })).toBe(false)
      expect(sourceOf({ kind: 'form', rules: [rule, { ...rule, condition }] })).toBeUndefined()
    }
  })

  test('is shown as rows only where rows say the same', () => {
    expect(toRowsDraft("$principal:id = 'a' AND NOT $principal:id = 'b'")).toBeUndefined()
  })
})

test('finds comments, and none in quotes', () => {
  expect(hasComments("policy: # why\n  - allow: ['GET:/a']")).toBe(true)
  expect(hasComments("policy:\n  - description: 'not # one'\n    allow: ['GET:/a']")).toBe(false)
})

test('the text of a form reads as a policy', () => {
  const rule = toggleOperation({ ...newRule(), description: 'a: b' }, { method: 'GET', path: '/patient' })
  expect(readPolicy(sourceOf({ kind: 'form', rules: [rule] }) ?? '').diagnostics).toEqual([])
})
