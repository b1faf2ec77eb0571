import { linksBearingOn, type BoundLink } from '../decision/bound-link.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { Principal } from '../model/principal.ts'
import { tagsToJson } from '../model/tags.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import type { Access } from './access.ts'
import type { DecisionFacts, DecisionRecord, LinkFacts, RequestFacts, ResourceFacts } from './access-record.ts'
import { boundText } from './bounded-text.ts'
import { collectRequestFacts } from './request-facts.ts'
import { readsOf } from './request-reads.ts'
import { safeTarget } from './safe-target.ts'

/** Most statements that a record names. */
export const MAX_STATEMENTS = 50

/** Most that a record keeps of what was decided on, in UTF-16 units of JSON. */
export const MAX_FACTS = 16_384

const METHOD_LENGTH = 32
const NAME_LENGTH = 255

/** What must be copied of a request while it is being decided; the rest never changes and is described later. */
export interface Copied {
  readonly request: RequestFacts | null
  readonly email: boolean
}

/** @param values whether request values are kept at all */
export function copyRequest({ question, policies }: Considered, values: boolean): Copied {
  const { operation, principal, request } = question
  const reads = readsOf(policies, principal.roles, operation, linksBearingOn(question))
  return { email: reads.email, request: values ? collectRequestFacts(operation, request, reads) : null }
}

/** Puts a request and what became of it into a record. */
export function describeAccess(access: Access, copied: Copied | null, time: number): Omit<DecisionRecord, 'sequence'> {
  const { principal, decision, operation, considered, method } = access
  const ref = decision?.resource ?? null
  return {
    kind: 'decision',
    time,
    requestId: access.requestId,
    tenant: principal?.tenant ?? null,
    principal: principal === null ? null : describePrincipal(principal),
    method: method === null ? null : boundText(method, METHOD_LENGTH),
    target: safeTarget(access.target, operation),
    operation: operation?.id ?? null,
    resource: ref === null ? null : { type: ref.type, id: boundText(ref.id, NAME_LENGTH) },
    outcome: access.outcome,
    code: access.code,
    reason: decision?.reason ?? null,
    statements: (decision?.statements ?? []).slice(0, MAX_STATEMENTS).map(({ source, index }) => ({ source, index })),
    revision: decision?.revision ?? null,
    facts: considered === null || copied === null ? null : describeFacts(considered, copied),
  }
}

function describePrincipal({ type, id, assumedBy }: Principal): NonNullable<DecisionRecord['principal']> {
  return { type, id: boundText(id, NAME_LENGTH), ...(assumedBy === undefined ? {} : { assumedBy }) }
}

function describeFacts({ question }: Considered, { request, email }: Copied): DecisionFacts | null {
  const { principal, resource, parameterResources } = question
  const links = linksBearingOn(question)
  const facts: DecisionFacts = {
    roles: principal.roles,
    tags: tagsToJson(principal.tags),
    ...(email && principal.email !== undefined ? { email: principal.email } : {}),
    resource: describeResource(resource, principal.tenant),
    parameterResources: parameterResources.map((input) => describeResource(input, principal.tenant)),
    ...(links.length === 0 ? {} : { links: links.map(describeLink) }),
    request,
  }
  return JSON.stringify(facts).length <= MAX_FACTS ? facts : null
}

function describeLink({ link: { id, template, resource, slots } }: BoundLink): LinkFacts {
  return { id, template, onResource: resource !== null, slots: [...slots] }
}

function describeResource({ ref, lookup }: ResourceInput, asking: string): ResourceFacts {
  // No request leaves its resource open.
  if (lookup.status === 'open') return { ref, status: 'unknown' }
  if (lookup.status !== 'known') return { ref, status: lookup.status }
  const { tenant, owner, tags } = lookup.resource
  if (tenant !== asking) return { ref, status: 'foreign' }
  return { ref, status: 'known', ...(owner === undefined ? {} : { owner }), tags: tagsToJson(tags) }
}
