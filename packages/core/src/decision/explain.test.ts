import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../model/service.ts'
import type { TagInput } from '../model/tags.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { createEvaluationInput } from '../policy/testing/evaluation-input.test-support.ts'
import { wildCondition } from '../policy/testing/random-condition.test-support.ts'
import { RANDOM_SCOPE, wildFacts } from '../policy/testing/random-facts.test-support.ts'
import { createRandom } from '../policy/testing/random.test-support.ts'
import type { Condition } from '../policy/ast.ts'
import { decide } from './decide.ts'
import type { PolicySource } from './decision.ts'
import { explain } from './explain.ts'
import { explainText } from './explain-text.ts'
import type { Explanation, SingleChange } from './explanation.ts'
import type { CompiledPolicy, PolicySet } from './policy-set.ts'
import { SINGLE_CHANGE_LIMITS, withChange } from './single-changes.ts'
import { loadClinic, openCase, readDecisionCases, readRequest, type DecisionCase } from './testdata/decision-case.ts'

const CASES = readDecisionCases()
let services: Record<'where-only' | 'required', Service>

beforeAll(async () => {
  services = { 'where-only': await loadClinic(), required: await loadClinic('required') }
})

function open(example: DecisionCase) {
  const service = services[example.resourceTagMatch ?? 'where-only']
  const { decisions, principal } = openCase(service, example)
  return { decisions, request: { principal, ...readRequest(service, example) } }
}

async function explainCase(example: Omit<DecisionCase, 'name' | 'expected'>): Promise<Explanation> {
  const { decisions, request } = open({ name: '', expected: ['no', ''], ...example })
  return decisions.explain(request)
}

const READ = 'GET /patient/17'
const ALLOW_READ = "- allow: ['GET:/patient/{patientId}']\n  where: "
const patient = (tags: TagInput) => [{ type: 'patient', id: '17', tags }]

