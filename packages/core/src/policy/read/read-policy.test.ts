import { expect, test } from 'vitest'
import { printPolicy } from '../print/print-policy.ts'
import { readPolicy } from './read-policy.ts'

/** Codes with the offending text, as `code text`. */
function findings(source: string): readonly string[] {
  const { policy, diagnostics } = readPolicy(source)
  expect(policy === null).toBe(diagnostics.some(({ severity }) => severity === 'error'))
  return diagnostics.map(({ code, text }) => `${code} ${text}`)
}

function canonical(source: string): string {
  const { policy, diagnostics } = readPolicy(source)
  expect(diagnostics).toEqual([])
  return printPolicy(policy as NonNullable<typeof policy>)
}

const TWO_STATEMENTS = `version: 1
type: openAPI
policy:
  - allow:
      - GET:/a
    where: $principalTags:k = 'x'
  - allow:
      - PUT:/a
    where: $principalTags:k = 'y'
`

test.each([
  ['the canonical form itself', TWO_STATEMENTS],
  [
    'a bare list of statements',
    "- allow: [GET:/a]\n  where: $principalTags:k = 'x'\n- where: $principalTags:k = 'y'\n  allow: [PUT:/a]\n",
  ],
  [
    'JSON',
    `{"policy": [{"allow": ["GET:/a"], "where": "$principalTags:k = 'x'"}, {"allow": ["put: /a"], "where": "$principalTags:k = 'y'"}]}`,
  ],
  [
    'repeated keys',
    "allow: [GET:/a]\nwhere: $principalTags:k = 'x'\nallow:\n- PUT: /a\nwhere: $principalTags:k = 'y'\n",
  ],
  [
    'repeated keys in JSON',
    `{"allow": ["GET:/a"], "where": "$principalTags:k='x'", "allow": ["PUT:/a"], "where": "$principalTags:k='y'"}`,
  ],
  [
    '`api` nested in an allow',
    "allow:\n  api: [GET:/a]\n  where: $principalTags:k='x'\n  api: [PUT:/a]\n  where: $principalTags:k='y'\n",
  ],
  [
    '`apis` as deep as an empty allow',
    "type: openAPI\nallow:\napis:\n- GET:/a\nwhere: $principalTags:k='x'\napis:\n- PUT:/a\nwhere: $principalTags:k='y'\n",
  ],
  [
    'a clause as a block',
    "- allow: [GET:/a]\n  where: |\n    $principalTags:k\n    = 'x'\n- allow: [PUT:/a]\n  where: >-\n    $principalTags:k\n    = 'y'\n",
  ],
  [
    'a clause over two lines',
    "- allow: [GET:/a]\n  where: $principalTags:k\n    = 'x'\n- allow: [PUT:/a]\n  where: $principalTags:k = 'y' # why\n",
  ],
  ['Windows line ends', TWO_STATEMENTS.replaceAll('\n', '\r\n')],
])('reads %s as the same two statements', (_, source) => {
  expect(canonical(source)).toBe(TWO_STATEMENTS)
})

test('what is said about the only statement of a map belongs to it wherever it stands', () => {
  expect(canonical("where: $principalTags:k = 'x'\nid: 'a b'\ndeny: ['*']\n")).toBe(
    "version: 1\ntype: openAPI\npolicy:\n  - id: a b\n    deny:\n      - '*'\n    where: $principalTags:k = 'x'\n",
  )
})

test('a policy without statements is read, and allows nothing', () => {
  expect(readPolicy('policy: []').policy).toEqual({ type: 'openAPI', statements: [] })
})

test('prints id, description, filter and field lists', () => {
  const source = `version: 1
type: openAPI
policy:
  - id: front-desk
    description: 'Reception: names only'
    allow:
      - PUT:/cluster/{clusterId}:[metadata, nodeGroups.max*, "a.b".*]
      - GET:*
      - '*:/patient/*'
    filter: [metadata.name, vpc.subnets.*, '*']
`
  expect(canonical(source)).toBe(source)
})

test('prints the selections of a graphQL policy by root', () => {
  const source = `version: 1
type: graphQL
policy:
  - allow:
      query: [cluster, cluster.nodes.name]
      mutation: [updateCluster]
    where: $resourceTags:cluster = 'dev'
`
  expect(canonical(source)).toBe(source)
  expect(
    canonical(
      source.replace(
        /allow:[^]*?where/,
        'allow: { query: [cluster, cluster.nodes.name], mutation: [updateCluster] }\n    where',
      ),
    ),
  ).toBe(source)
})

