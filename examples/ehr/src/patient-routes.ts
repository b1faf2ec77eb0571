import type { Wardkit } from '@wardkit/core'
import { Router } from 'express'
import { callerOf } from './caller.ts'
import { listQuery } from './list-query.ts'
import { patient, patientRecord } from './patient.ts'
import { Problem, read } from './problem.ts'
import { PATIENT_ROWS, type Records } from './records.ts'

const READ = 'GET:/patient/{patientId}'

/** Lists, creates, reads and updates patients of the caller's tenant. */
export function patientRoutes(wardkit: Pick<Wardkit, 'filter'>, records: Records): Router {
  const router = Router()

  // The same patients that the caller may read one by one.
  router.get('/patient', async (request, response) => {
    const query = read(listQuery, request.query)
    const filter = await wardkit.filter(callerOf(request.wardkit).principal, READ, { rows: PATIENT_ROWS })
    response.json(records.listPatients(filter, query))
  })

  router.post('/patient', async (request, response) => {
    const { tenant, principal } = callerOf(request.wardkit)
    const created = read(patient, request.body)
    const own = records.ofTenant(tenant)
    if (!own.insertPatient(created)) throw new Problem(409, `there is a patient ${created.patientId} already`)
    try {
      await request.wardkit.register({ type: 'patient', id: created.patientId, owner: principal.id })
    } catch (error) {
      // Wardkit must know of every record, so one that it could not be told of is not kept.
      own.deletePatient(created.patientId)
      throw error
    }
    response.json(created)
  })

  router.get('/patient/:patientId', (request, response) => {
    const found = records.ofTenant(callerOf(request.wardkit).tenant).findPatient(request.params.patientId)
    if (found === undefined) throw new Problem(404, 'there is no such patient')
    response.json(found)
  })

  router.put('/patient/:patientId', (request, response) => {
    const updated = { ...read(patientRecord, request.body), patientId: request.params.patientId }
    const isThere = records.ofTenant(callerOf(request.wardkit).tenant).updatePatient(updated)
    if (!isThere) throw new Problem(404, 'there is no such patient')
    response.json(updated)
  })

  return router
}