describe('an explanation', () => {
  it.each(CASES.map((example) => [example.name, example] as const))(
    'holds the decision that: %s',
    async (_, example) => {
      const { decisions, request } = open(example)
      const explanation = await decisions.explain(request)
      expect(explanation.decision).toEqual(await decisions.decide(request))
      if (explanation.decision.answer !== 'no') expect(explanation.changes).toEqual([])
      expect(explainText(explanation)).not.toMatch(/undefined|\[object/)
      expect(() => JSON.stringify(explanation)).not.toThrow()
    },
  )

  it('tells of every statement that covers the operation what it came to', async () => {
    const { statements } = await explainCase({
      guardrail: "- deny: ['DELETE:*']\n- deny: ['GET:*']\n  where: $principalTags:shift = 'night'",
      roles: {
        a: "- allow: [GET:/patient]\n- allow: ['GET:/patient/{patientId}']\n  where: $principalTags:function = 'doctors'",
        b: ALLOW_READ + "$resourceTags:ward = $principalTags:ward AND $principalTags:shift = 'day'",
      },
      principalTags: { shift: 'day', function: 'clerks', ward: ['a', 'b'] },
      resources: patient({ ward: 'c' }),
      request: READ,
    })
    expect(
      statements.map(({ source, index, applies, reason, comparisons }) => [
        source.kind,
        index,
        applies,
        reason,
        comparisons,
      ]),
    ).toEqual([
      ['guardrail', 1, 'no', null, []],
      [
        'role',
        1,
        'no',
        'condition-not-met',
        [
          {
            comparison: "$principalTags:function = 'doctors'",
            truth: 'FALSE',
            operands: [
              {
                variable: '$principalTags:function',
                of: 'principal',
                status: 'present',
                values: ["'clerks'"],
                more: 0,
              },
            ],
          },
        ],
      ],
      [
        'role',
        0,
        'no',
        'condition-not-met',
        [
          {
            comparison: '$resourceTags:ward = $principalTags:ward',
            truth: 'FALSE',
            operands: [
              { variable: '$resourceTags:ward', of: 'resource', status: 'present', values: ["'c'"], more: 0 },
              { variable: '$principalTags:ward', of: 'principal', status: 'present', values: ["'a'", "'b'"], more: 0 },
            ],
          },
        ],
      ],
    ])
  })

  it('tells what each comparison came to, whether it mattered or not', async () => {
    const { statements } = await explainCase({
      roles: {
        r: `${ALLOW_READ}$principalTags:ward = 'a' OR NOT ($principalTags:ward = 'a' AND $principalTags:shift = 'night')`,
      },
      principalTags: { ward: 'a' },
      request: READ,
    })
    expect(statements.map(({ truths }) => truths)).toEqual([['TRUE', 'FALSE', 'UNKNOWN']])
  })

  it('names the fields that no list covers', async () => {
    const { statements } = await explainCase({
      roles: { r: "- allow: ['PUT:/patient/{patientId}:[name]']" },
      request: 'PUT /patient/17',
      body: { name: 'x', address: { street: 'y' } },
    })
    expect(statements.map(({ uncoveredFields }) => uncoveredFields)).toEqual([['address.street']])
  })

  it('names the tags that had to match', async () => {
    const { statements, changes } = await explainCase({
      resourceTagMatch: 'required',
      roles: { r: "- allow: ['GET:/patient/{patientId}']" },
      principalTags: { Ward: 'a' },
      resources: patient({ ward: 'b', 'wardkit:origin': 'x' }),
      request: READ,
    })
    expect(statements.map(({ unmatchedTags }) => unmatchedTags)).toEqual([
      [{ key: 'ward', resource: ['b'], principal: ['a'] }],
    ])
    expect(tagChanges(changes)).toEqual(['principal add ward=b', 'resource add ward=a', 'resource remove ward=b'])
  })

  it('is empty where no policy was asked', async () => {
    for (const [name, reason] of [
      ['allows a public operation whatever the policies', 'public'],
      ['a resource of another tenant is refused before any policy', 'other-tenant'],
      ['a resource out of reach is refused as unavailable, for the role admin too', 'unavailable'],
    ]) {
      const explanation = await explainCase(CASES.find((each) => each.name === name) as DecisionCase)
      expect([explanation.decision.reason, explanation.statements, explanation.changes]).toEqual([reason, [], []])
    }
  })

  it('looks for no changes where none are asked for', async () => {
    const { decisions, request } = open({ name: '', expected: ['no', ''], request: READ })
    expect((await decisions.explain(request)).changes).not.toEqual([])
    expect((await decisions.explain(request, { changes: false })).changes).toEqual([])
  })
})

function tagChanges(changes: readonly SingleChange[]): readonly string[] {
  return changes.flatMap((change) =>
    change.kind === 'role' ? [] : [`${change.kind.replace('-tag', '')} ${change.action} ${change.key}=${change.value}`],
  )
}

describe('the single changes that would have allowed a request', () => {
  it.each<[string, TagInput, TagInput, readonly string[]]>([
    ["$principalTags:function = 'doctors'", { function: 'clerks' }, {}, ['principal add function=doctors']],
    ["$principalTags:function = 'doctors' AND $principalTags:shift = 'day'", {}, {}, []],
    ['$principalTags:level >= 3', { level: '1' }, {}, ['principal add level=3', 'principal add level=4']],
    ['$principalTags:level > 3', {}, {}, ['principal add level=4']],
    ["NOT $principalTags:shift = 'night'", { shift: ['night', 'day'] }, {}, ['principal remove shift=night']],
    ["NOT $principalTags:shift = 'night'", { shift: 'night' }, {}, ['principal replace shift=other']],
    ["$principalTags:mail LIKE '%@clinic.test'", {}, {}, ['principal add mail=@clinic.test']],
    ['$principalTags:badge IS NOT NULL', {}, {}, ['principal add badge=other']],
    ['$resourceTags:sealed IS NULL', {}, { sealed: 'yes' }, ['resource remove sealed=yes']],
    [
      '$resourceTags:ward = $principalTags:ward',
      { ward: 'a' },
      { ward: 'b' },
      ['resource add ward=a', 'principal add ward=b'],
    ],
    ["ALL($resourceTags:ward) IN ('a', 'b')", {}, { ward: ['a', 'c'] }, ['resource remove ward=c']],
    ['$principalTags:"wardkit:x" = \'y\'', {}, {}, []],
  ])('where %s, with %j and %j', async (where, principalTags, resourceTags, expected) => {
    const { changes } = await explainCase({
      roles: { r: ALLOW_READ + where },
      principalTags,
      resources: patient({ ...resourceTags, own: 'x' }),
      request: READ,
    })
    expect(tagChanges(changes)).toEqual(expected)
  })

  it('lift a deny by a tag', async () => {
    const { changes } = await explainCase({
      guardrail: "- deny: ['GET:*']\n  where: $principalTags:shift = 'night'",
      holds: ['admin'],
      principalTags: { shift: 'night' },
      request: READ,
    })
    expect(changes).toEqual([{ kind: 'principal-tag', action: 'replace', key: 'shift', value: 'other' }])
  })

  it('are none where a deny is not lifted by any single one', async () => {
    const { changes } = await explainCase({ guardrail: "- deny: ['GET:*']", holds: ['admin'], request: READ })
    expect(changes).toEqual([])
  })

  it('are the roles of the tenant that would do alone, and no others', async () => {
    const { changes } = await explainCase({
      roles: {
        reader: "- allow: ['GET:/patient/{patientId}']",
        writer: '- allow: [POST:/patient]',
        doctor: ALLOW_READ + "$principalTags:function = 'doctors'",
      },
      holds: [],
      request: READ,
    })
    expect(changes.map((change) => change.kind === 'role' && change.id)).toEqual(['admin', 'member', 'reader'])
  })

  it('are sought within bounds, and say where these cut the search short', async () => {
    const many = Object.fromEntries(
      Array.from({ length: SINGLE_CHANGE_LIMITS.roles + 10 }, (_, i) => [`role-${i}`, '- allow: [POST:/patient]']),
    )
    const roles = await explainCase({ roles: many, holds: [], request: READ })
    expect(roles.changesCutShort).toBe(true)
    const values = Array.from({ length: SINGLE_CHANGE_LIMITS.tagChanges + 10 }, (_, i) => `'v${i}'`).join(', ')
    const tags = await explainCase({ roles: { r: `${ALLOW_READ}$principalTags:a IN (${values})` }, request: READ })
    expect([tags.changesCutShort, tagChanges(tags.changes).length]).toEqual([true, SINGLE_CHANGE_LIMITS.tagChanges])
    const few = await explainCase({ roles: { r: `${ALLOW_READ}$principalTags:a IN ('v1')` }, request: READ })
    expect(few.changesCutShort).toBe(false)
  })
})

describe('laws of explanations', () => {
  const { service, operation } = RANDOM_SCOPE

  function policySet(shared: readonly CompiledPolicy[], roles: ReadonlyMap<string, CompiledPolicy>): PolicySet {
    return {
      shared,
      findRole: (id) => roles.get(id),
      roleIds: () => roles.keys(),
      serviceOf: () => service,
      templates: new Map(),
    }
  }

  function policy(source: PolicySource, effect: 'allow' | 'deny', wheres: readonly Condition[]): CompiledPolicy {
    const span = { line: 1, column: 1, offset: 0, length: 0 }
    const operations = [{ method: '*', path: null, span }]
    const statements = wheres.map((where) => ({ effect, operations, selections: [], where, span }))
    return { source, statementsFor: compilePolicy({ type: 'openAPI', statements }, [service]).statementsFor }
  }

  const role = (id: string, wheres: readonly Condition[]): readonly [string, CompiledPolicy] => [
    id,
    policy({ kind: 'role', id, name: id }, 'allow', wheres),
  ]

  it('every change proposed, made alone, turns the decision into an allow', () => {
    let proposed = 0
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed)
        const wheres = () => random.list(1, 2, () => wildCondition(random, random.int(3)))
        const roles = new Map(['admin', 'a', 'b'].map((id) => role(id, wheres())))
        const denies = random.oneIn(2) ? [policy({ kind: 'guardrail' }, 'deny', wheres())] : []
        const policies = policySet(denies, roles)
        const { missed: _, open: __, ...question } = createEvaluationInput(operation, wildFacts(random))
        const explanation = explain(policies, 1, question)
        expect(explanation.decision).toEqual(decide(policies, 1, question))
        expectConsistent(explanation)
        for (const change of explanation.changes) {
          proposed++
          expect(decide(policies, 1, withChange(question, change)).allowed).toBe(true)
        }
      }),
      { numRuns: 1_500 },
    )
    expect(proposed).toBeGreaterThan(30)
  })

  /** A refusal is what its statements say: a deny in the way, or no allow that applies. */
  function expectConsistent({ decision, statements }: Explanation): void {
    if (statements.length === 0) return
    const denied = statements.some(({ statement, applies }) => statement.effect === 'deny' && applies === 'yes')
    const allowed = statements.some(({ statement, applies }) => statement.effect === 'allow' && applies === 'yes')
    expect(decision.allowed).toBe(allowed && !denied)
  }

  // Compared with a search of its own, over everything that a world this small can be changed to.
  it('where a single change would do, one is proposed', () => {
    const KEYS = ['a', 'b']
    const VALUES = ['1', '2', '3', 'other']
    const tag = fc.dictionary(
      fc.constantFrom(...KEYS),
      fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 2 }),
    )
    const comparison = fc
      .record({
        holder: fc.constantFrom('$principalTags', '$resourceTags'),
        key: fc.constantFrom(...KEYS),
        test: fc.constantFrom(
          "= '1'",
          "!= '2'",
          "IN ('1', '3')",
          "NOT IN ('2')",
          "LIKE '3'",
          'IS NULL',
          'IS NOT NULL',
          '= $principalTags:b',
        ),
      })
      .map(({ holder, key, test }) => `${holder}:${key} ${test}`)
    const where = fc
      .record({ parts: fc.array(comparison, { minLength: 1, maxLength: 3 }), joint: fc.constantFrom(' AND ', ' OR ') })
      .map(({ parts, joint }) => parts.join(joint))
    let proposed = 0
    return fc
      .assert(
        fc.asyncProperty(tag, tag, where, fc.option(where), async (principalTags, resourceTags, allow, deny) => {
          const example: DecisionCase = {
            ...{ name: '', expected: ['no', ''], principalTags, resources: patient(resourceTags), request: READ },
            roles: { r: ALLOW_READ + allow },
            ...(deny === null ? {} : { guardrail: `- deny: ['GET:*']\n  where: ${deny}` }),
          }
          const { decisions, request } = open(example)
          const { decision, changes } = await decisions.explain(request)
          if (decision.allowed) return
          const byTag = tagChanges(changes)
          if (byTag.length > 0) proposed++
          const principals = changedTags(principalTags)
          const resources = changedTags(resourceTags)
          const worlds = [
            ...principals.map((tags) => ({ ...example, principalTags: tags })),
            ...resources.map((tags) => ({ ...example, resources: patient(tags) })),
          ]
          for (const world of worlds) {
            const changed = open(world)
            if ((await changed.decisions.decide(changed.request)).allowed) expect(byTag).not.toEqual([])
          }
        }),
        { numRuns: 60 },
      )
      .then(() => expect(proposed).toBeGreaterThan(5))

    function changedTags(tags: Readonly<Record<string, readonly string[]>>): readonly TagInput[] {
      return KEYS.flatMap((key) => {
        const own = tags[key] ?? []
        return [
          ...VALUES.map((value) => [...own, value]),
          ...own.map((value) => own.filter((each) => each !== value)),
          ...(own.length === 1 ? VALUES.map((value) => [value]) : []),
        ].map((values) => ({ ...tags, [key]: values }))
      })
    }
  })
})