test.each<[string, string, readonly string[]]>([
  [
    'an anchor, an alias and a tag',
    '- allow: &a [GET:/a]\n- allow: *a\n- allow: !!seq [GET:/a]\n',
    ['yaml-feature &a', 'yaml-feature *a', 'yaml-feature !!seq'],
  ],
  ['a directive', '%YAML 1.1\n---\n- allow: [GET:/a]\n', ['yaml-feature %YAML 1.1']],
  ['a merge key', '- allow: [GET:/a]\n  <<: {}\n', ['yaml-feature <<']],
  ['a second document', '- allow: [GET:/a]\n---\nx', ['several-documents ---\nx']],
  ['keys that are not text', '1: a\n', ['key-not-text 1']],
  ['an unknown key', '- alow: [GET:/a]\n', ['key-unknown alow']],
  ['an allow that is null', '- allow:\n', ['operations-empty allow']],
  ['an allow that is empty', '- allow: []\n', ['operations-empty []']],
  ['an allow that is a single string', '- allow: GET:/a\n', ['list-expected GET:/a']],
  ['an api that is a single string', 'allow:\n  api: GET:/a\n', ['list-expected GET:/a']],
  ['a where that is null', '- allow: [GET:/a]\n  where:\n', ['condition-empty where']],
  ['a where that is true', '- allow: [GET:/a]\n  where: true\n', ['condition-empty true']],
  ['a where that is empty text', "- allow: [GET:/a]\n  where: ''\n", ['condition-empty ']],
  [
    'a second where',
    '- allow: [GET:/a]\n  where: $principalTags:a = 1\n  where: $principalTags:b = 1\n',
    ['key-duplicate where'],
  ],
  ['a second type', 'type: openAPI\ntype: openAPI\nallow: [GET:/a]\n', ['key-duplicate type']],
  [
    'one of two statements in a map without where',
    'allow: [GET:/a]\nallow: [PUT:/a]\nwhere: $principalTags:a = 1\n',
    ['where-ambiguous allow'],
  ],
  [
    'a where before the first of two statements',
    'where: $principalTags:a = 1\nallow: [GET:/a]\nallow: [PUT:/a]\nwhere: $principalTags:a = 1\n',
    ['key-misplaced where', 'where-ambiguous allow'],
  ],
  ['two statements with one id', '- allow: [GET:/a]\n  id: x\n- allow: [GET:/a]\n  id: x\n', ['id-duplicate allow']],
  ['an id that is a number', '- allow: [GET:/a]\n  id: 5\n', ['text-expected 5']],
  ['a filter on a deny', '- deny: [GET:/a]\n  filter: [a]\n', ['filter-on-deny [a]']],
  ['a filter that is no list', '- allow: [GET:/a]\n  filter: a\n', ['list-expected a']],
  ['an unknown version', 'version: 2\npolicy: []\n', ['version-unsupported 2']],
  ['an unknown type', 'type: openapi\npolicy: []\n', ['type-unknown openapi']],
  ['an allow beside policy', 'policy: []\nallow: [GET:/a]\n', ['key-misplaced allow']],
  ['a policy that is no list', 'policy: x\n', ['list-expected x']],
  ['an empty document', '# nothing\n', ['document-empty # nothing\n']],
  ['a map without allow', '- where: $principalTags:a = 1\n', ['statement-expected where: $principalTags:a = 1']],
  ['operations beside statements', '- allow: [GET:/a]\n- GET:/b\n', ['statement-expected GET:/b']],
  [
    'a where nested in an operation',
    '- allow:\n    - GET: /a\n      where: $principalTags:a = 1\n',
    ['operation-syntax where'],
  ],
  ['roots in an openAPI policy', '- allow: { query: [a] }\n', ['type-mismatch allow']],
  ['operations in a graphQL policy', 'type: graphQL\nallow: [GET:/a]\n', ['type-mismatch [GET:/a]']],
  ['a selection that is no name', 'type: graphQL\nallow: { query: [a..b] }\n', ['selection-syntax a..b']],
  ['a root twice', 'type: graphQL\nallow: { query: [a], query: [b] }\n', ['key-duplicate query']],
  ['a query without an allow', 'type: graphQL\nquery: [a]\nallow: { query: [a] }\n', ['key-misplaced query']],
  ['a byte order mark', '\ufeff- allow: [GET:/a]\n', ['control-character \ufeff']],
  ['a star for a bullet', '- allow:\n    * GET:/a\n', ['bullet-not-hyphen *']],
  [
    'a comment between the lines of a where',
    "- allow: [GET:/a]\n  where: $principalTags:a = 'x' # why\n    AND $principalTags:b = 'y'\n",
    ['yaml-syntax  '],
  ],
  ['an en-dash bullet', '- allow:\n    – GET:/a\n', ['bullet-not-hyphen –']],
  [
    'an item below an en-dash bullet',
    '- allow:\n    – GET:/a\n    - GET:/b\n',
    ['bullet-not-hyphen –', 'list-swallowed - GET:/b'],
  ],
  ['a missing colon', '- allow\n', ['missing-colon allow']],
  ['a missing space after a colon', "- allow: [GET:/a]\n  where:$principalTags:a = 'x'\n", ['missing-colon where:']],
  ['an unquoted leading `*`', '- allow:\n    - *\n', ['unquoted-star *']],
  ['an unquoted leading `*` before a path', '- allow:\n    - *:/a\n', ['unquoted-star *:/a']],
  ['an unquoted `*` in a list', '- allow: [GET:/a]\n  filter: [a, *]\n', ['unquoted-star *']],
  ['`{` inside `[…]`', '- allow: [GET:/a/{b}]\n', ['flow-brace GET:/a/{b}']],
  [
    'a where that begins with a quote',
    "- allow: [GET:/a]\n  where: 'x' = $principalTags:a\n",
    ["where-unquoted 'x' = $principalTags:a"],
  ],
  [
    'a where that holds `: `',
    "- allow: [GET:/a]\n  where: $principalTags:a = 'x: y'\n",
    ["where-unquoted $principalTags:a = 'x: y'"],
  ],
  [
    'a where that holds ` #`',
    "- allow: [GET:/a]\n  where: $principalTags:a = 'x #y'\n",
    ["where-unquoted $principalTags:a = 'x"],
  ],
  ['a tab', '- allow:\n\t- GET:/a\n', ['tab-indentation \t']],
  ['a where indented too far', '- allow:\n    - GET:/a\n    where: $principalTags:a = 1\n', ['key-misindented where']],
  ['a control character', '- allow: [GET:/a]\u0007\n', ['control-character \u0007']],
  ['a control character by escape', '- allow: [GET:/a]\n  id: "\\0"\n', ['control-character "\\0"']],
  ['text that YAML cannot read', '- allow: [GET:/a\n', ['yaml-syntax ']],
])('refuses %s', (_, source, expected) => {
  expect(findings(source)).toEqual(expected)
})

