import { adapterContract, type MakeServer, type ServerSpec } from '@wardkit/contracts'
import { bodyParser as bodyParser6 } from '@koa/bodyparser'
import Router15 from '@koa/router'
import Koa3, { type Middleware } from 'koa'
import bodyParser4 from 'koa-bodyparser'
import { koaBody } from 'koa-body'
import mount from 'koa-mount'
import Router12 from 'koa-router12'
import Router13 from 'koa-router13'
import Koa2 from 'koa2'
import { authorize } from './authorize.ts'

type RoutesOf = (spec: ServerSpec) => Middleware

function makeServerOf(Koa: typeof Koa3, parser: Middleware, routesOf: RoutesOf): MakeServer {
  return (spec) => {
    const app = new Koa()
    app.silent = true
    if (spec.parseBody) app.use(parser)
    app.use(authorize({ ...spec.options, wardkit: spec.engine }))
    const { rewrite } = spec
    if (rewrite !== undefined) {
      app.use((context, next) => {
        context.url = rewrite(context.url)
        return next()
      })
    }
    const routes = routesOf(spec)
    // The router of a mounted application is hidden from a look at its routes beforehand.
    app.use(spec.layout === 'mounted' ? mount(new Koa().use(routes)) : routes)
    const answer = app.callback()
    return (request, response) => void answer(request, response)
  }
}

function withRouter(Router: typeof Router15): RoutesOf {
  return (spec) => {
    const router = new Router({ strict: spec.router.strict, sensitive: spec.router.caseSensitive })
    for (const route of spec.routes) {
      router.register(route.path.replace(/\{(\w+)\}/g, ':$1'), [route.method], (context) => {
        const { params, request, state } = context
        context.body = spec.handle(route, { params, body: request.body, wardkit: state.wardkit })
      })
    }
    return router.routes() as Middleware
  }
}

/** A server without a router runs what was decided. */
const withoutRouter: RoutesOf = (spec) => (context) => {
  const { operation } = context.state.wardkit
  const path =
    '/' +
    (
      operation?.segments.map(({ literals, parameters }) => (parameters[0] ? `{${parameters[0]}}` : literals[0])) ?? []
    ).join('/')
  const route = spec.routes.find((each) => each.path === path && `${each.method}:${path}` === operation?.id)
  if (route === undefined) return
  const values = context.path.split('/').slice(1).map(decodeURIComponent)
  const names = operation?.segments.flatMap(({ parameters }, index) => parameters.map((name) => [name, values[index]]))
  const { body } = context.request as { readonly body?: unknown }
  context.body = spec.handle(route, { params: Object.fromEntries(names ?? []), body, wardkit: context.state.wardkit })
}

adapterContract('Koa 3 with @koa/router 15', makeServerOf(Koa3, bodyParser6(), withRouter(Router15)), {
  router: 'ordered',
})
adapterContract('Koa 3 with @koa/router 13', makeServerOf(Koa3, bodyParser4(), withRouter(Router13)), {
  router: 'ordered',
})
adapterContract('Koa 2 with @koa/router 12', makeServerOf(Koa2, koaBody(), withRouter(Router12)), { router: 'ordered' })
adapterContract('Koa 3 without a router', makeServerOf(Koa3, bodyParser6(), withoutRouter), { router: 'none' })
adapterContract('Koa 2 without a router', makeServerOf(Koa2, bodyParser4(), withoutRouter), { router: 'none' })
