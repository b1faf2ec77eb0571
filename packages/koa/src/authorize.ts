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
  type ProblemResponse,
} from '@wardkit/core/http'
import type { Context, Middleware, Next } from 'koa'
import { answerProblem, limitBody } from './limit-body.ts'
import { readRoutes } from './read-routes.ts'
import { watchDispatch } from './watch-dispatch.ts'

/** What `authorize()` takes. */
export type AuthorizeOptions = AuthorizerOptions<Context>

/**
 * Middleware after which every operation of the OpenAPI document needs a policy that allows it, and nothing else is reached.
 *
 * Use it after the body parser and before the routers. A route of @koa/router runs only if it is the operation that was decided; other middleware is decided by
 * URL. A handler must await what it sets `ctx.body` from, as everywhere in Koa.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * app.use(bodyParser())
 * app.use(authorize())
 * app.use(router.routes())
 */
export function authorize(options: AuthorizeOptions = {}): Middleware {
  const authorizer = createAuthorizer(options, () => defaultWardkit().ready)
  const handle: Middleware = async (context, next) => {
    const { middleware } = context.app
    const admission = await authorizer.admit(toGuardRequest(context), () => readRoutes(middleware, handle))
    if (admission.kind === 'refused') answerProblem(context, admission.response)
    else await goOn(context, next, admission)
  }
  registerAuthorizer(handle, authorizer)
  return handle
}

function toGuardRequest(context: Context): GuardRequest<Context> {
  const { req, res, request } = context
  return {
    method: context.method,
    target: context.url,
    originalTarget: context.originalUrl,
    fields: (name) => headerFields(req, name),
    // Where every body parser of Koa leaves its result.
    body: sentBody(req, (request as { readonly body?: unknown }).body),
    host: context,
    setHeader(name, value) {
      if (!res.headersSent) res.setHeader(name, value)
    },
  }
}

/** Runs what follows the decision, watched; what it wants to send waits until it is limited. */
async function goOn(
  context: Context,
  next: Next,
  admission: Extract<Admission, { readonly kind: 'admitted' }>,
): Promise<void> {
  const { watch, limit, headers } = admission
  const { req, res } = context
  context.state.wardkit = admission.request
  context.set(headers)
  let release = (): void => undefined
  if (limit !== undefined) {
    // A tag of the whole body would tell, one guess at a time, what was taken out of it.
    delete req.headers['if-none-match']
    // Whoever writes past Koa, with `ctx.respond = false` or by an error, finds the response itself limited.
    release = limitResponse(res, context.method, limit)
  }
  let refusal: ProblemResponse | undefined
  const refuse = (problem: ProblemResponse): void => {
    refusal = problem
  }
  try {
    if (watch === undefined || watchDispatch(context, context.app.context, watch, refuse)) await next()
  } catch (error) {
    // What the refused request threw on its way back changes nothing.
    if (refusal === undefined) throw error
  }
  if (refusal !== undefined) {
    release()
    // After the handlers that ran, so that none of them has the last word.
    if (context.respond === false || context.headerSent) sendProblem(res, refusal)
    else answerProblem(context, refusal)
  } else if (limit !== undefined && context.respond !== false && !context.headerSent) {
    release()
    limitBody(context, limit)
  }
}
