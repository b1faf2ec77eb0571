import { expect, test } from 'vitest'
import { parseCondition } from './condition/parse-condition.ts'
import { printPolicy } from './print/print-policy.ts'
import { readPolicy } from './read/read-policy.ts'

const A = '$principalTags:a'

function limitOf(diagnostics: ReturnType<typeof readPolicy>['diagnostics']): string | undefined {
  return diagnostics.find(({ code }) => code === 'limit-exceeded')?.message
}

test.each<[string, string, string]>([
  ['more than 256 KiB', `- allow: [GET:/${'a'.repeat(1 << 20)}]`, 'the document is longer than 256 KiB'],
  [
    '256 KiB of characters that take three bytes',
    `- allow: ["GET:/${'€'.repeat(90_000)}"]`,
    'the document is longer than 256 KiB',
  ],
  [
    'a canonical form of more than 256 KiB',
    '- GET:/a\n'.repeat(20_000),
    'the policy is longer than 256 KiB in its canonical form',
  ],
  ['100,000 statements', '- {}\n'.repeat(100_000), 'the document is longer than 256 KiB'],
  ['1,001 statements', '- allow: [GET:/a]\n'.repeat(1001), '1001 statements: a policy has at most 1000'],
  ['262,144 opening brackets', '['.repeat(262_144), 'more than 24 levels of lists and maps'],
  ['131,072 bullets in a row', '- '.repeat(131_072), 'more than 24 levels of lists and maps'],
  ['60,000 maps in one another', '{a: '.repeat(60_000), 'more than 24 levels of lists and maps'],
  [
    '500 indented maps in one another',
    Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    'more than 24 levels of lists and maps',
  ],
  [
    '10,000 parentheses',
    `- allow: [GET:/a]\n  where: ${'('.repeat(10_000)}`,
    'more than 32 levels of parentheses and NOT',
  ],
])('L05 refuses %s by the name of the limit', (_, source, message) => {
  const { policy, diagnostics } = readPolicy(source)
  expect(policy).toBeNull()
  expect(limitOf(diagnostics)).toBe(message)
})

test('L05 aliases are refused without being followed', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghij'
      .split('')
      .map((name, index) => `${name}: &${name} [*${'abcdefghi'.charAt(index)}, *${'abcdefghi'.charAt(index)}]`),
  ]
  const { policy, diagnostics } = readPolicy(bomb.join('\n'))
  expect(policy).toBeNull()
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['yaml-feature']))
})

test('L05 a document at the limit of statements is read', () => {
  expect(readPolicy('- allow: [GET:/a]\n'.repeat(1000)).policy?.statements).toHaveLength(1000)
})

test('L05 at most 100 diagnostics are listed, the last saying how many were left out', () => {
  const { diagnostics } = readPolicy('- GTE:/a\n'.repeat(5000))
  expect(diagnostics).toHaveLength(100)
  expect(diagnostics.at(-1)).toMatchObject({
    severity: 'error',
    message: '4901 more diagnostics are left out: at most 100 are reported',
  })
})

test.each<[string, string, string]>([
  ['16 KiB', `${A} = '${'a'.repeat(16_384)}'`, 'the `where` is longer than 16 KiB'],
  [
    '16 KiB in canonical form',
    `${A} IN (${'1,'.repeat(900)}1)${` OR ${A} IN (${'1,'.repeat(900)}1)`.repeat(7)}`,
    'the `where` is longer than 16 KiB in its canonical form',
  ],
  ['200 comparisons', Array(201).fill(`${A}=1`).join(' OR '), 'more than 200 comparisons'],
  [
    '32 levels of parentheses',
    `${'('.repeat(33)}${A} = 1${')'.repeat(33)}`,
    'more than 32 levels of parentheses and NOT',
  ],
  ['32 levels of NOT', `${'NOT '.repeat(33)}${A} = 1`, 'more than 32 levels of parentheses and NOT'],
  ['1,000 items in a list', `${A} IN (${'1,'.repeat(1000)}1)`, 'more than 1000 items in a list'],
  ['128 code points in LIKE', `${A} LIKE '${'😀'.repeat(129)}'`, 'the LIKE pattern is longer than 128 characters'],
])('L05 refuses a clause of more than %s', (_, text, message) => {
  const { condition, diagnostics } = parseCondition(text)
  expect(condition).toBeNull()
  expect(limitOf(diagnostics)).toBe(message)
})

