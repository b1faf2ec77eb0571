import { WardkitError } from '../errors/index.ts'
import { isIntrospection } from '../model/introspection.ts'
import type { Operation, Service, ServiceRole } from '../model/service.ts'
import { createOperationIndex, type OperationIndex } from './operation-index.ts'
import { templateKey } from './path-template.ts'

/** Every service that a store knows, as one. */
export interface ServiceSet extends OperationIndex {
  readonly services: readonly Service[]
  /** The operation with an id as the document writes it (`GET:/patient/{patientId}`). */
  findOperation(id: string): Operation | undefined
  findService(id: string): Service | undefined
  serviceOf(operation: Operation): Service | undefined
}

/**
 * Puts services together.
 *
 * @throws WardkitError `ERR_SERVICE_DOCUMENT` when two have one id or declare one operation (parameter names and letter case aside), so that a
 * policy could not say which it means; or when they define one role otherwise
 */
export function createServiceSet(services: readonly Service[]): ServiceSet {
  const byId = new Map<string, Service>()
  const operations = new Map<string, Operation>()
  const owners = new Map<string, Service>()
  for (const service of services) {
    if (byId.has(service.id)) {
      throw new WardkitError('ERR_SERVICE_DOCUMENT', `two services have the id \`${service.id}\``, {
        help: 'give each service its own `id`',
      })
    }
    byId.set(service.id, service)
    for (const operation of service.operations) {
      operations.set(operation.id, operation)
      if (isIntrospection(operation)) continue
      const key =
        operation.graphql === undefined ? `${operation.method}:${templateKey(operation.segments)}` : operation.id
      const other = owners.get(key)
      if (other !== undefined && other !== service) {
        throw new WardkitError(
          'ERR_SERVICE_DOCUMENT',
          `\`${operation.id}\` is declared by two services, \`${other.id}\` and \`${service.id}\``,
          { help: `take it out of one of the documents. ${FORGET}` },
        )
      }
      owners.set(key, service)
    }
  }
  assertRolesAgree(services)
  const index = createOperationIndex(services)
  return {
    services,
    find: index.find,
    findOperation: (id) => operations.get(id),
    findService: (id) => byId.get(id),
    serviceOf: (operation) => byId.get(operation.service),
  }
}

const FORGET = 'A service that no process serves any longer is forgotten with `npx wardkit service remove <id>`'

/** A role is one thing in every process, whoever holds it. */
function assertRolesAgree(services: readonly Service[]): void {
  const defined = new Map<string, { readonly role: ServiceRole; readonly service: string }>()
  for (const { id: service, roles } of services) {
    for (const role of roles) {
      const other = defined.get(role.id)
      if (other !== undefined && (other.role.policy !== role.policy || other.role.description !== role.description)) {
        throw new WardkitError(
          'ERR_SERVICE_DOCUMENT',
          `the role \`${role.id}\` is defined by two services, \`${other.service}\` and \`${service}\`, and not the same`,
          { help: `write the same in both documents, or rename one in \`x-wardkit-roles\`. ${FORGET}` },
        )
      }
      defined.set(role.id, { role, service })
    }
  }
}
