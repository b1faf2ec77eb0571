import type { Service } from '../../model/service.ts'
import { loadService } from '../../openapi/load-service.ts'
import { createOwnDocument } from './own-document.ts'

/** The id of the service that Wardkit's own API is. */
export const OWN_SERVICE_ID = 'wardkit'

let loading: Promise<Service> | undefined

/** Wardkit's own API as a service, which policies speak of like any other: under `/wardkit/`. It is the same throughout a process. */
export function loadOwnService(): Promise<Service> {
  loading ??= loadService({ id: OWN_SERVICE_ID, document: createOwnDocument() }).then(({ service }) => service)
  return loading
}
