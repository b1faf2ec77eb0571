import { bodyParser } from '@koa/bodyparser'
import type { Wardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/koa'
import Koa from 'koa'
import { diagnosticRoutes } from './diagnostic-routes.ts'
import { answerProblems } from './koa-problems.ts'
import type { Records } from './records.ts'

/** The diagnostic service: plain Koa, with Wardkit deciding every operation of diagnostic.openapi.yaml. */
export function createDiagnosticApp(wardkit: Wardkit, records: Records): Koa {
  const app = new Koa()
  app.use(answerProblems)
  // Reports are shared where they are decided about; everything else of Wardkit's own is asked of the patient service.
  app.use(wardkitRoutes({ wardkit, basePath: '/diagnostic/wardkit' }))
  app.use(bodyParser())
  app.use(authorize({ wardkit, explain: true }))
  app.use(diagnosticRoutes(wardkit, records).routes())
  return app
}
