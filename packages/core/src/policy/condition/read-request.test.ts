import { expect, it } from 'vitest'
import { compileCondition } from './compile-condition.ts'
import { createEvaluationInput, createTestService } from '../testing/evaluation-input.test-support.ts'
import { readCondition, truthName } from '../testing/read-condition.test-support.ts'

const { operation, service } = createTestService({ id: 'GET:/reports', query: { ids: { type: 'string' } } })
const listing = {
  ...operation,
  queryParameters: operation.queryParameters.map((parameter) => ({ ...parameter, style: 'other' as const })),
}

it.each(["$query:ids = '2'", "$query:ids != '2'", "$query:ids LIKE '%2%'", "$query:ids IN ('1,2')"])(
  'B05 a parameter whose one text stands for many values compares with nothing: %s',
  (where) => {
    const input = createEvaluationInput(listing, { query: { ids: '1,2' } })
    expect(truthName(compileCondition(readCondition(where), listing, service)(input))).toBe('UNKNOWN')
  },
)

it('B05 a parameter whose one text stands for many values is sent all the same', () => {
  const input = createEvaluationInput(listing, { query: { ids: '1,2' } })
  const evaluate = (where: string) => truthName(compileCondition(readCondition(where), listing, service)(input))
  expect(evaluate('$query:ids IS NOT NULL')).toBe('TRUE')
})
