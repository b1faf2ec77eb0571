import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnostic, Span } from './diagnostic.ts'
import { parseCondition } from './condition/parse-condition.ts'
import { printCondition, printPolicy } from './print/print-policy.ts'
import { readPolicy } from './read/read-policy.ts'
import { arbitraryCondition, arbitraryPolicy, withoutSpans } from './testing/arbitrary-policy.test-support.ts'

const PUBLISHED = new URL('./testdata/published/', import.meta.url)
const SAMPLES = readdirSync(PUBLISHED).map((name) => readFileSync(new URL(name, PUBLISHED), 'utf8'))
const SNIPPETS = [
  '\n',
  '\t',
  '  ',
  "'",
  '"',
  '‘',
  '’',
  ': ',
  ' #',
  '*',
  '&a',
  '[',
  ']',
  '{',
  '}',
  '- ',
  '–',
  'allow:',
  'deny:',
  'where:',
  'NOT ',
  '(',
  '|',
  '>',
  '!!str',
  '<<: ',
  '---\n',
  '\0',
  '\ud800',
  '$',
  '\r\n',
  '\\',
]

/** A published policy with stretches of it removed, repeated or replaced by something that means something to YAML or to `where`. */
const mutatedPolicy = fc
  .record({
    sample: fc.constantFrom(...SAMPLES, ...SAMPLES.flatMap((sample) => printed(sample))),
    edits: fc.array(fc.record({ at: fc.nat(500), remove: fc.nat(6), insert: fc.constantFrom('', ...SNIPPETS) }), {
      maxLength: 4,
    }),
  })
  .map(({ sample, edits }) =>
    edits.reduce((source, { at, remove, insert }) => {
      const start = at % (source.length + 1)
      return source.slice(0, start) + insert + source.slice(start + remove)
    }, sample),
  )

function printed(source: string): readonly string[] {
  const { policy } = readPolicy(source)
  return policy === null ? [] : [printPolicy(policy)]
}

function expectInside(span: Span, source: string): void {
  expect(span.offset).toBeGreaterThanOrEqual(0)
  expect(span.length).toBeGreaterThanOrEqual(0)
  expect(span.offset + span.length).toBeLessThanOrEqual(source.length)
  const before = source.slice(0, span.offset)
  expect(span.line).toBe(before.split('\n').length)
  expect(span.column).toBe(span.offset - before.lastIndexOf('\n'))
}

function spansOf(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === 'span' ? [inner as Span] : spansOf(inner)))
}

function expectReadable(source: string, diagnostics: readonly Diagnostic[], read: unknown): void {
  const hasError = diagnostics.some(({ severity }) => severity === 'error')
  expect(read === null).toBe(hasError)
  for (const diagnostic of diagnostics) {
    expectInside(diagnostic.span, source)
    expect(diagnostic.message).not.toContain('\n')
  }
  for (const span of spansOf(read)) expectInside(span, source)
}

test('a printed condition parses to the same condition, and prints the same again', () => {
  fc.assert(
    fc.property(arbitraryCondition, (condition) => {
      const text = printCondition(condition)
      const parsed = parseCondition(text)
      expect(parsed.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(withoutSpans(parsed.condition)).toEqual(withoutSpans(condition))
      expect(printCondition(parsed.condition as NonNullable<typeof parsed.condition>)).toBe(text)
    }),
    { numRuns: 1000 },
  )
})

test('a printed policy reads as the same policy, and prints the same again', () => {
  fc.assert(
    fc.property(arbitraryPolicy, (policy) => {
      const source = printPolicy(policy)
      const read = readPolicy(source)
      expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(withoutSpans(read.policy)).toEqual(withoutSpans(policy))
      expect(printPolicy(read.policy as NonNullable<typeof read.policy>)).toBe(source)
    }),
    { numRuns: 400 },
  )
})

test('a policy written as JSON reads as the same policy', () => {
  fc.assert(
    fc.property(arbitraryCondition, fc.constantFrom(undefined, 2, '\t'), (condition, indent) => {
      const where = printCondition(condition)
      const source = JSON.stringify({ policy: [{ allow: ['GET:/a/{b}'], where }] }, null, indent)
      const { policy, diagnostics } = readPolicy(source)
      expectReadable(source, diagnostics, policy)
      expect(withoutSpans(policy?.statements[0]?.where)).toEqual(withoutSpans(condition))
    }),
    { numRuns: 300 },
  )
})

test('reading never throws, gives a policy exactly when there is no error, and keeps every span inside the source', () => {
  fc.assert(
    fc.property(fc.oneof(mutatedPolicy, fc.string({ unit: 'binary', maxLength: 200 })), (source) => {
      const { policy, diagnostics } = readPolicy(source)
      expectReadable(source, diagnostics, policy)
    }),
    { numRuns: 3000 },
  )
})

test('whatever is read prints to a text that reads as the same', () => {
  fc.assert(
    fc.property(mutatedPolicy, (source) => {
      const { policy } = readPolicy(source)
      if (policy === null) return
      expect(withoutSpans(readPolicy(printPolicy(policy)).policy)).toEqual(withoutSpans(policy))
    }),
    { numRuns: 2000 },
  )
})

test('parsing a clause never throws, and keeps every span inside the text', () => {
  const words = fc.constantFrom(
    ...SNIPPETS,
    '$principalTags:a',
    '$request:a.b',
    ' AND ',
    ' OR ',
    ' IN ',
    ' LIKE ',
    ' BETWEEN ',
    ' IS NULL',
    'ALL(',
    ' = ',
    '1.5',
    'TRUE',
    '?s',
    ',',
    ')',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words, { maxLength: 12 }).map((list) => list.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const { condition, diagnostics } = parseCondition(text)
        expectReadable(text, diagnostics, condition)
      },
    ),
    { numRuns: 3000 },
  )
})
