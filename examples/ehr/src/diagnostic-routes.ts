import Router from '@koa/router'
import type { Wardkit } from '@wardkit/core'
import { callerOf } from './caller.ts'
import { diagnostic, diagnosticReport } from './diagnostic.ts'
import { id } from './id.ts'
import { listQuery } from './list-query.ts'
import { Problem, read } from './problem.ts'
import { DIAGNOSTIC_ROWS, type Records } from './records.ts'

const READ = 'GET:/diagnostic/{diagnosticId}'
const diagnosticQuery = listQuery.extend({ patientId: id.optional() })

/** Lists, files, reads and corrects diagnostic reports about patients of the caller's tenant. */
export function diagnosticRoutes(wardkit: Pick<Wardkit, 'filter'>, records: Records): Router {
  const router = new Router()

  // The same reports that the caller may read one by one.
  router.get('/diagnostic', async (context) => {
    const query = read(diagnosticQuery, { ...context.query })
    const filter = await wardkit.filter(callerOf(context.state.wardkit).principal, READ, { rows: DIAGNOSTIC_ROWS })
    context.body = records.listDiagnostics(filter, query)
  })

  router.post('/diagnostic', async (context) => {
    const { wardkit: asked } = context.state
    const { tenant, principal } = callerOf(asked)
    const created = read(diagnostic, context.request.body)
    const own = records.ofTenant(tenant)
    if (own.findPatient(created.patientId) === undefined)
      throw new Problem(400, `there is no patient ${created.patientId}`)
    if (!own.insertDiagnostic(created)) throw new Problem(409, `there is a diagnostic ${created.diagnosticId} already`)
    try {
      await asked.register({ type: 'diagnostic', id: created.diagnosticId, owner: principal.id })
    } catch (error) {
      // Wardkit must know of every record, so one that it could not be told of is not kept.
      own.deleteDiagnostic(created.diagnosticId)
      throw error
    }
    context.body = created
  })

  router.get('/diagnostic/:diagnosticId', (context) => {
    const { tenant } = callerOf(context.state.wardkit)
    // Another facility's, where a link let the caller through.
    const its = records.ofTenant(context.state.wardkit.decision?.resourceTenant ?? tenant)
    const found = its.findDiagnostic(context.params['diagnosticId'] ?? '')
    if (found === undefined) throw new Problem(404, 'there is no such diagnostic')
    context.body = found
  })

  router.put('/diagnostic/:diagnosticId', (context) => {
    const { report } = read(diagnosticReport, context.request.body)
    const own = records.ofTenant(callerOf(context.state.wardkit).tenant)
    const diagnosticId = context.params['diagnosticId'] ?? ''
    if (!own.updateReport(diagnosticId, report)) throw new Problem(404, 'there is no such diagnostic')
    context.body = own.findDiagnostic(diagnosticId)
  })

  return router
}
