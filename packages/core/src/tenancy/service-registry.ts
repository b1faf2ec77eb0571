import { createHash } from 'node:crypto'
import type { Service } from '../model/service.ts'
import { createServiceSet } from '../openapi/service-set.ts'

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
  /** Every service that some process registered, by id. */
  listServices(): Promise<readonly ServiceRecord[]>
  /** The same without their texts: asked whenever the store has moved on. */
  listServiceDigests(): Promise<readonly Omit<ServiceRecord, 'service'>[]>
}

/** Every service of a store: those that this process enforces, and those of other processes, which policies may speak of too. */
export interface ServiceRegistry {
  /** What policies may speak of: this process's services, those it was told of, and those that other processes registered. */
  findKnown(): Promise<readonly Service[]>
  /** Whose roles are in force: this process's services, and those that other processes registered. */
  findRegistered(): Promise<readonly Service[]>
  /** Those that other processes registered. */
  findOthers(): Promise<readonly Service[]>
}

/**
 * The services of a store, as they are registered at each question.
 *
 * @param own those that this process enforces, in place of what the store keeps under their ids
 * @param told services of other processes that may not have registered yet
 */
export function createServiceRegistry(
  store: Pick<ServiceStore, 'listServices'>,
  own: readonly Service[],
  told: readonly Service[] = [],
): ServiceRegistry {
  const parsed = new Map<string, Service>()

  /** A document is parsed once; what another process registers anew has a new digest. */
  function parse({ digest, service: text }: ServiceRecord): Service {
    const service = parsed.get(digest) ?? (JSON.parse(text) as Service)
    parsed.set(digest, service)
    return service
  }

  const findOthers = async () => without(await store.listServices(), own).map(parse)
  return {
    findOthers,
    findRegistered: async () => [...own, ...(await findOthers())],
    findKnown: async () => [...own, ...told, ...without(await findOthers(), told)],
  }
}

/**
 * What a store is to be told of this process's services: those that it does not keep just so already.
 *
 * @param records what the store keeps, read in the transaction that registers, so that of two processes one sees the other
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when another process's service declares one of the operations, or defines a role otherwise
 */
export function findUnregistered(own: readonly Service[], records: readonly ServiceRecord[]): readonly ServiceRecord[] {
  createServiceSet([...own, ...without(records, own).map(({ service }) => JSON.parse(service) as Service)])
  const registered = new Map(records.map(({ id, digest }) => [id, digest]))
  return own.map(toRecord).filter(({ id, digest }) => registered.get(id) !== digest)
}

function toRecord(service: Service): ServiceRecord {
  const text = JSON.stringify(service)
  return { id: service.id, service: text, digest: createHash('sha256').update(text).digest('base64url') }
}

function without<T extends { readonly id: string }>(
  list: readonly T[],
  taken: readonly { readonly id: string }[],
): readonly T[] {
  return list.filter(({ id }) => !taken.some((other) => other.id === id))
}
