import { beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../model/service.ts'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import { checkPolicy } from './check-policy.ts'
import { printPolicy } from './print/print-policy.ts'
import { readPolicy } from './read/read-policy.ts'
import { fitsSlot, inferSlots } from './template-slots.ts'

let clinic: Service

beforeAll(async () => {
  clinic = await loadClinic()
})

/** What is found in a policy's text, as `code line:column text`. */
function diagnose(source: string, kind: 'template' | 'role' | 'global' = 'template'): string[] {
  const { policy, diagnostics } = readPolicy(source)
  const checked = policy === null ? [] : checkPolicy(policy, { services: [clinic], kind, source })
  return [...diagnostics, ...checked].map(({ code, span, text }) => `${code} ${span.line}:${span.column} ${text}`)
}

/** A template of one statement, whose lines after `allow` are given. */
const template = (operations: string, ...lines: string[]): string =>
  ['template: share', 'policy:', `  - allow: ${operations}`, ...lines.map((line) => `    ${line}`)].join('\n')

const BOTH = ['principal: ?principal', 'resource: ?resource']
const GET = "['GET:/patient/{patientId}']"
const PUT = "['PUT:/patient/{patientId}']"

const where = (condition: string): string => template(PUT, ...BOTH, `where: ${condition}`)

/** The types of a template's only further slot. */
function typesOf(source: string): readonly string[] | undefined {
  const { policy } = readPolicy(source)
  return policy === null ? undefined : [...inferSlots(policy, [clinic]).values()][0]?.types
}

describe('a template', () => {
  it('is printed with its slots, and read again the same', () => {
    const { policy } = readPolicy(template(GET, ...BOTH, 'where: $principalTags:level >= ?level'))
    const printed = policy === null ? '' : printPolicy(policy)
    expect(printed).toBe(
      [
        'version: 1',
        'type: openAPI',
        'template: share',
        'policy:',
        '  - allow:',
        '      - GET:/patient/{patientId}',
        '    principal: ?principal',
        '    resource: ?resource',
        '    where: $principalTags:level >= ?level',
        '',
      ].join('\n'),
    )
    const again = readPolicy(printed).policy
    expect(again && printPolicy(again)).toBe(printed)
  })

  it.each([
    ['is well when it says whom and what', template(GET, ...BOTH), []],
    ['is well without a resource where its operations have none', template('[POST:/patient]', BOTH[0]!), []],
    ['may reach operations by wildcards', template("['GET:/patient/*', 'PUT:/patient/{patientId}']", ...BOTH), []],
    ['must say whom it allows', template(GET, BOTH[1]!), ['slot-unbound 3:5 allow']],
    ['must say on what', template(GET, BOTH[0]!), ['slot-unbound 3:5 allow']],
    ['names no principal itself', template(GET, 'principal: usr_1', BOTH[1]!), ['slot-unbound 4:16 usr_1']],
    ['takes no other slot for the principal', template(GET, 'principal: ?who', BOTH[1]!), ['slot-unbound 4:16 ?who']],
    [
      'names a resource only where an operation has one',
      template('[POST:/patient]', ...BOTH),
      ['template-resources 5:15 ?resource'],
    ],
    [
      'is about resources of one type',
      template("['GET:/patient/{patientId}', 'GET:/patient/{patientId}/note/{noteId}']", ...BOTH),
      ['template-resources 5:15 ?resource'],
    ],
    [
      'is about one type in all its statements',
      `${template(GET, ...BOTH)}\n  - allow: [POST:/patient]\n    principal: ?principal`,
      ['template-resources 6:5 allow'],
    ],
    ['only allows', template(GET, ...BOTH).replace('allow', 'deny'), ['deny-misplaced 3:5 deny']],
    ['has a name', template(GET, ...BOTH).replace('template: share\n', ''), ['template-expected 2:5 allow']],
    ['has a name that is text', template(GET, ...BOTH).replace('share', '[share]'), ['text-expected 1:1 template']],
    ['knows its operations', template('[GET:/nowhere]', ...BOTH), ['operation-unknown 3:13 GET:/nowhere']],
    ['has no principal in its condition', where('$resource:owner = ?principal'), ['slot-unbound 6:30 ?principal']],
    ['has no slot where no value fits', where('$body:age = ?x AND $body:name = ?x'), ['slot-type 6:24 ?x']],
  ])('%s', (_, source, expected) => {
    expect(diagnose(source)).toEqual(expected)
  })

  it('is not taken for a role or a global policy', () => {
    for (const kind of ['role', 'global'] as const) {
      expect(diagnose(template(GET, ...BOTH), kind)).toEqual([
        'template-expected 1:11 share',
        'slot-outside-template 4:16 ?principal',
        'slot-outside-template 5:15 ?resource',
      ])
    }
  })
})

describe('the type of a slot', () => {
  it.each([
    ['$principalTags:level >= ?x', ['string', 'number']],
    ['$resource:owner = ?x', ['string']],
    ['$context:time < ?x', ['instant']],
    ['$body:age BETWEEN ?x AND 9', ['number']],
    ["$body:name IN ('a', ?x)", ['string']],
    ['NOT $body:age != ?x', ['number']],
    ['?x IN $principal:roles', ['string']],
    ['$principalTags:level = ?x AND $body:age = ?x', ['number']],
  ])('of `%s` is what it is compared with', (condition, types) => {
    expect(typesOf(where(condition))).toEqual(types)
  })

  it('decides which values fit', () => {
    expect(fitsSlot('2030-01-01T00:00:00Z', { types: ['instant'] })).toBe(true)
    expect(fitsSlot('tomorrow', { types: ['instant'] })).toBe(false)
    expect(fitsSlot('1', { types: ['number', 'boolean'] })).toBe(false)
    expect(fitsSlot(1, { types: ['string', 'number'] })).toBe(true)
    expect(fitsSlot(true, { types: [] })).toBe(false)
  })
})
