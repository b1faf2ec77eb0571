import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  headerFields,
  limitResponse,
  sendProblem,
  sentBody,
  templatesOf,
  type WardkitRequest,
} from '@wardkit/core/http'
import type { ObservedRoutes } from './observe-routes.ts'
import type { Platform } from './platform.ts'
import type { HostRequest } from './wardkit-module-options.ts'

/** What is used of an application of Express 5. */
interface ExpressApplication {
  readonly router: { readonly stack: ExpressLayer[] }
  use(handler: Handler | ErrorHandler): unknown
}

type Handler = (request: ExpressRequest, response: ServerResponse, next: () => void) => void

type ErrorHandler = (
  error: unknown,
  request: ExpressRequest,
  response: ServerResponse,
  next: (error: unknown) => void,
) => void

interface ExpressLayer {
  readonly route?: { readonly stack: readonly { readonly handle: unknown }[] }
}

/** What is used of a request of Express 5. */
interface ExpressRequest extends IncomingMessage {
  readonly baseUrl: string
  readonly url: string
  readonly originalUrl: string
  readonly method: string
  readonly body?: unknown
  readonly params: Readonly<Record<string, unknown>>
  readonly route: { readonly path: unknown }
  readonly app: { enabled(setting: string): boolean }
  wardkit?: WardkitRequest
}

/** Nest on Express 5. */
export function createExpressPlatform(app: ExpressApplication, observed: ObservedRoutes): Platform {
  const platform: Platform = {
    isOrdered: true,

    read(request: ExpressRequest, response: ServerResponse) {
      return {
        method: request.method,
        target: targetOf(request),
        originalTarget: request.originalUrl,
        fields: (name) => headerFields(request, name),
        body: sentBody(request, request.body),
        host: request as unknown as HostRequest,
        setHeader(name, value) {
          if (!response.headersSent) response.setHeader(name, value)
        },
      }
    },

    reached(request: ExpressRequest) {
      const { path } = request.route
      return {
        path,
        templates: templatesOf(path),
        method: request.method,
        target: targetOf(request),
        baseUrl: request.baseUrl,
        params: request.params,
        caseSensitive: request.app.enabled('case sensitive routing'),
      }
    },

    prepare(request: ExpressRequest, response: ServerResponse, { request: wardkit, headers, limit }) {
      request.wardkit = wardkit
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      if (limit === undefined) return
      // A tag of the whole body would tell, one guess at a time, what was taken out of it.
      delete request.headers['if-none-match']
      limitResponse(response, request.method, limit)
    },

    send: sendProblem,

    mountOwnRoutes(answer) {
      app.use((request: ExpressRequest, response: ServerResponse, next: () => void) => {
        void answer(request, response, request.originalUrl).then((answered) => {
          if (!answered) next()
        })
      })
    },

    guardOthers(decide) {
      const guard: Handler = (request, response, next) => {
        Promise.resolve(decide(request, response)).then(
          (admission) => {
            if (admission.kind === 'refused') sendProblem(response, admission.response)
            else {
              platform.prepare(request, response, admission)
              next()
            }
          },
          () => {
            // Somebody has answered meanwhile.
            response.destroy()
          },
        )
      }
      app.use(guard)
      moveBehindNest(app.router.stack, observed)
      // A target that the router could not decode is refused as everywhere.
      const refuseUndecodable: ErrorHandler = (error, request, response, next) => {
        if (error instanceof URIError) guard(request, response, () => next(error))
        else next(error)
      }
      app.use(refuseUndecodable)
      moveBehindNest(app.router.stack, observed)
    },
  }
  return platform
}

/** The target that the router dispatches by: mounts put back, rewriting by earlier middleware kept. */
function targetOf(request: ExpressRequest): string {
  return request.baseUrl + request.url
}

/** What modules mounted meanwhile, such as static files, comes after the decision too. */
function moveBehindNest(stack: ExpressLayer[], observed: ObservedRoutes): void {
  const last = stack.findLastIndex(({ route }) => route?.stack.some(({ handle }) => observed.has(handle)) === true)
  const layer = stack.pop()
  if (layer !== undefined) stack.splice(last === -1 ? stack.length : last + 1, 0, layer)
}
