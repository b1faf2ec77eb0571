import type { Principal } from '../model/principal.ts'
import type { Resource } from '../model/resource.ts'
import { SYSTEM_TAG_PREFIX, type Tag } from '../model/tags.ts'
import type { Service } from '../model/service.ts'
import type { EvaluationInput } from '../policy/compiled.ts'
import { ANY, FALSE, TRUE, type Truth } from '../policy/truth.ts'
import type { PolicySource } from './decision.ts'

/**
 * Whether an `allow` without `where` passes the service's `resourceTagMatch`: under `required`, every tag of the operation's resource must
 * share a value with the principal's tag of the same key. Links and the role `admin` are exempt, an operation without a resource has nothing to match, and
 * a resource that nobody registered or loads never matches.
 *
 * @see POLICY.md, section 5
 */
export function matchTags(source: PolicySource, service: Service | undefined, input: EvaluationInput): Truth {
  if (service?.resourceTagMatch !== 'required') return TRUE
  if (source.kind === 'link' || (source.kind === 'role' && source.id === 'admin')) return TRUE
  const locator = input.operation.resource
  if (locator === null) return TRUE
  if (input.resource.ref === null && isOpen(locator.from, input)) {
    input.open.add(`$${input.operation.graphql === undefined ? locator.from : 'request'}:${locator.path.join(':')}`)
    return ANY
  }
  const { lookup } = input.resource
  if (lookup.status === 'open') {
    input.open.add('$resourceTags')
    return ANY
  }
  if (lookup.status !== 'known') return FALSE
  return unmatchedTags(lookup.resource, input.principal).length === 0 ? TRUE : FALSE
}

/** The resource's tags of which the principal has no value, system tags aside. */
export function unmatchedTags(resource: Resource, principal: Principal): readonly Tag[] {
  const unmatched: Tag[] = []
  for (const [key, tag] of resource.tags) {
    if (!key.startsWith(SYSTEM_TAG_PREFIX) && !sharesValue(tag, principal.tags.get(key))) unmatched.push(tag)
  }
  return unmatched
}

function isOpen(from: 'path' | 'query' | 'body', { request }: EvaluationInput): boolean {
  switch (from) {
    case 'path':
      return request.path.includes(null)
    case 'query':
      return request.query === null
    case 'body':
      return request.body.status === 'open'
  }
}

function sharesValue(tag: Tag, other: Tag | undefined): boolean {
  return other !== undefined && tag.folded.some((value) => other.folded.includes(value))
}
