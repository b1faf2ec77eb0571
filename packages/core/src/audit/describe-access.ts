import { linksBearingOn, type BoundLink } from '../decision/bound-link.ts'
import type { StatementRef } from '../decision/decision.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { Principal } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import { tagsToJson } from '../model/tags.ts'
import type { ResourceInput } from '../policy/compiled.ts'
import type { Access } from './access.ts'
import type { DecisionRecord, LinkFacts, RequestFacts, ResourceFacts } from './access-record.ts'
import { boundText } from './bounded-text.ts'
import { formatJson } from './format-record.ts'
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
 * Nearly all of a line was in others before: the principal, its roles and tags, the operation, the policy. These never change, so each is put into
 * words once and the words are kept for as long as it is. The names are written out: put together from an object, a line takes seven times as long.
 */
export function describeAccess(access: Access, copied: Copied | null, time: number): string {
  const { principal, decision, operation, considered, outcome } = access
  const method = access.method === null ? null : boundText(access.method, METHOD_LENGTH)
  const who = principal === null ? 'null' : wordsOf(principal, describePrincipal)
  const tenant = formatJson(principal?.tenant ?? null)
  const target = formatJson(safeTarget(access.target, operation))
  const operationId = operation === null ? 'null' : wordsOf(operation, idOf)
  const ref = decision?.resource ?? null
  const resource = ref === null ? 'null' : describeRef({ type: ref.type, id: boundText(ref.id, NAME_LENGTH) })
  const code = access.code === null ? 'null' : `"${access.code}"`
  const statements = joinItems((decision?.statements ?? []).slice(0, MAX_STATEMENTS), describeStatement)
  const judged =
    decision === null
      ? '"reason":null,"statements":[],"revision":null'
      : `"reason":"${decision.reason}","statements":[${statements}],"revision":${decision.revision}`
  const facts = considered === null || copied === null ? 'null' : describeFacts(considered, copied)
  const head = `{"kind":"decision","time":${time},"requestId":${formatJson(access.requestId)},"tenant":${tenant},"principal":${who},"method":${formatJson(method)},"target":${target},"operation":${operationId},"resource":${resource},"outcome":"${outcome}","code":${code},${judged},"facts":`
  // Joined, which makes it one piece while its parts are at hand; a template leaves that to whoever reads it first, when they no longer are.
  return [head, facts, '}'].join('')
}

const known = new WeakMap<object, string>()

/** INVARIANT: the subject never changes, and is described in one way only. */
function wordsOf<Subject extends object>(subject: Subject, describe: (subject: Subject) => object | string): string {
  let words = known.get(subject)
  if (words === undefined) {
    words = formatJson(describe(subject))
    known.set(subject, words)
  }
  return words
}

function joinItems<Item>(items: readonly Item[], describe: (item: Item) => string): string {
  return items.length === 1 ? describe(items[0] as Item) : items.map(describe).join(',')
}

function describePrincipal({ type, id, assumedBy }: Principal): NonNullable<DecisionRecord['principal']> {
  return { type, id: boundText(id, NAME_LENGTH), ...(assumedBy === undefined ? {} : { assumedBy }) }
}

function describeStatement({ source, index }: StatementRef): string {
  return `{"source":${wordsOf(source, itself)},"index":${index}}`
}

/** `null` where it is more than a record keeps. */
function describeFacts({ question }: Considered, { request, email }: Copied): string {
  const { principal, resource, parameterResources } = question
  const links = linksBearingOn(question)
  const own = describeResource(resource, principal.tenant)
  const parameters = joinItems(parameterResources, (input) =>
    input === resource ? own : describeResource(input, principal.tenant),
  )
  const address = email && principal.email !== undefined ? `,"email":${formatJson(principal.email)}` : ''
  const linked = links.length === 0 ? '' : `,"links":${formatJson(links.map(describeLink))}`
  const facts = `{"roles":${wordsOf(principal.roles, itself)},"tags":${wordsOf(principal.tags, tagsToJson)}${address},"resource":${own},"parameterResources":[${parameters}]${linked},"request":${request === null ? 'null' : describeRequest(request)}}`
  return facts.length <= MAX_FACTS ? facts : 'null'
}

/** Most requests send nothing that a statement reads: then nothing of the query is kept, and all but the path is the same for every one. */
function describeRequest(request: RequestFacts): string {
  const { path, body, read } = request
  if (body.status === 'json' || read.length > 0) return formatJson(request)
  return `{"path":[${joinItems(path, formatJson)}],"query":{},"body":{"status":"${body.status}"},"read":[]}`
}

function describeLink({ link: { id, template, resource, slots } }: BoundLink): LinkFacts {
  return { id, template, onResource: resource !== null, slots: [...slots] }
}

function describeResource({ ref, lookup }: ResourceInput, asking: string): string {
  const resource = lookup.status === 'known' ? lookup.resource : undefined
  const own = resource?.tenant === asking ? resource : undefined
  const owner = own?.owner === undefined ? '' : `,"owner":${formatJson(own.owner)}`
  const tags = own === undefined ? '' : `,"tags":${wordsOf(own.tags, tagsToJson)}`
  return `{"ref":${ref === null ? 'null' : describeRef(ref)},"status":"${statusOf(lookup.status, own !== undefined)}"${owner}${tags}}`
}

function describeRef({ type, id }: ResourceRef): string {
  return `{"type":${formatJson(type)},"id":${formatJson(id)}}`
}

function statusOf(status: ResourceInput['lookup']['status'], isOwn: boolean): ResourceFacts['status'] {
  // No request leaves its resource open.
  if (status === 'open') return 'unknown'
  return status === 'known' && !isOwn ? 'foreign' : status
}

function idOf({ id }: Operation): string {
  return id
}

function itself<T>(subject: T): T {
  return subject
}
