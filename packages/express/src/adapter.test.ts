import { adapterContract, type MakeServer } from '@wardkit/contracts'
import express5, { type Express, type RequestHandler } from 'express'
import express4 from 'express4'
import { authorize } from './authorize.ts'

/** Express as this package takes it: 4 or 5, whose types differ where nothing here depends on it. */
type ExpressModule = typeof express5

function makeServerOf(express: ExpressModule): MakeServer {
  return (spec) => {
    const app = express()
    configure(app, spec.router)
    if (spec.parseBody) app.use(express.json())
    app.use(authorize({ ...spec.options, wardkit: spec.engine }))
    const { rewrite } = spec
    if (rewrite !== undefined) {
      app.use((request, _response, next) => {
        request.url = rewrite(request.url)
        next()
      })
    }
    const routes = spec.layout === 'mounted' ? express() : app
    if (routes !== app) configure(routes, spec.router)
    for (const route of spec.routes) {
      const handler: RequestHandler = (request, response) => {
        const { params, body, wardkit } = request
        response.json(spec.handle(route, { params, body: body as unknown, wardkit }))
      }
      routes[route.method.toLowerCase() as 'get'](route.path.replace(/\{(\w+)\}/g, ':$1'), handler)
    }
    if (routes !== app) app.use(routes)
    return app
  }
}

function configure(app: Express, router: { strict: boolean; caseSensitive: boolean; extendedQuery: boolean }): void {
  app.set('strict routing', router.strict)
  app.set('case sensitive routing', router.caseSensitive)
  app.set('query parser', router.extendedQuery ? 'extended' : 'simple')
}

adapterContract('Express 4', makeServerOf(express4), { router: 'ordered' })
adapterContract('Express 5', makeServerOf(express5), { router: 'ordered' })
