import { createHash } from 'node:crypto'
import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import { createServiceSet } from '../openapi/service-set.ts'
import { unresolvedPatterns } from '../policy/compile-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'

/** A service as a store keeps it. */
export interface ServiceRecord {
  readonly id: string
  /** The `Service` as JSON text. */
  readonly service: string
  /** SHA-256 of `service`, base64url. */
  readonly digest: string
}

/** What the registry needs of a store. */
export interface ServiceStore {
  /** Every service that some process registered. */
  listServices(): Promise<readonly ServiceRecord[]>
  /** The guardrail of every tenant that has one, by tenant id. */
  listGuardrails(): Promise<readonly { readonly tenant: string; readonly policy: string }[]>
}

/** Every service of a store: those that this process enforces, and those of other processes, which policies may speak of too. */
export interface ServiceRegistry {
  /** This process's services as a store keeps them, without those that it keeps already just so. */
  readonly unregistered: readonly ServiceRecord[]
  /** All services as they are registered now. */
  findKnown(): Promise<readonly Service[]>
}

/**
 * Compares this process's services with the store's.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when another process's service declares one of the operations; `ERR_POLICY_INVALID` when a tenant's
 * guardrail denies an operation that is there no longer: to start would lift what the tenant forbade
 */
export async function openServiceRegistry(store: ServiceStore, own: readonly Service[]): Promise<ServiceRegistry> {
  const parsed = new Map<string, Service>()

  async function findKnown(): Promise<readonly Service[]> {
    const others = (await store.listServices()).filter(({ id }) => !own.some((service) => service.id === id))
    return [...own, ...others.map(({ digest, service }) => parse(digest, service))]
  }

  /** A document is parsed once; what another process registers anew has a new digest. */
  function parse(digest: string, text: string): Service {
    const service = parsed.get(digest) ?? (JSON.parse(text) as Service)
    parsed.set(digest, service)
    return service
  }

  const known = await findKnown()
  createServiceSet(known)
  for (const { tenant, policy } of await store.listGuardrails()) assertEnforceable(tenant, policy, known)
  const registered = new Map((await store.listServices()).map(({ id, digest }) => [id, digest]))
  return { unregistered: own.map(toRecord).filter(({ id, digest }) => registered.get(id) !== digest), findKnown }
}

function toRecord(service: Service): ServiceRecord {
  const text = JSON.stringify(service)
  return { id: service.id, service: text, digest: createHash('sha256').update(text).digest('base64url') }
}

function assertEnforceable(tenant: string, text: string, services: readonly Service[]): void {
  const { policy } = readPolicy(text)
  if (policy === null) {
    throw new WardkitError('ERR_POLICY_INVALID', `the guardrail of tenant \`${tenant}\` cannot be read`, {
      help: 'restore the database, or set the guardrail anew',
    })
  }
  const [lost] = unresolvedPatterns(policy, services).filter(({ effect }) => effect === 'deny')
  if (lost === undefined) return
  const name = lost.statement.id === undefined ? `statement ${lost.index + 1}` : `statement \`${lost.statement.id}\``
  const help =
    lost.statement.operations.length > 0
      ? `bring the operation back, or say which one takes its place with \`x-wardkit-replaces: ${lost.name}\``
      : 'bring the field back, or set the guardrail anew with `wardkit guardrail set`'
  throw new WardkitError(
    'ERR_POLICY_INVALID',
    `${name} of the guardrail of tenant \`${tenant}\` denies \`${lost.name}\`, which no document declares`,
    { help },
  )
}
