import { Router } from 'express'
import { callerOf } from './caller.ts'
import { diagnostic, diagnosticReport } from './diagnostic.ts'
import { Problem, read } from './problem.ts'
import type { Records } from './records.ts'

/** Files, reads and corrects diagnostic reports about patients of the caller's tenant. */
export function diagnosticRoutes(records: Records): Router {
  const router = Router()

  router.post('/diagnostic', async (request, response) => {
    const { tenant, principal } = callerOf(request)
    const created = read(diagnostic, request.body)
    const own = records.ofTenant(tenant)
    if (own.findPatient(created.patientId) === undefined)
      throw new Problem(400, `there is no patient ${created.patientId}`)
    if (!own.insertDiagnostic(created)) throw new Problem(409, `there is a diagnostic ${created.diagnosticId} already`)
    try {
      await request.wardkit.register({ type: 'diagnostic', id: created.diagnosticId, owner: principal })
    } catch (error) {
      own.deleteDiagnostic(created.diagnosticId)
      throw error
    }
    response.json(created)
  })

  router.get('/diagnostic/:diagnosticId', (request, response) => {
    const found = records.ofTenant(callerOf(request).tenant).findDiagnostic(request.params.diagnosticId)
    if (found === undefined) throw new Problem(404, 'there is no such diagnostic')
    response.json(found)
  })

  router.put('/diagnostic/:diagnosticId', (request, response) => {
    const { report } = read(diagnosticReport, request.body)
    const own = records.ofTenant(callerOf(request).tenant)
    const isThere = own.updateReport(request.params.diagnosticId, report)
    if (!isThere) throw new Problem(404, 'there is no such diagnostic')
    response.json(own.findDiagnostic(request.params.diagnosticId))
  })

  return router
}
