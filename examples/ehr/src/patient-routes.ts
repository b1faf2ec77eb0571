import { Router } from 'express'
import { patient, patientRecord } from './patient.ts'
import { Problem, read } from './problem.ts'
import type { Records } from './records.ts'

/** Creates, reads and updates patients of the caller's tenant. */
export function patientRoutes(records: Records): Router {
  const router = Router()

  router.post('/patient', async (request, response) => {
    const created = read(patient, request.body)
    // Registered first: a patient nobody created is harmless, a record that Wardkit does not know of would be out of its sight.
    await request.wardkit.register({ type: 'patient', id: created.patientId, owner: request.wardkit.principal.id })
    const isNew = records.ofTenant(request.wardkit.tenant).insertPatient(created)
    if (!isNew) throw new Problem(409, `there is a patient ${created.patientId} already`)
    response.json(created)
  })

  router.get('/patient/:patientId', (request, response) => {
    const found = records.ofTenant(request.wardkit.tenant).findPatient(request.params.patientId)
    if (found === undefined) throw new Problem(404, 'there is no such patient')
    response.json(found)
  })

  router.put('/patient/:patientId', (request, response) => {
    const updated = { ...read(patientRecord, request.body), patientId: request.params.patientId }
    const isThere = records.ofTenant(request.wardkit.tenant).updatePatient(updated)
    if (!isThere) throw new Problem(404, 'there is no such patient')
    response.json(updated)
  })

  return router
}
