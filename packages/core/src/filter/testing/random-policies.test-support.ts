import { compileCondition } from '../../policy/condition/compile-condition.ts'
import { createEvaluationInput, createTestService } from '../../policy/testing/evaluation-input.test-support.ts'
import { fieldsOf } from '../../policy/testing/parse-fields.test-support.ts'
import { compileFieldList } from '../../policy/fields/field-list.ts'
import { TYPED_VARIABLES, WILD_VARIABLES, wildCondition } from '../../policy/testing/random-condition.test-support.ts'
import { RANDOM_OPERATION, TEXTS, wildFacts } from '../../policy/testing/random-facts.test-support.ts'
import type { CompiledPolicy, PolicySet } from '../../decision/policy-set.ts'
import type { PolicySource, Question } from '../../decision/decision.ts'
import type { Operation, Service } from '../../model/service.ts'
import type { BoundLink } from '../../decision/bound-link.ts'
import type { Link } from '../../model/link.ts'
import type { Condition, Literal, Variable } from '../../policy/ast.ts'
import type { CompiledStatement } from '../../policy/compiled.ts'
import type { Random } from '../../policy/testing/random.test-support.ts'

interface TestScope {
  readonly service: Service
  readonly operation: Operation
}

const span = { line: 1, column: 1, offset: 0, length: 0 }

/** The operation of the random clauses, with ids of every kind, and with tags that must match. */
const SCOPES: readonly TestScope[] = [
  {},
  {},
  { type: 'integer' },
  { type: 'string', format: 'uuid' },
  { type: 'boolean' },
]
  .map((partId: object) =>
    createTestService({ ...RANDOM_OPERATION, path: { ...RANDOM_OPERATION.path, partId: partId } }),
  )
  .flatMap(({ service, operation }) => [
    { service, operation },
    { service: { ...service, resourceTagMatch: 'required' as const }, operation },
  ])

/** Variables that a row gives, often enough for clauses to be about rows. */
const ROW_VARIABLES: readonly Variable[] = [
  ...[{ kind: 'resource', attribute: 'id', span } as const, { kind: 'resource', attribute: 'owner', span } as const],
  { kind: 'request', source: 'path', path: ['partId'], span },
  { kind: 'resource-tag', key: 't1', parameter: 'partId', span },
  { kind: 'resource-tag', key: 'wardkit:a', span },
  ...TYPED_VARIABLES.tag,
]

/** Texts that rows hold too, so that clauses are met. */
const NEAR_TEXTS = ['a', 'A', 'b', '9', '10', '10.0', 'u1', 'K', '\u212a', 'é', 'É', "o'neil"]

const LINKED_IDS = ['1', '10', '01', 'a', 'A', 'p1', 'u1', '-5', "o'neil"]

/** A tenant's policies, and a question that only lacks the resource it is about. */
export interface RandomPolicies {
  readonly policies: PolicySet
  readonly question: Question
  /** Links to whoever asks and to others, alive and expired, of this tenant and of another. */
  readonly links: readonly BoundLink[]
}

/** Policies of every kind over one operation, asked by somebody about something. */
export function randomPolicies(random: Random): RandomPolicies {
  const { service, operation } = random.pick(SCOPES)
  const facts = wildFacts(random)
  const open = random.oneIn(12)
    ? { query: null }
    : random.oneIn(12)
      ? { body: undefined, bodyStatus: 'open' as const }
      : {}
  const { missed: _, open: __, ...asked } = createEvaluationInput(operation, { ...facts, ...open } as typeof facts)
  // Most are of the tenant that the other resource of the path is of.
  const question = random.oneIn(6) ? asked : { ...asked, principal: { ...asked.principal, tenant: 't1' } }
  const policy = (source: PolicySource, effects: readonly ('allow' | 'deny')[], most: number): CompiledPolicy => {
    const statements = random
      .list(0, most, () => random.pick(effects))
      .map((effect, index) => randomStatement(random, effect, index, { service, operation }))
    return { source, statementsFor: () => statements }
  }
  const roles = new Map(['admin', 'a', 'Admin'].map((id) => [id, policy({ kind: 'role', id, name: id }, ['allow'], 2)]))
  const shared = [
    policy({ kind: 'global', name: 'random' }, ['allow', 'allow', 'allow', 'deny'], 2),
    ...(random.oneIn(4) ? [policy({ kind: 'guardrail' }, ['deny'], 1)] : []),
  ]
  return {
    policies: {
      ...{ shared, findRole: (id) => roles.get(id), roleIds: () => roles.keys(), serviceOf: () => service },
      templates: new Map(),
    },
    question,
    links: random.oneIn(2) ? [] : random.list(1, 3, () => randomLink(random, question, { service, operation })),
  }
}

function randomLink(random: Random, { principal, now }: Question, scope: TestScope): BoundLink {
  const template = 'random'
  const statements = random.list(0, 2, () => randomStatement(random, 'allow', 0, scope, withSlots))
  const { tenant } = principal
  const link: Link = {
    ...{ id: 'lnk', template, createdBy: null, createdAt: 0 },
    tenant: random.oneIn(8) ? 'T9' : tenant,
    principal: random.pick([
      { type: 'user', id: principal.id, tenant },
      { type: 'user', id: 'somebody', tenant },
      { type: 'role', id: 'a', tenant },
      { type: 'tenant', id: tenant, tenant },
    ]),
    resource: { type: random.oneIn(8) ? 'thing' : 'part', id: random.pick(LINKED_IDS) },
    slots: new Map<string, string | number>(
      random.oneIn(6) ? [] : [['s', random.pick<string | number>([...NEAR_TEXTS, 9])]],
    ),
    expiresAt: random.oneIn(8) ? now : random.oneIn(2) ? now + 1 : null,
  }
  return { link, policy: { source: { kind: 'link', id: link.id, template }, statementsFor: () => statements } }
}

/** The clause with slots in the place of some of its texts. */
function withSlots(random: Random, where: Condition): Condition {
  return JSON.parse(JSON.stringify(where), (key, value: unknown) =>
    isText(value) && key !== 'pattern' && random.oneIn(2) ? { kind: 'slot', name: 's', span } : value,
  ) as Condition
}

function isText(value: unknown): value is Literal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'string'
}

function randomStatement(
  random: Random,
  effect: 'allow' | 'deny',
  index: number,
  { service, operation }: TestScope,
  change: (random: Random, where: Condition) => Condition = (_, where) => where,
): CompiledStatement {
  const variables = random.oneIn(4) ? WILD_VARIABLES : [...ROW_VARIABLES, ...ROW_VARIABLES, random.pick(WILD_VARIABLES)]
  const where = random.oneIn(8)
    ? undefined
    : change(random, wildCondition(random, random.int(3), variables, random.oneIn(3) ? TEXTS : NEAR_TEXTS))
  const statement = { effect, operations: [], selections: [], span, ...(where === undefined ? {} : { where }) }
  return {
    effect,
    index,
    statement,
    operation,
    condition: where === undefined ? null : compileCondition(where, operation, service),
    fields: random.oneIn(12) ? compileFieldList(fieldsOf(random.pick(['s1', 'x', '*', 's*, n1']))) : null,
    filter: null,
  }
}
