import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { Operation, ResourceLocator } from '../model/service.ts'
import { isSystemTag, NO_TAGS, type Tags } from '../model/tags.ts'
import type { CompiledStatement, ResourceInput } from '../policy/compiled.ts'
import { allOf, anyOf, FAILS, HOLDS, type RowTest } from '../policy/rows/row-test.ts'
import type { RowFacts, RowScope } from '../policy/rows/row-scope.ts'
import { testCondition } from '../policy/rows/test-condition.ts'
import { FALSE, TRUE, type Truth } from '../policy/truth.ts'
import { isAliveFor, type BoundLink } from './bound-link.ts'
import { isDecidedByPolicies } from './decide.ts'
import type { Question } from './decision.ts'
import { describeStatement } from './describe-decision.ts'
import { limitedPart } from './weigh-statement.ts'
import type { CompiledPolicy, PolicySet } from './policy-set.ts'

/** A question about every row of a table at once: may the principal perform the operation on the resource that the row is? */
export interface RowsQuestion {
  readonly principal: Principal
  readonly operation: Operation
  /** What is the same for every row; null and `open` are not known. The place of the row's id is not looked at. */
  readonly request: RequestValues
  /** One for each path parameter, in order; the one of the row's own is not looked at. */
  readonly parameterResources: readonly ResourceInput[]
  readonly facts: RowFacts
  /** The links of the principal's tenant to the principal that allow the operation on some resource; absent: there are none. */
  readonly links?: readonly BoundLink[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * The test that a row of the principal's tenant passes exactly when `decide` allows the operation on it. A public operation is open on every row.
 *
 * @throws TypeError for an operation that is about no resource
 * @see POLICY.md, sections 2, 9 and 10
 */
export function testRows(policies: PolicySet, asked: RowsQuestion): RowTest {
  const { operation, principal } = asked
  if (operation.public) return HOLDS
  const service = policies.serviceOf(operation)
  // What no service declares, no statement covers.
  if (service === undefined) return FAILS
  const question = questionFor(asked)
  if (!isDecidedByPolicies(question)) return FAILS
  const common = {
    operation,
    service,
    facts: asked.facts,
    input: { ...question, missed: false, open: new Set<string>() },
  }

  const passesDenies = policies.shared.flatMap((policy) =>
    statementsOf(policy, operation, 'deny').map((statement) =>
      escapesDeny(statement, scopeFor(policy, statement, common)),
    ),
  )
  const roles = principal.roles.flatMap((id) => policies.findRole(id) ?? [])
  // For an assumed role the role alone can allow: its links, `isAliveFor` leaves out.
  const allowing = principal.type === 'assumedRole' ? roles : [...policies.shared, ...roles]
  const allowed = allowing.flatMap((policy) =>
    statementsOf(policy, operation, 'allow').map((statement) =>
      meetsAllow(policy, statement, scopeFor(policy, statement, common)),
    ),
  )
  return allOf([...passesDenies, anyOf([...allowed, ...meetsLinks(asked, common)])])
}

type Common = Pick<RowScope, 'operation' | 'service' | 'facts' | 'input'>

/** What links allow. Most allow their resource as it is, and those are one list, however many there are. */
function meetsLinks({ links = [], principal, operation, now }: RowsQuestion, common: Common): readonly RowTest[] {
  const unconditional = new Set<string>()
  const tests: RowTest[] = []
  for (const { link, policy } of links) {
    const { resource, tenant, slots } = link
    const isOfRows = resource?.type === operation.resource?.type && tenant === principal.tenant
    if (resource === null || !isOfRows || !isAliveFor(link, { principal, now })) continue
    const scope = { ...common, input: { ...common.input, slots } }
    for (const statement of statementsOf(policy, operation, 'allow')) {
      const test = meetsAllow(policy, statement, scopeFor(policy, statement, scope))
      if (test.kind === 'constant' && test.value) unconditional.add(resource.id)
      else tests.push(allOf([isOneOf([resource.id]), test]))
    }
  }
  return unconditional.size === 0 ? tests : [isOneOf([...unconditional]), ...tests]
}

function isOneOf(right: readonly string[]): RowTest {
  const of = { kind: 'id' } as const
  const left = { of, variable: 0, reading: 'written' } as const
  return {
    kind: 'some',
    of,
    variable: 0,
    test: anyOf(right.map((id) => ({ kind: 'compare', operator: '=', left, right: id }))),
  }
}

/** The question that each row makes complete, with a stand-in for its id. */
function questionFor({ principal, operation, request, parameterResources, facts, now }: RowsQuestion): Question {
  const locator = operation.resource
  if (locator === null) throw new TypeError(`\`${operation.id}\` is about no resource, so no row can be asked about`)
  const ref = { type: locator.type, id: STAND_IN }
  const known = { ...ref, tenant: principal.tenant, tags: NO_TAGS }
  const resource: ResourceInput = {
    ref,
    lookup: facts.resource === 'known' ? { status: 'known', resource: known } : { status: 'unknown' },
  }
  const isOwn = (name: string): boolean => locator.from === 'path' && locator.path[0] === name
  return {
    principal,
    operation,
    request: withStandIn(request, operation, locator),
    resource,
    parameterResources: parameterResources.map((given, i) =>
      isOwn(operation.pathParameters[i]?.name ?? '') ? resource : given,
    ),
    now,
  }
}

const STAND_IN = 'row'

/** Field lists ask which values are there: the id is, whatever it is. */
function withStandIn(request: RequestValues, { pathParameters }: Operation, locator: ResourceLocator): RequestValues {
  const [name = ''] = locator.path
  switch (locator.from) {
    case 'path':
      return { ...request, path: request.path.map((value, i) => (pathParameters[i]?.name === name ? STAND_IN : value)) }
    case 'query':
      return request.query === null ? request : { ...request, query: new Map([...request.query, [name, [STAND_IN]]]) }
    case 'body':
      return request
  }
}

function statementsOf(
  policy: CompiledPolicy,
  operation: Operation,
  effect: CompiledStatement['effect'],
): readonly CompiledStatement[] {
  return policy.statementsFor(operation).filter((statement) => statement.effect === effect)
}

function scopeFor({ source }: CompiledPolicy, { index, statement }: CompiledStatement, common: Common): RowScope {
  return { ...common, statement: describeStatement({ source, index, statement }) }
}

/** A `deny` applies unless it is FALSE. */
function escapesDeny({ statement, fields }: CompiledStatement, scope: RowScope): RowTest {
  const condition = statement.where === undefined ? FAILS : testCondition(statement.where, FALSE, scope)
  if (fields === null) return condition
  return anyOf([condition, testFields(fields.touches(scope.input.request, scope.operation), FALSE, scope)])
}

function meetsAllow(policy: CompiledPolicy, { statement, fields }: CompiledStatement, scope: RowScope): RowTest {
  const condition =
    statement.where === undefined ? testTags(policy, scope) : testCondition(statement.where, TRUE, scope)
  if (fields === null) return condition
  return allOf([condition, testFields(fields.covers(scope.input.request, scope.operation), TRUE, scope)])
}

/** A field list looks at the request alone, so it says the same of every row. */
function testFields(truth: Truth, wanted: Truth, { operation, statement }: RowScope): RowTest {
  if (truth === wanted) return HOLDS
  if ((truth & wanted) === 0) return FAILS
  return { kind: 'obstacle', statement, clause: 'its list of fields', needs: [limitedPart(operation)] }
}

/** The service's `resourceTagMatch`, for an `allow` without `where`. @see matchTags */
function testTags({ source }: CompiledPolicy, { service, facts, input }: RowScope): RowTest {
  if (service.resourceTagMatch !== 'required') return HOLDS
  if (source.kind === 'link' || (source.kind === 'role' && source.id === 'admin')) return HOLDS
  if (facts.resource === 'unknown') return FAILS
  const { tags } = input.principal
  if (facts.tags === 'any') return { kind: 'matching-tags', tags }
  return allOf([...facts.tags].filter((key) => !isSystemTag(key)).map((key) => sharesValue(key, tags)))
}

function sharesValue(key: string, tags: Tags): RowTest {
  const of = { kind: 'tag', key } as const
  const left = { of, variable: 0, reading: 'folded' } as const
  const values = (tags.get(key)?.folded ?? []).map((right): RowTest => ({
    kind: 'compare',
    operator: '=',
    left,
    right,
  }))
  const missing: RowTest = { kind: 'missing', of }
  return values.length === 0 ? missing : anyOf([missing, { kind: 'some', of, variable: 0, test: anyOf(values) }])
}
