import fc from 'fast-check'
import type { DecisionRecord } from '../audit/access-record.ts'
import { copyRequest, describeAccess } from '../audit/describe-access.ts'
import { parseRecord, placeLine } from '../audit/format-record.ts'
import { decide } from '../decision/decide.ts'
import type { Question } from '../decision/decision.ts'
import type { CompiledPolicy, PolicySet } from '../decision/policy-set.ts'
import type { ResourceLookup, ResourceRef } from '../model/resource.ts'
import type { Operation, Service } from '../model/service.ts'
import { createTags, type TagInput } from '../model/tags.ts'
import { compileSource } from '../tenancy/compile-source.ts'

export const TENANT = 'tnt_acme'

/** One tenant's policies, by role id. */
export function policiesOf(
  service: Service,
  roles: Readonly<Record<string, string>>,
  guardrail: string | null = null,
): PolicySet {
  const compiled = new Map<string, CompiledPolicy>(
    Object.entries(roles).map(([id, policy]) => [id, roleOf(service, id, policy)]),
  )
  return {
    shared: guardrail === null ? [] : [compileSource({ kind: 'guardrail' }, guardrail, [service])],
    findRole: (id) => compiled.get(id),
    roleIds: () => compiled.keys(),
    serviceOf: () => service,
    templates: new Map(),
  }
}

export function roleOf(service: Service, id: string, policy: string): CompiledPolicy {
  return compileSource({ kind: 'role', id, name: id }, policy, [service])
}

/** What is asked in a test, with something plausible for the rest. */
export interface Asked {
  readonly operation: string
  readonly principal?: string
  readonly roles?: readonly string[]
  readonly tags?: TagInput
  readonly resource?: { readonly tags?: TagInput; readonly tenant?: string }
  readonly body?: Record<string, string | Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

export function questionOf(service: Service, asked: Asked): Question {
  const operation = operationOf(service, asked.operation)
  const path = operation.pathParameters.map((_, index) => `id-${index}`)
  const refs = operation.pathParameters.map(({ resourceType }, index): ResourceRef | null =>
    resourceType === null ? null : { type: resourceType, id: path[index]! },
  )
  const lookup = (ref: ResourceRef | null): ResourceLookup =>
    ref === null || asked.resource === undefined
      ? { status: 'unknown' }
      : {
          status: 'known',
          resource: {
            ...ref,
            tenant: asked.resource.tenant ?? TENANT,
            tags: createTags(asked.resource.tags ?? {}),
          },
        }
  const inputs = refs.map((ref) => ({ ref, lookup: lookup(ref) }))
  return {
    principal: {
      type: 'user',
      id: asked.principal ?? 'usr_1',
      tenant: TENANT,
      roles: asked.roles ?? ['role'],
      tags: createTags(asked.tags ?? {}),
    },
    operation,
    request: {
      path,
      query: new Map(Object.entries(asked.query ?? {}).map(([name, value]) => [name, [value]])),
      body: asked.body === undefined ? { status: 'absent' } : { status: 'json', value: asked.body },
    },
    resource: operation.resource?.from === 'path' ? inputs.at(-1)! : { ref: null, lookup: { status: 'unknown' } },
    parameterResources: inputs,
    now: 0,
  }
}

export function operationOf(service: Service, id: string): Operation {
  return service.operations.find((operation) => operation.id === id)!
}

/** The record that the access log keeps of a question. */
export function recordOf(question: Question, policies: PolicySet, sequence = 1, values = true): DecisionRecord {
  const decision = decide(policies, 1, question)
  const access = {
    requestId: `request-${sequence}`,
    method: question.operation.method,
    target: question.operation.path,
    outcome: decision.allowed ? ('allowed' as const) : ('refused' as const),
    code: decision.allowed ? null : ('ERR_FORBIDDEN' as const),
    operation: question.operation,
    principal: question.principal,
    decision,
    considered: { question, policies },
  }
  const line = describeAccess(access, copyRequest(access.considered, values), 1000 * sequence)
  return parseRecord(placeLine(line, sequence)) as DecisionRecord
}

const OPERATIONS = [
  'GET:/patient',
  'POST:/patient',
  'GET:/patient/{patientId}',
  'PUT:/patient/{patientId}',
  'DELETE:/patient/{patientId}',
  'GET:/patient/{patientId}/note/{noteId}',
  'POST:/shares',
]
const WARDS = ['a', 'A', 'b', 'ü']
const tags = fc.dictionary(
  fc.constantFrom('ward', 'Function', 'level'),
  fc.uniqueArray(fc.constantFrom(...WARDS), { minLength: 1, maxLength: 2 }),
  { maxKeys: 2 },
)

/** Requests of a few principals for a few things. */
export const anyAsked: fc.Arbitrary<Asked> = fc.record(
  {
    operation: fc.constantFrom(...OPERATIONS),
    principal: fc.constantFrom('usr_1', 'usr_2'),
    roles: fc.subarray(['role', 'other']),
    tags,
    resource: fc.record({ tags, tenant: fc.constantFrom(TENANT, TENANT, TENANT, 'tnt_b') }),
    body: fc.record({ name: fc.constantFrom('x', 'y') }),
    query: fc.record({ email: fc.constantFrom('x', 'y') }),
  },
  { requiredKeys: ['operation', 'principal', 'roles'] },
)

const PATTERNS = [
  "'*'",
  "'GET:*'",
  "'*:/patient/{patientId}'",
  "'GET:/patient/*'",
  ...OPERATIONS.map((id) => `'${id}'`),
  "'PUT:/patient/{patientId}:[name]'",
  "'PUT:/patient/{patientId}:[email]'",
]
const WHERES = [
  "$principalTags:ward = 'a'",
  'ALL($resourceTags:ward) IN $principalTags:ward',
  "$resourceTags:level = 'a' OR $principalTags:function = 'b'",
  "NOT $principalTags:ward = 'a'",
]
const NARROW_WHERES = [...WHERES, "$request:name = 'x' OR $principalTags:ward = 'b'"]

const statement = fc
  .record({
    patterns: fc.uniqueArray(fc.constantFrom(...PATTERNS), { minLength: 1, maxLength: 3 }),
    where: fc.option(fc.constantFrom(...NARROW_WHERES), { nil: null }),
    filter: fc.boolean(),
  })
  .map(
    ({ patterns, where, filter }) =>
      `- allow: [${patterns.join(', ')}]${where === null ? '' : `\n  where: ${where}`}${filter ? '\n  filter: [name]' : ''}`,
  )

/** Policies of roles over the clinic's operations, some of them broad. */
export const anyRole: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((list) => list.join('\n'))

/** Policies that deny. */
export const anyGuardrail: fc.Arbitrary<string> = fc
  .record({ pattern: fc.constantFrom(...PATTERNS.slice(3, 9)), where: fc.constantFrom(...WHERES) })
  .map(({ pattern, where }) => `- deny: [${pattern}]\n  where: ${where}`)
