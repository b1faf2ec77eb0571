import { bindLink, type BoundLink } from '../decision/bound-link.ts'
import type { Question } from '../decision/decision.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { Link } from '../model/link.ts'
import type { RequestValues } from '../model/request-values.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import { createTags, EFFECTIVE_KEYS } from '../model/tags.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import type { DecisionRecord, LinkFacts, RequestFacts, ResourceFacts } from './access-record.ts'
import { readsOf } from './request-reads.ts'

/**
 * The question of a past decision, to be asked of other policies. What these read of the request and the record does not hold is open, so that
 * the answer is then `depends`.
 *
 * @param operation the record's operation, as the services have it now
 * @returns undefined for a record of which nothing but the outcome is known
 */
export function replayQuestion(
  record: DecisionRecord,
  operation: Operation,
  policies: PolicySet,
): Question | undefined {
  const { facts, principal, tenant } = record
  if (facts === null || principal === null || tenant === null) return undefined
  const { email, roles } = facts
  if (facts.parameterResources.length !== operation.pathParameters.length) return undefined
  const links = (facts.links ?? []).flatMap((link) => toBoundLink(link, facts.resource.ref, record, policies) ?? [])
  // Of another tenant's resource nothing is kept, nor of that tenant's denies.
  if (facts.resource.status === 'foreign' && facts.links !== undefined) return undefined
  const reads = readsOf(policies, roles, operation, links)
  // Whether there was a verified e-mail is kept only where it was read.
  if (reads.email && email === undefined) return undefined
  return {
    principal: {
      ...principal,
      tenant,
      roles,
      tags: createTags(facts.tags),
      ...(email === undefined ? {} : { email }),
    },
    operation,
    request: toValues(facts.request, operation, [...reads.values.keys(), ...fieldsRead(reads.fields, operation)]),
    resource: toInput(facts.resource, tenant),
    parameterResources: facts.parameterResources.map((resource) => toInput(resource, tenant)),
    now: record.time,
    ...(links.length === 0 ? {} : { links: { status: 'known', links } }),
  }
}

/** Undefined where the template is gone, or fits the link no more. */
function toBoundLink(
  { id, template, onResource, slots }: LinkFacts,
  resource: ResourceRef | null,
  { tenant, time }: DecisionRecord,
  policies: PolicySet,
): BoundLink | undefined {
  const own = tenant ?? NO_TENANT
  const link: Link = {
    id,
    tenant: own,
    template,
    // Whatever the link was to, it was to this principal.
    principal: { type: 'tenant', id: own, tenant: own },
    resource: onResource ? resource : null,
    slots: new Map(slots),
    createdBy: null,
    createdAt: time,
    expiresAt: null,
  }
  return bindLink(link, policies.templates.get(template))
}

function fieldsRead(fields: boolean, operation: Operation): readonly string[] {
  if (!fields) return []
  return [operation.body === null ? '$query' : '$body', ...(operation.graphql === undefined ? [] : ['$selection'])]
}

function toValues(facts: RequestFacts | null, operation: Operation, reads: readonly string[]): RequestValues {
  const missing = reads.filter((name) => facts?.read.includes(name) !== true)
  const isOpen = (source: '$query' | '$body'): boolean => missing.some((name) => name.startsWith(source))
  // That there was no JSON to read is always kept.
  const body = facts === null || (facts.body.status === 'json' && isOpen('$body')) ? OPEN : facts.body
  return {
    path: facts?.path ?? operation.pathParameters.map(() => null),
    query: isOpen('$query') ? null : new Map(Object.entries(facts?.query ?? {})),
    body,
    ...(operation.graphql === undefined ? {} : { selection: facts?.selection ?? null }),
  }
}

function toInput({ ref, status, owner, tags }: ResourceFacts, asking: string): ResourceInput {
  if (status === 'unknown' || status === 'unavailable') return { ref, lookup: { status } }
  if (ref === null) return { ref, lookup: { status: 'unavailable' } }
  const tenant = status === 'known' ? asking : NO_TENANT
  const resource = {
    ...ref,
    tenant,
    tags: createTags(tags ?? {}, EFFECTIVE_KEYS),
    ...(owner === undefined ? {} : { owner }),
  }
  return { ref, lookup: { status: 'known', resource } }
}

const OPEN = { status: 'open' } as const

/** The id of no tenant. */
const NO_TENANT = ''
