import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileCondition } from './compile-condition.ts'
import { createEvaluationInput, createTestService } from '../testing/evaluation-input.test-support.ts'
import { evaluateByReference } from '../testing/reference-model.test-support.ts'
import { readCondition, truthName } from '../testing/read-condition.test-support.ts'
import type { TestFacts, TestOperation } from '../testing/evaluation-input.test-support.ts'
import type { ReferenceTruth } from '../testing/reference-model.test-support.ts'

interface Corpus {
  readonly about: string
  readonly operation: TestOperation
  readonly facts: TestFacts
  readonly cases: readonly CorpusCase[]
}

type CorpusCase = TestFacts & {
  readonly name: string
  /** Whether every clause finds a value unavailable. */
  readonly missed?: boolean
} & { readonly [result in ReferenceTruth]?: readonly string[] }

const folder = new URL('../testdata/where/', import.meta.url)
const corpora = readdirSync(folder).map((file) => {
  const corpus = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Corpus
  return { file, ...corpus, ...createTestService(corpus.operation) }
})

describe.each(corpora)('$file: $about', ({ facts, cases, service, operation }) => {
  const clauses = cases.flatMap((each) =>
    (['TRUE', 'FALSE', 'UNKNOWN'] as const).flatMap((expected) =>
      (each[expected] ?? []).map((where) => ({ each, name: each.name, where, expected })),
    ),
  )

  it.each(clauses)('$name: $where is $expected', ({ each, where, expected }) => {
    const condition = readCondition(where)
    const input = createEvaluationInput(operation, { ...facts, ...each })
    const result = compileCondition(condition, operation, service)(input)

    expect(truthName(result), 'the evaluator').toBe(expected)
    expect(evaluateByReference(condition, input, service), 'the reference model').toBe(expected)
    expect(input.missed).toBe(each.missed ?? false)
    expect([...input.open]).toEqual([])
  })
})
