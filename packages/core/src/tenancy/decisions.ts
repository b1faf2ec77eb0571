import { decide } from '../decision/decide.ts'
import type { Decision, Question, Reason } from '../decision/decision.ts'
import { explain, type ExplainOptions } from '../decision/explain.ts'
import type { Explanation } from '../decision/explanation.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import { decidePermissions } from '../decision/permissions.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import type { ResourceLookups } from './resource-lookups.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'

/** May this principal perform this operation with these values? */
export interface DecisionRequest {
  readonly principal: Principal
  readonly operation: Operation
  readonly request: RequestValues
  /** Decide at this revision of the store or later. */
  readonly atLeast?: number
  /** Told what is decided on, before it is; not where the tenant is inactive and nothing is. */
  readonly onConsidered?: (considered: Considered) => void
}

/** A question with everything that was found out to answer it, and the policies that are asked. */
export interface Considered {
  readonly question: Question
  readonly policies: PolicySet
}

/** Asks a tenant's current policies, fetching what they need to know of the resources named. */
export interface Decisions {
  /**
   * @throws WardkitError `ERR_REVISION_AHEAD` when the store has not come as far as `atLeast`; `ERR_STORE_UNAVAILABLE` when no snapshot can be had:
   * nothing is then allowed
   */
  decide(request: DecisionRequest): Promise<Decision>
  /**
   * The decision and how it came about. It costs many decisions: it is for people, not for every request.
   * @throws WardkitError as `decide` does
   */
  explain(request: DecisionRequest, options?: ExplainOptions): Promise<Explanation>
  /** Many questions of one tenant on one snapshot. @throws TypeError when the principals are of different tenants */
  decideAll(requests: readonly DecisionRequest[]): Promise<Decision[]>
  /** Which operations the principal may perform on the resource; without one, which of the operations that are about none. */
  permissions(principal: Principal, resource?: ResourceRef): Promise<Decision[]>
}

export interface DecisionsOptions {
  readonly snapshots: Snapshots
  readonly lookups: ResourceLookups
  readonly operations: readonly Operation[]
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Puts snapshots, resources and the decision together. */
export function createDecisions({ snapshots, lookups, operations, now }: DecisionsOptions): Decisions {
  async function decideOn(
    snapshot: Snapshot | undefined,
    { principal, operation, request, onConsidered }: DecisionRequest,
  ): Promise<Decision> {
    if (snapshot?.status !== 'active')
      return refuse(principal, operation, 'tenant-inactive', snapshot?.revision ?? snapshots.revision)
    const question = await toQuestion(snapshot, principal, operation, request)
    onConsidered?.({ question, policies: snapshot.policies })
    return decide(snapshot.policies, snapshot.revision, question)
  }

  async function toQuestion(
    snapshot: Snapshot,
    principal: Principal,
    operation: Operation,
    request: RequestValues,
  ): Promise<Question> {
    const parameterResources = await Promise.all(
      operation.pathParameters.map(({ resourceType }, index) =>
        findInput(snapshot, toRef(resourceType, request.path[index])),
      ),
    )
    const own = locateResource(operation, request)
    const named = parameterResources.find(
      ({ ref }) => ref !== null && own !== null && ref.type === own.type && ref.id === own.id,
    )
    return {
      principal,
      operation,
      request,
      resource: named ?? (await findInput(snapshot, own)),
      parameterResources,
      now: now(),
    }
  }

  async function findInput(snapshot: Snapshot, ref: ResourceRef | null): Promise<ResourceInput> {
    return ref === null ? NO_RESOURCE : { ref, lookup: await lookups.find(snapshot, ref) }
  }

  return {
    async decide(request) {
      return decideOn(await snapshots.find(request.principal.tenant, request.atLeast), request)
    },
    async explain(request, options) {
      const { principal, operation } = request
      const snapshot = await snapshots.find(principal.tenant, request.atLeast)
      if (snapshot?.status !== 'active') {
        const decision = refuse(principal, operation, 'tenant-inactive', snapshot?.revision ?? snapshots.revision)
        return { decision, statements: [], changes: [], changesCutShort: false }
      }
      const question = await toQuestion(snapshot, principal, operation, request.request)
      return explain(snapshot.policies, snapshot.revision, question, options)
    },
    async decideAll(requests) {
      const first = requests[0]
      if (first === undefined) return []
      const { tenant } = first.principal
      if (requests.some(({ principal }) => principal.tenant !== tenant))
        throw new TypeError('the principals of one batch must be of one tenant')
      const atLeast = Math.max(...requests.map((request) => request.atLeast ?? 0))
      const snapshot = await snapshots.find(tenant, atLeast)
      return Promise.all(requests.map((request) => decideOn(snapshot, request)))
    },
    async permissions(principal, resource) {
      const snapshot = await snapshots.find(principal.tenant)
      if (snapshot?.status !== 'active') {
        return operations.map((operation) => refuse(principal, operation, 'tenant-inactive', snapshots.revision))
      }
      const asked =
        resource === undefined ? {} : { resource: { ref: resource, lookup: await lookups.find(snapshot, resource) } }
      return decidePermissions(snapshot.policies, snapshot.revision, operations, { principal, now: now(), ...asked })
    },
  }
}

const NO_RESOURCE: ResourceInput = { ref: null, lookup: { status: 'unknown' } }

function toRef(type: string | null, id: string | null | undefined): ResourceRef | null {
  return type === null || id === null || id === undefined || id === '' ? null : { type, id }
}

/** The operation's own resource, where the request names exactly one. */
function locateResource({ resource, pathParameters }: Operation, request: RequestValues): ResourceRef | null {
  if (resource === null) return null
  const [name = ''] = resource.path
  switch (resource.from) {
    case 'path':
      return toRef(resource.type, request.path[pathParameters.findIndex((parameter) => parameter.name === name)])
    case 'query': {
      const values = request.query?.get(name)
      return values?.length === 1 ? toRef(resource.type, values[0]) : null
    }
    case 'body':
      return request.body.status === 'json' ? toRef(resource.type, readId(request.body.value, resource.path)) : null
  }
}

function readId(body: Json, path: readonly string[]): string | null {
  let value: Json | undefined = body
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return null
    value = value[name]
  }
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null
}

function refuse(principal: Principal, operation: Operation, reason: Reason, revision: number): Decision {
  return {
    allowed: false,
    answer: 'no',
    dependsOn: [],
    reason,
    principal,
    operation: operation.id,
    resource: null,
    statements: [],
    revision,
    filters: null,
  }
}