test('reports every mistake of a readable document, in the order of the source', () => {
  const source = `policy:
  - allow: []
    where: 5
  - deny:
      - GTE:/a
      - GET /b
      - GET:/c/*/d
    wher: $principalTags:a = 1
  - allow: [GET:/a]
    where: $principaltags:a = 1 AND 1 = 2
`
  const { diagnostics } = readPolicy(source)
  expect(diagnostics.map(({ code, span, hint }) => [code, span.line, span.column, hint])).toEqual([
    ['operations-empty', 2, 12, 'list at least one operation'],
    ['condition-empty', 3, 12, 'leave `where` out to mean always'],
    ['method-unknown', 5, 9, 'did you mean `GET`?'],
    ['operation-syntax', 6, 9, 'write `GET:/b`'],
    ['operation-syntax', 7, 13, 'it may only be the last segment: `GET:/patient/*`'],
    ['key-unknown', 8, 5, 'did you mean `where`?'],
    ['variable-unknown', 10, 12, 'did you mean `$principalTags`?'],
    ['comparison-without-variable', 10, 37, 'variables begin with `$`'],
  ])
})

test.each<[string, string, string]>([
  ['plain', "- allow: [GET:/a]\n  where: $principalTags:a = 'x' AND $nope:b = 1\n", '$nope:b'],
  ['single-quoted', "- allow: [GET:/a]\n  where: '$principalTags:a = ''x'' AND $nope:b = 1'\n", '$nope:b'],
  [
    'double-quoted',
    '- allow: [GET:/a]\n  where: "$principalTags:a = \'\\u00e4\\t\\U0001F600\' AND $nope:b = 1"\n',
    '$nope:b',
  ],
  ['literal', "- allow: [GET:/a]\n  where: |\n    $principalTags:a = 'x'\n      AND $nope:b = 1\n", '$nope:b'],
  ['folded', "- allow: [GET:/a]\n  where: >-\n    $principalTags:a = 'x'\n    AND $nope:b = 1\n", '$nope:b'],
  ['plain on two lines', "- allow: [GET:/a]\n  where: $principalTags:a = 'x'\n\n    AND $nope:b = 1\n", '$nope:b'],
  ['JSON', '{"allow": ["GET:/a"], "where": "$principalTags:\\"a b\\" = 1 AND $nope:b = 1"}', '$nope:b'],
])('points into the source of a %s clause exactly', (_, source, text) => {
  const { diagnostics } = readPolicy(source)
  expect(diagnostics).toMatchObject([{ code: 'variable-unknown', text, span: { offset: source.indexOf(text) } }])
})

test('the spans of operations written as a map reach over method and path', () => {
  const source = '- allow:\n    - PUT: /cluster/{id}:[a, b.c]\n'
  const [operation] = readPolicy(source).policy?.statements[0]?.operations ?? []
  expect(operation?.span).toMatchObject({ line: 2, column: 7, length: 'PUT: /cluster/{id}:[a, b.c]'.length })
  expect(operation?.fields?.[1]?.span.offset).toBe(source.indexOf('b.c'))
})

test('a mistake in an unreadable document does not hide the mistakes of its clauses', () => {
  const { diagnostics } = readPolicy("- allow\n  where: $principalTags:a = 'x’\n")
  expect(diagnostics.map(({ code }) => code)).toEqual(['missing-colon', 'quote-mixed'])
})
