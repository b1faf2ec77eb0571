import { startContractServer, type ContractServer, type ServerSpec } from '@wardkit/contracts'
import { bodyParser } from '@koa/bodyparser'
import Router15 from '@koa/router'
import Koa3, { type Context, type Middleware } from 'koa'
import Router12 from 'koa-router12'
import Router13 from 'koa-router13'
import Koa2 from 'koa2'
import { afterEach } from 'vitest'
import { authorize, type AuthorizeOptions } from './authorize.ts'

/** A router of any version. */
export type AnyRouter = Router15

/** Koa and routers as this package takes them together. */
export const VERSIONS: readonly (readonly [name: string, typeof Koa3, typeof Router15])[] = [
  ['Koa 3 with @koa/router 15', Koa3, Router15],
  ['Koa 3 with @koa/router 13', Koa3, Router13],
  ['Koa 2 with @koa/router 12', Koa2, Router12],
]

let server: ContractServer | undefined
afterEach(() => server?.close())

/** Starts an application of one's own; it ends with the test. */
export async function startApp(
  Koa: typeof Koa3,
  build: (app: Koa3, spec: ServerSpec) => unknown,
): Promise<ContractServer> {
  server = await startContractServer(async (spec) => {
    const app = new Koa()
    app.silent = true
    await build(app, spec)
    const answer = app.callback()
    return (request, response) => void answer(request, response)
  })
  return server
}

/** A body parser, and then what `authorize()` answers. */
export function useAuthorize(app: Koa3, spec: ServerSpec, options: AuthorizeOptions = {}): void {
  app.use(bodyParser())
  app.use(authorizeOf(spec, options))
}

/** `authorize()` with the contract's instance and principals. */
export function authorizeOf(spec: ServerSpec, options: AuthorizeOptions = {}): Middleware {
  return authorize({ ...spec.options, ...options, wardkit: spec.engine })
}

/** A handler that is recorded as having run. */
export function answer(spec: ServerSpec, path: string): (context: Context) => void {
  return (context) => {
    const { params = {} } = context as { readonly params?: Record<string, unknown> }
    const { body } = context.request as { readonly body?: unknown }
    context.body = spec.handle({ method: context.method, path }, { params, body, wardkit: context.state.wardkit })
  }
}
