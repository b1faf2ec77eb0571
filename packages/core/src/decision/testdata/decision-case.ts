import { readFileSync } from 'node:fs'
import { DEFAULT_GLOBAL_ROLES, createGlobals } from '../../tenancy/globals.ts'
import { buildSnapshot } from '../../tenancy/build-snapshot.ts'
import { createDecisions, type Decisions } from '../../tenancy/decisions.ts'
import type { Snapshot } from '../../tenancy/snapshot.ts'
import { loadService } from '../../openapi/load-service.ts'
import type { Json } from '../../model/json.ts'
import type { Principal, PrincipalType } from '../../model/principal.ts'
import type { BodyValue, RequestValues } from '../../model/request-values.ts'
import type { ResourceLookup, ResourceRef } from '../../model/resource.ts'
import type { Operation, Service } from '../../model/service.ts'
import { createTags, type TagInput } from '../../model/tags.ts'

/** One case of the decision corpus (cases.json). */
export interface DecisionCase {
  readonly name: string
  readonly globals?: readonly string[]
  readonly guardrail?: string
  readonly roles?: Readonly<Record<string, string>>
  /** Role ids held; absent: every role of `roles`. */
  readonly holds?: readonly string[]
  readonly principalTags?: TagInput
  /** A user when absent. */
  readonly principalType?: PrincipalType
  readonly resources?: readonly {
    readonly type: string
    readonly id: string
    readonly tenant?: string
    readonly owner?: string
    readonly tags?: TagInput
    readonly status?: 'unavailable'
  }[]
  readonly resourceTagMatch?: 'required'
  /** `METHOD /path?query`. */
  readonly request: string
  readonly body?: Json
  readonly bodyStatus?: 'unavailable' | 'other' | 'open'
  readonly expected: readonly [answer: 'yes' | 'no' | 'depends', reason: string]
}

const CLINIC = new URL('clinic.openapi.json', import.meta.url)

/** The service all cases are about. */
export async function loadClinic(resourceTagMatch?: 'required'): Promise<Service> {
  const document: unknown = JSON.parse(readFileSync(CLINIC, 'utf8'))
  const { service } = await loadService({ document, ...(resourceTagMatch === undefined ? {} : { resourceTagMatch }) })
  return service
}

/** Reads the whole corpus. */
export function readDecisionCases(): DecisionCase[] {
  return JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as DecisionCase[]
}

/** The case's policies as a snapshot of the tenant `own`, and its resources. */
export function openCase(service: Service, example: DecisionCase): { readonly decisions: Decisions; readonly principal: Principal } {
  const globals = createGlobals({
    services: [service],
    knownServices: [service],
    policies: (example.globals ?? []).map((policy, index) => ({ name: `global-${index}`, policy })),
    templates: [],
    roles: new Map(Object.entries(DEFAULT_GLOBAL_ROLES)),
    revision: 0,
    onUnreadableRole: (_tenant, _role, error) => {
      throw error
    },
  })
  const snapshot: Snapshot = buildSnapshot(
    {
      id: 'own',
      status: 'active',
      revisions: { policies: 7, resources: 7, links: 0 },
      roles: Object.entries(example.roles ?? {}).map(([id, policy]) => ({ id, name: id, policy })),
      guardrail: example.guardrail ?? null,
      revocations: [],
    },
    globals,
  )
  const decisions = createDecisions({
    snapshots: { find: () => Promise.resolve(snapshot), revision: 7 },
    lookups: { find: (_snapshot, ref) => Promise.resolve(lookUp(example, ref)) },
    linkLookups: { find: () => undefined },
    operations: service.operations,
    now: () => 0,
  })
  return {
    decisions,
    principal: {
      type: example.principalType ?? 'user',
      id: 'usr_1',
      tenant: 'own',
      roles: example.holds ?? Object.keys(example.roles ?? {}),
      tags: createTags(example.principalTags ?? {}),
    },
  }
}

function lookUp(example: DecisionCase, ref: ResourceRef): ResourceLookup {
  const named = (example.resources ?? []).filter(({ type, id }) => type === ref.type && id === ref.id)
  const found = named.find(({ tenant }) => tenant === undefined) ?? named[0]
  if (found === undefined) return { status: 'unknown' }
  if (found.status === 'unavailable') return { status: 'unavailable' }
  const owner = found.owner === undefined ? {} : { owner: found.owner }
  return { status: 'known', resource: { ...ref, tenant: found.tenant ?? 'own', tags: createTags(found.tags ?? {}), ...owner } }
}

/** Reads `METHOD /path?query` against the service, template by template: plain on purpose, for cases without hostile targets. */
export function readRequest(service: Service, example: DecisionCase): { readonly operation: Operation; readonly request: RequestValues } {
  const [method = '', target = ''] = example.request.split(' ')
  const url = new URL(target, 'http://host')
  const parts = url.pathname.slice(1).split('/')
  for (const operation of service.operations) {
    if (operation.method !== method || operation.segments.length !== parts.length) continue
    const fits = operation.segments.every(({ literals }, index) => literals.length > 1 || literals[0] === parts[index])
    if (!fits) continue
    const path = parts.filter((_, index) => (operation.segments[index]?.parameters.length ?? 0) > 0)
    const query = new Map([...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]))
    return { operation, request: { path, query, body: toBody(example) } }
  }
  throw new Error(`no operation for ${example.request}`)
}

function toBody({ body, bodyStatus }: DecisionCase): BodyValue {
  if (bodyStatus !== undefined) return { status: bodyStatus }
  return body === undefined ? { status: 'absent' } : { status: 'json', value: body }
}
