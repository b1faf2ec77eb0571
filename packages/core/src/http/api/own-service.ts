import type { Service } from '../../model/service.ts'
import { loadDocument } from '../../openapi/load-document.ts'
import { readService } from '../../openapi/load-service.ts'
import { createOwnDocument } from './own-document.ts'

/** The id of the service that Wardkit's own API is. */
export const OWN_SERVICE_ID = 'wardkit'

let document: object | undefined
let loading: Promise<Service> | undefined

/** The document of Wardkit's own API. It is the same throughout a process. */
export function ownDocument(): object {
  document ??= createOwnDocument()
  return document
}

/** Wardkit's own API as a service, which policies speak of like any other: under `/wardkit/`. A test holds its document valid. */
export function loadOwnService(): Promise<Service> {
  loading ??= loadDocument({ document: ownDocument() }).then(
    (loaded) => readService(loaded, { id: OWN_SERVICE_ID }).service,
  )
  return loading
}
