import type { Wardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/express'
import express, { type Express } from 'express'
import { answerProblem, notFound } from './express-problems.ts'
import { patientRoutes } from './patient-routes.ts'
import type { Records } from './records.ts'
import { staffRoutes } from './staff-routes.ts'

/** The patient service: plain Express, with Wardkit deciding every operation of patient.openapi.yaml. Everybody logs in here. */
export function createPatientApp(wardkit: Wardkit, records: Records): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(wardkitRoutes({ wardkit }))
  app.use(express.json())
  app.use(authorize({ wardkit, explain: true }))
  app.use(patientRoutes(wardkit, records))
  app.use(staffRoutes(wardkit.users))
  app.use(notFound)
  app.use(answerProblem)
  return app
}
