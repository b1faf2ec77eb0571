import type { RequestValues } from '../model/request-values.ts'
import type { Operation, Service } from '../model/service.ts'
import { classifyBody, type SentBody } from './classify-body.ts'
import { readRequestParameters } from './request-parameters.ts'

export type { SentBody }

/** One request whose operation is known, as it was sent. */
export interface SentRequest {
  readonly service: Service
  readonly operation: Operation
  /** Decoded values in the order of the operation's path parameters. */
  readonly path: readonly string[]
  /** The query as sent, without its `?`; null where whoever decides is not shown it. */
  readonly search: string | null
  /** Every header field of a name (in lower case), as sent. */
  fields(name: string): readonly string[]
  readonly body: SentBody
}

/** The values that conditions read, or why the request is refused. */
export type ReadRequestValues =
  | { readonly ok: true; readonly request: RequestValues }
  | { readonly ok: false; readonly code: 'ERR_INVALID_INPUT' | 'ERR_MEDIA_TYPE'; readonly message: string }

/** Reads every value of a request once, in the one way that conditions, resource look-ups and field lists share. */
export function readRequestValues(sent: SentRequest): ReadRequestValues {
  const parameters = readRequestParameters(sent.operation, sent.service, sent.path, sent.search ?? '')
  if (!parameters.ok) return { ok: false, code: 'ERR_INVALID_INPUT', message: parameters.message }
  // Looked for only where it says something: most requests have no body.
  const contentTypes = sent.body.present ? sent.fields('content-type') : NONE
  const body = classifyBody(sent.operation, contentTypes, sent.body)
  if (!body.ok) return body
  const query = sent.search === null ? null : parameters.query
  return { ok: true, request: { path: parameters.path, query, body: body.body } }
}

const NONE: readonly string[] = []
