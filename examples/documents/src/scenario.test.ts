import { beforeAll, describe, expect, it } from 'vitest'
import { runScenario, type StepResult } from './run-scenario.ts'
import { STEPS } from './steps.ts'

let results: readonly StepResult[]

beforeAll(async () => {
  results = await runScenario()
})

describe('the documents of two companies', () => {
  it.each(STEPS.map((step, index) => ({ ...step, index })))('$title: $expected', ({ index, expected }) => {
    expect(results[index]).toMatchObject({ status: expected, agrees: true })
  })
})
