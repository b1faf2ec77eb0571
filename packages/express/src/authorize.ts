import { defaultWardkit } from '@wardkit/core'
import {
  createAuthorizer,
  headerFields,
  limitResponse,
  registerAuthorizer,
  sendProblem,
  sentBody,
  type Admission,
  type AuthorizerOptions,
  type GuardRequest,
} from '@wardkit/core/http'
import type { Request, RequestHandler, Response } from 'express'
import { readRoutes } from './read-routes.ts'
import { targetOf, watchDispatch } from './watch-dispatch.ts'

/** What `authorize()` takes. */
export type AuthorizeOptions = AuthorizerOptions<Request>

/**
 * Middleware after which every operation of the OpenAPI document needs a policy that allows it, and nothing else is reached.
 *
 * Mount it after `express.json()`, compression and CORS, and before the routes. A route runs only if it is the operation that was decided.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * app.use(express.json())
 * app.use(authorize())
 */
export function authorize(options: AuthorizeOptions = {}): RequestHandler {
  const authorizer = createAuthorizer(options, () => defaultWardkit().ready)

  const handle: RequestHandler = (request, response, next) => {
    const { method } = request
    const goOn = (admission: Admission): void => {
      if (settle(request, response, method, admission)) next()
    }
    const admission = authorizer.admit(toGuardRequest(request, response), () => readRoutes(request.app, handle))
    // Most are decided at once. What `next` throws is the router's, as it is in any middleware.
    if (admission instanceof Promise) void admission.then(goOn)
    else goOn(admission)
  }
  registerAuthorizer(handle, authorizer)
  return handle
}

function toGuardRequest(request: Request, response: Response): GuardRequest<Request> {
  return {
    method: request.method,
    target: targetOf(request),
    originalTarget: request.originalUrl,
    fields: (name) => headerFields(request, name),
    body: sentBody(request, request.body),
    host: request,
    setHeader(name, value) {
      if (!response.headersSent) response.setHeader(name, value)
    },
  }
}

/** Answers what is refused and prepares what follows what is admitted. Whether the request may go on. */
function settle(request: Request, response: Response, method: string, admission: Admission): boolean {
  try {
    if (admission.kind === 'refused') sendProblem(response, admission.response)
    else prepare(request, response, method, admission)
    return admission.kind === 'admitted'
  } catch {
    // Somebody has answered meanwhile.
    response.destroy()
    return false
  }
}

/** Prepares what follows the decision: what the handler knows, which route may run, what of its response is kept. */
function prepare(
  request: Request,
  response: Response,
  method: string,
  admission: Extract<Admission, { readonly kind: 'admitted' }>,
): void {
  const { watch, limit, headers } = admission
  request.wardkit = admission.request
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  let release = (): void => undefined
  if (limit !== undefined) {
    // A tag of the whole body would tell, one guess at a time, what was taken out of it.
    delete request.headers['if-none-match']
    release = limitResponse(response, method, limit)
  }
  if (watch === undefined) return
  watchDispatch(request, watch, (problem) => {
    release()
    sendProblem(response, problem)
  })
}
