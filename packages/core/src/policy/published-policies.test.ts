import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { printPolicy } from './print/print-policy.ts'
import { readPolicy } from './read/read-policy.ts'

function readPublished(name: string) {
  return readPolicy(readFileSync(new URL(`./testdata/published/${name}.yaml`, import.meta.url), 'utf8'))
}

function printPublished(name: string): string {
  const { policy, diagnostics } = readPublished(name)
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return printPolicy(policy as NonNullable<typeof policy>)
}

test('the doctors policy, as published, is refused for each of its five faults at its own place', () => {
  const { policy, diagnostics } = readPublished('doctor-access')
  expect(policy).toBeNull()
  expect(diagnostics.map(({ code, span, text }) => [code, span.line, span.column, text])).toEqual([
    ['missing-colon', 5, 3, 'allow'],
    ['bullet-not-hyphen', 6, 5, '–'],
    ['list-swallowed', 7, 5, '- GET:/diagnostic/{diagnosticId}'],
    ['key-misindented', 8, 4, 'where'],
    ['quote-mixed', 8, 37, "'doctors’"],
  ])
})

test('the doctors policy with its five faults mended reads as two statements', () => {
  const source = readFileSync(new URL('./testdata/published/doctor-access.yaml', import.meta.url), 'utf8')
  const mended = source
    .replace('- allow\n', '- allow:\n')
    .replace('–', '-')
    .replace('   where', '  where')
    .replace('’', "'")
  const { policy, diagnostics } = readPolicy(mended)
  expect(diagnostics).toEqual([])
  expect(printPolicy(policy as NonNullable<typeof policy>)).toBe(`version: 1
type: openAPI
policy:
  - allow:
      - GET:/patient/{patientId}
      - PUT:/patient/{patientId}
    where: $principalTags:function = 'doctors'
  - allow:
      - POST:/diagnostic
      - GET:/diagnostic/{diagnosticId}
    where: $principalTags:function = 'doctors'
`)
})

test('a bare list of operations with a space after the method is one allow', () => {
  expect(printPublished('intern')).toBe(`version: 1
type: openAPI
policy:
  - allow:
      - GET:/v2/catalog/doctors/images/{image-id}
      - PUT:/v2/catalog/doctors/images/{image-id}
      - POST:/v2/catalog/doctors/images/{image-id}
`)
})

test('an allow beside the type is one statement', () => {
  expect(printPublished('cluster')).toBe(`version: 1
type: openAPI
policy:
  - allow:
      - PUT:/cluster/{cluster-id}
      - GET:/cluster/{cluster-id}
`)
})

test('a query as deep as its empty allow is nested in it', () => {
  expect(printPublished('cluster-graphql')).toBe(`version: 1
type: graphQL
policy:
  - allow:
      query: [cluster]
`)
})

test('a repeated allow opens a second statement, and typographic quotes are warned of', () => {
  expect(printPublished('cluster-by-stage')).toBe(`version: 1
type: openAPI
policy:
  - allow:
      - PUT:/cluster/{cluster-id}
      - GET:/cluster/{cluster-id}
    where: $resourceTags:cluster = 'dev'
  - allow:
      - GET:/cluster/{cluster-id}
    where: $resourceTags:cluster IN ('stage', 'prod')
`)
  const { diagnostics } = readPublished('cluster-by-stage')
  expect(diagnostics.map(({ code, severity, span, text }) => [code, severity, span.line, text])).toEqual([
    ['quote-typographic', 'warning', 5, '‘dev’'],
    ['quote-typographic', 'warning', 8, '‘stage’'],
    ['quote-typographic', 'warning', 8, '‘prod’'],
  ])
})

test.each([
  ['cluster-by-type', "$resourceTags:cluster = 'dev' AND $resourceTags:clusterType = 'EKS'"],
  ['promotion-create', "$request:promo:discount:value < 10 AND $request:promo:targetProducts:value IN ('SKU-124')"],
  ['promotion-update', "$resourceTags:note = 'independence day promos'"],
  ['executives', '$resourceTags:executive = $principalTags:executives'],
])('the clause of %s prints in its canonical form', (name, where) => {
  expect(printPublished(name)).toContain(`    where: ${where}\n`)
})

test('the executives policy compares a tag of the booking with a tag of the caller, for reading and changing it', () => {
  const { policy } = readPublished('executives')
  expect(policy?.statements).toMatchObject([
    {
      operations: [
        { method: 'GET', path: '/booking/{bookingId}' },
        { method: 'PUT', path: '/booking/{bookingId}' },
      ],
      where: {
        kind: 'compare',
        left: { kind: 'resource-tag', key: 'executive' },
        right: { kind: 'principal-tag', key: 'executives' },
      },
    },
  ])
})
