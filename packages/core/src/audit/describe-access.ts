import { linksBearingOn, type BoundLink } from '../decision/bound-link.ts'
import type { StatementRef } from '../decision/decision.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { Principal } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'
import { tagsToJson } from '../model/tags.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import type { Access } from './access.ts'
import type { DecisionFacts, DecisionRecord, LinkFacts, RequestFacts, ResourceFacts } from './access-record.ts'
import { boundText } from './bounded-text.ts'
import { formatJson, joinParts } from './format-record.ts'
import { collectRequestFacts } from './request-facts.ts'
import { readsOf } from './request-reads.ts'
import { safeTarget } from './safe-target.ts'

/** Most statements that a record names. */
export const MAX_STATEMENTS = 50

/** Most that a record keeps of what was decided on, in characters of its line. */
export const MAX_FACTS = 16_384

const METHOD_LENGTH = 32
const NAME_LENGTH = 255

/** What a record keeps of the values of a request. */
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

/**
 * Puts a request and what became of it into the line of its record.
 *
 * Nearly all of a line was in others before: the principal, its roles and tags, the resource, the policy. These never change, so each is put into
 * words once and the words are kept for as long as it is.
 */
export function describeAccess(access: Access, copied: Copied | null, time: number): string {
  const { principal, decision, operation, considered, method } = access
  const ref = decision?.resource ?? null
  return joinParts({
    kind: '"decision"',
    time: String(time),
    requestId: formatJson(access.requestId),
    tenant: formatJson(principal?.tenant ?? null),
    principal: principal === null ? 'null' : wordsOf(principal, describePrincipal),
    method: formatJson(method === null ? null : boundText(method, METHOD_LENGTH)),
    target: formatJson(safeTarget(access.target, operation)),
    operation: formatJson(operation?.id ?? null),
    resource: describeRef(ref === null ? null : { type: ref.type, id: boundText(ref.id, NAME_LENGTH) }),
    outcome: formatJson(access.outcome),
    code: formatJson(access.code),
    reason: formatJson(decision?.reason ?? null),
    statements: joinItems((decision?.statements ?? []).slice(0, MAX_STATEMENTS), describeStatement),
    revision: formatJson(decision?.revision ?? null),
    facts: considered === null || copied === null ? 'null' : describeFacts(considered, copied),
  } satisfies Words<Omit<DecisionRecord, 'sequence'>>)
}

/** Each part of something in the words that it has in a record's line. */
type Words<T> = { readonly [Name in keyof T]: string | undefined }

const known = new WeakMap<object, string>()

/** INVARIANT: the subject never changes, and is described in one way only. */
function wordsOf<Subject extends object>(subject: Subject, describe: (subject: Subject) => object): string {
  let words = known.get(subject)
  if (words === undefined) {
    words = formatJson(describe(subject))
    known.set(subject, words)
  }
  return words
}

function joinItems<Item>(items: readonly Item[], describe: (item: Item) => string): string {
  return items.length === 1 ? `[${describe(items[0] as Item)}]` : `[${items.map(describe).join(',')}]`
}

function describePrincipal({ type, id, assumedBy }: Principal): NonNullable<DecisionRecord['principal']> {
  return { type, id: boundText(id, NAME_LENGTH), ...(assumedBy === undefined ? {} : { assumedBy }) }
}

function describeStatement({ source, index }: StatementRef): string {
  return joinParts({
    source: wordsOf(source, itself),
    index: String(index),
  } satisfies Words<DecisionRecord['statements'][number]>)
}

/** `null` where it is more than a record keeps. */
function describeFacts({ question }: Considered, { request, email }: Copied): string {
  const { principal, resource, parameterResources } = question
  const links = linksBearingOn(question)
  const own = describeResource(resource, principal.tenant)
  const facts = joinParts({
    roles: wordsOf(principal.roles, itself),
    tags: wordsOf(principal.tags, tagsToJson),
    email: email && principal.email !== undefined ? formatJson(principal.email) : undefined,
    resource: own,
    parameterResources: joinItems(parameterResources, (input) =>
      input === resource ? own : describeResource(input, principal.tenant),
    ),
    links: links.length === 0 ? undefined : formatJson(links.map(describeLink)),
    request: request === null ? 'null' : describeRequest(request),
  } satisfies Words<DecisionFacts>)
  return facts.length <= MAX_FACTS ? facts : 'null'
}

/** Most requests send nothing that a statement reads: then nothing of the query is kept, and all but the path is the same for every one. */
function describeRequest(request: RequestFacts): string {
  const { path, body, read } = request
  if (body.status === 'json' || read.length > 0) return formatJson(request)
  return joinParts({
    path: joinItems(path, formatJson),
    query: '{}',
    body: BODIES[body.status],
    read: '[]',
  } satisfies Words<RequestFacts>)
}

const BODIES = {
  absent: '{"status":"absent"}',
  other: '{"status":"other"}',
  unavailable: '{"status":"unavailable"}',
  open: '{"status":"open"}',
} as const

function describeLink({ link: { id, template, resource, slots } }: BoundLink): LinkFacts {
  return { id, template, onResource: resource !== null, slots: [...slots] }
}

function describeResource({ ref, lookup }: ResourceInput, asking: string): string {
  const resource = lookup.status === 'known' ? lookup.resource : undefined
  const own = resource?.tenant === asking ? resource : undefined
  return joinParts({
    ref: describeRef(ref),
    status: formatJson(statusOf(lookup.status, own !== undefined)),
    owner: own?.owner === undefined ? undefined : formatJson(own.owner),
    tags: own === undefined ? undefined : wordsOf(own.tags, tagsToJson),
  } satisfies Words<ResourceFacts>)
}

function describeRef(ref: ResourceRef | null): string {
  if (ref === null) return 'null'
  return joinParts({ type: formatJson(ref.type), id: formatJson(ref.id) } satisfies Words<ResourceRef>)
}

function statusOf(status: ResourceInput['lookup']['status'], isOwn: boolean): ResourceFacts['status'] {
  // No request leaves its resource open.
  if (status === 'open') return 'unknown'
  return status === 'known' && !isOwn ? 'foreign' : status
}

function itself<T>(subject: T): T {
  return subject
}
