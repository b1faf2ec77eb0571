import type { LinkLookup } from '../decision/bound-link.ts'
import { decide } from '../decision/decide.ts'
import type { Decision, Question } from '../decision/decision.ts'
import { explain, type ExplainOptions } from '../decision/explain.ts'
import type { Explanation } from '../decision/explanation.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import { decidePermissions, type PermissionsQuestion } from '../decision/permissions.ts'
import type { Principal } from '../model/principal.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceLookup, ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import { andThen } from '../util/and-then.ts'
import type { LinkLookups } from './link-lookups.ts'
import { nameResources } from './named-resources.ts'
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
   * The decision: at once, and no promise, where all that it needs is at hand.
   * @throws WardkitError `ERR_REVISION_AHEAD` when the store has not come as far as `atLeast`; `ERR_STORE_UNAVAILABLE` when no snapshot can be had:
   * nothing is then allowed
   */
  decide(request: DecisionRequest): Decision | Promise<Decision>
  /**
   * The decision and how it came about. It costs many decisions: it is for people, not for every request.
   * @throws WardkitError as `decide` does
   */
  explain(request: DecisionRequest, options?: ExplainOptions): Promise<Explanation>
  /** Many questions of one tenant on one snapshot. @throws TypeError when the principals are of different tenants */
  decideAll(requests: readonly DecisionRequest[]): Promise<Decision[]>
  /** Which operations the principal may perform on the resource; without one, which of the operations that are about none. */
  permissions(principal: Principal, resource?: ResourceRef, atLeast?: number): Promise<Decision[]>
}