test.each<[string, string]>([
  ['200 comparisons', Array(200).fill(`${A}=1`).join(' OR ')],
  ['32 levels', `${'('.repeat(16)}${'NOT '.repeat(16)}${A} = 1${')'.repeat(16)}`],
  ['1,000 items in a list', `${A} IN (${'1,'.repeat(999)}1)`],
  ['128 code points in LIKE', `${A} LIKE '${'😀'.repeat(128)}'`],
  ['15 digits', `${A} = 123456789012345 OR ${A} = 0.00012345678901234`],
])('L05 takes a clause of %s', (_, text) => {
  expect(parseCondition(text).diagnostics).toEqual([])
})

test('L06 names that objects inherit are names like any other', () => {
  const source = `version: 1
type: openAPI
policy:
  - id: __proto__
    allow:
      - GET:/__proto__/{constructor}:[__proto__, hasOwnProperty.toString]
    where: $principalTags:__proto__ = $resourceTags[constructor]:hasOwnProperty AND $request:__proto__:toString = 'valueOf'
    filter: [__proto__.constructor]
`
  const { policy, diagnostics } = readPolicy(source)
  expect(diagnostics).toEqual([])
  expect(printPolicy(policy as NonNullable<typeof policy>)).toBe(source)
})

test.each(['__proto__', 'constructor', 'toString'])(
  'L06 `%s` is no key, no type, no variable and no method',
  (name) => {
    const codes = (source: string) => readPolicy(source).diagnostics.map(({ code }) => code)
    expect(codes(`${name}: x\nallow: [GET:/a]\n`)).toEqual(['key-unknown'])
    expect(codes(`- ${name}: [GET:/a]\n`)).toEqual(['key-unknown'])
    expect(codes(`type: ${name}\nallow: [GET:/a]\n`)).toEqual(['type-unknown'])
    expect(codes(`- allow: ['${name}:/a']\n`)).toEqual(['method-unknown'])
    expect(codes(`- allow: [GET:/a]\n  where: $${name}:a = 1\n`)).toEqual(['variable-unknown'])
    expect(codes(`- allow: [GET:/a]\n  where: $principal:${name} = 1\n`)).toEqual(['attribute-unknown'])
    expect(codes(`type: graphQL\nallow: { ${name}: [a] }\n`)).toEqual(['key-unknown'])
  },
)

function timeOf(source: string): number {
  const begun = performance.now()
  readPolicy(source)
  return performance.now() - begun
}

test.each([
  ['commas in a list', `[${','.repeat(200_000)}`],
  ['commas in many lists', '- [,,,,,,,,]\n'.repeat(15_000)],
  ['closing brackets', ']'.repeat(200_000)],
  ['texts without anything between them', '"" '.repeat(66_000)],
  ['ends of documents', '...\n'.repeat(50_000)],
  ['beginnings of documents', '--- a\n'.repeat(33_000)],
  ['unknown escapes', `"${'\\q'.repeat(100_000)}"`],
])('F19 L05 a document of nothing but %s costs about what a good one of its size costs', (_, source) => {
  const good = `- allow: [${Array.from({ length: 20 }, (_, index) => `GET:/p${index}`).join(', ')}]\n`.repeat(1_000)
  const { policy, diagnostics } = readPolicy(source)
  expect(policy).toBeNull()
  expect(diagnostics.length).toBeLessThanOrEqual(100)
  expect(timeOf(source)).toBeLessThan(3 * timeOf(good))
})
