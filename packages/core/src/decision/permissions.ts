import type { Principal } from '../model/principal.ts'
import type { ResourceLookup, ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import { decide } from './decide.ts'
import type { LinkLookup } from './bound-link.ts'
import type { Decision, Question, SpannedTenant } from './decision.ts'
import type { PolicySet } from './policy-set.ts'

/** What a principal may do, asked without a request. */
export interface PermissionsQuestion {
  readonly principal: Principal
  /** The resource asked about; absent: operations are asked about with every value open. */
  readonly resource?: { readonly ref: ResourceRef; readonly lookup: ResourceLookup }
  /** The links to the principal on the resource or, where none is named, those on no resource. */
  readonly links?: LinkLookup
  /** The resource's tenant, where one of the links spans the two. */
  readonly spanned?: SpannedTenant
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Decides each operation that is about the resource, or each operation that has no resource of its own when none is named, with every further
 * value of the request open: each answer is yes, no, or depends.
 */
export function decidePermissions(
  policies: PolicySet,
  revision: number,
  operations: Iterable<Operation>,
  asked: PermissionsQuestion,
): Decision[] {
  const decisions: Decision[] = []
  for (const operation of operations) {
    const isAbout =
      asked.resource === undefined ? operation.resource === null : operation.resource?.type === asked.resource.ref.type
    if (isAbout) decisions.push(decide(policies, revision, toQuestion(operation, asked)))
  }
  return decisions
}

const NOT_KNOWN: ResourceInput = { ref: null, lookup: { status: 'unknown' } }
const OPEN_RESOURCE: ResourceInput = { ref: null, lookup: { status: 'open' } }

function toQuestion(operation: Operation, asked: PermissionsQuestion): Question {
  const { principal, resource, links, spanned, now } = asked
  const own = resource ?? NOT_KNOWN
  const { resource: locator } = operation
  const isOwn = (name: string): boolean =>
    locator?.from === 'path' && locator.path[0] === name && resource !== undefined
  return {
    principal,
    operation,
    request: {
      path: operation.pathParameters.map(({ name }) => (isOwn(name) ? (own.ref?.id ?? null) : null)),
      query: operation.queryParameters.length === 0 ? new Map() : null,
      body: operation.body === null ? { status: 'absent' } : { status: 'open' },
      ...(operation.graphql === undefined ? {} : { selection: null }),
    },
    resource: own,
    parameterResources: operation.pathParameters.map(({ name, resourceType }) =>
      isOwn(name) ? own : resourceType === null ? NOT_KNOWN : OPEN_RESOURCE,
    ),
    now,
    ...(links === undefined ? {} : { links }),
    ...(spanned === undefined ? {} : { spanned }),
  }
}

/** May the principal perform the operation at all: on any resource of its tenant, with everything of the request open? */
export function openQuestion(principal: Principal, operation: Operation, now: number): Question {
  const question = toQuestion(operation, { principal, now })
  return operation.resource === null ? question : { ...question, resource: OPEN_RESOURCE }
}