export interface DecisionsOptions {
  readonly snapshots: Snapshots
  readonly lookups: ResourceLookups
  readonly linkLookups: LinkLookups
  readonly operations: readonly Operation[]
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Puts snapshots, resources and the decision together. */
export function createDecisions({ snapshots, lookups, linkLookups, operations, now }: DecisionsOptions): Decisions {
  function decideOn(snapshot: Snapshot | undefined, request: DecisionRequest): Decision | Promise<Decision> {
    if (snapshot?.status !== 'active') return refuse(request, snapshot?.revision ?? snapshots.revision)
    return andThen(toQuestion(snapshot, request), (question) => answer(snapshot, request, question))
  }

  function answer({ policies, revision }: Snapshot, request: DecisionRequest, question: Question): Decision {
    request.onConsidered?.({ question, policies })
    return decide(policies, revision, question)
  }

  /** At once where everything that the request names is at hand, as most requests find it. */
  function toQuestion(snapshot: Snapshot, request: DecisionRequest): Question | Promise<Question> {
    const { parameters, own } = nameResources(request.operation, request.request)
    const inputs: (ResourceInput | Promise<ResourceInput>)[] = []
    let atHand = true
    for (const ref of parameters) {
      const input = findInput(snapshot, ref)
      atHand &&= !(input instanceof Promise)
      inputs.push(input)
    }
    const index = own === null || own === 'unreadable' ? -1 : parameters.indexOf(own)
    const resource = index === -1 ? findInput(snapshot, own) : (inputs[index] as ResourceInput)
    const links = findLinks(snapshot, request, own)
    if (atHand && !(resource instanceof Promise) && !(links instanceof Promise)) {
      return withSpanned(request, buildQuestion(request, resource, inputs as ResourceInput[], links))
    }
    return Promise.all([links, resource, ...inputs]).then(async ([linked, found, ...others]) =>
      withSpanned(request, buildQuestion(request, found, others, linked)),
    )
  }

  function findLinks(
    snapshot: Snapshot,
    { principal, operation }: DecisionRequest,
    own: ResourceRef | 'unreadable' | null,
  ): LinkLookup | undefined | Promise<LinkLookup> {
    // Whose id is not known, to that nobody is linked; only where the operation has no resource are links to none.
    if (own === 'unreadable' || (own === null) !== (operation.resource === null)) return undefined
    return linkLookups.find(snapshot, principal, own, operation)
  }

  /** Where a link lets the principal reach another tenant's resource, that tenant's denies apply too. */
  function withSpanned<Asked extends LinkedQuestion>(
    request: Pick<DecisionRequest, 'atLeast'>,
    question: Asked,
  ): Asked | Promise<Asked> {
    const tenant = findSpanned(question)
    if (tenant === undefined) return question
    return andThen(snapshots.find(tenant, request.atLeast), (other) =>
      other?.status === 'active' ? { ...question, spanned: { tenant, policies: other.policies } } : question,
    )
  }

  function findInput(
    snapshot: Snapshot,
    ref: ResourceRef | 'unreadable' | null,
  ): ResourceInput | Promise<ResourceInput> {
    if (ref === null) return NO_RESOURCE
    if (ref === 'unreadable') return UNREADABLE_RESOURCE
    const lookup = lookups.find(snapshot, ref)
    return lookup instanceof Promise ? lookup.then((found) => ({ ref, lookup: found })) : { ref, lookup }
  }

  function buildQuestion(
    { principal, operation, request }: DecisionRequest,
    resource: ResourceInput,
    parameterResources: readonly ResourceInput[],
    links: LinkLookup | undefined,
  ): Question {
    const question = { principal, operation, request, resource, parameterResources, now: now() }
    return links === undefined ? question : { ...question, links }
  }

  return {
    decide(request) {
      const snapshot = snapshots.find(request.principal.tenant, request.atLeast)
      return andThen(snapshot, (found) => decideOn(found, request))
    },
    async explain(request, options) {
      const snapshot = await snapshots.find(request.principal.tenant, request.atLeast)
      if (snapshot?.status !== 'active') {
        const decision = refuse(request, snapshot?.revision ?? snapshots.revision)
        return { decision, statements: [], changes: [], changesCutShort: false }
      }
      const question = await toQuestion(snapshot, request)
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
      return Promise.all(requests.map(async (request) => decideOn(snapshot, request)))
    },
    async permissions(principal, resource, atLeast) {
      const snapshot = await snapshots.find(principal.tenant, atLeast)
      if (snapshot?.status !== 'active') {
        return operations.map((operation) => refuse({ principal, operation }, snapshots.revision))
      }
      const links = await linkLookups.find(snapshot, principal, resource ?? null)
      const asked = await withSpanned(atLeast === undefined ? {} : { atLeast }, {
        principal,
        now: now(),
        ...(resource === undefined
          ? {}
          : { resource: { ref: resource, lookup: await lookups.find(snapshot, resource) } }),
        ...(links === undefined ? {} : { links }),
      })
      return decidePermissions(snapshot.policies, snapshot.revision, operations, asked)
    },
  }
}

type LinkedQuestion = Pick<PermissionsQuestion, 'principal' | 'links' | 'spanned'> & {
  readonly resource?: { readonly lookup: ResourceLookup }
}

/** The other tenant whose resource this is and that made one of the links found. */
function findSpanned({ principal, resource, links }: LinkedQuestion): string | undefined {
  if (links?.status !== 'known' || resource?.lookup.status !== 'known') return undefined
  const { tenant } = resource.lookup.resource
  return tenant !== principal.tenant && links.links.some(({ link }) => link.tenant === tenant) ? tenant : undefined
}

const NO_RESOURCE: ResourceInput = { ref: null, lookup: { status: 'unknown' } }
/** Nothing may be allowed for want of the tenant it belongs to. */
const UNREADABLE_RESOURCE: ResourceInput = { ref: null, lookup: { status: 'unavailable' } }

/** There is no such tenant, or it is suspended. */
function refuse(
  { principal, operation }: Pick<DecisionRequest, 'principal' | 'operation'>,
  revision: number,
): Decision {
  return {
    allowed: false,
    answer: 'no',
    dependsOn: [],
    reason: 'tenant-inactive',
    principal,
    operation: operation.id,
    resource: null,
    statements: [],
    revision,
    filters: null,
  }
}
