import { authorize, wardkitRoutes } from '@wardkit/express'
import type { Wardkit } from '@wardkit/core'
import express, { type Express } from 'express'
import { diagnosticRoutes } from './diagnostic-routes.ts'
import { patientRoutes } from './patient-routes.ts'
import { answerProblem, notFound } from './problem.ts'
import type { Records } from './records.ts'

/** The patient and diagnostic services: plain Express, with Wardkit deciding every operation of openapi.yaml. */
export function createApp(wardkit: Wardkit, records: Records): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(wardkitRoutes({ wardkit }))
  app.use(express.json())
  app.use(authorize({ wardkit, explain: true }))
  app.use(patientRoutes(records))
  app.use(diagnosticRoutes(records))
  app.use(notFound)
  app.use(answerProblem)
  return app
}
