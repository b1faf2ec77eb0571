import type { Schema } from '../../client/wardkit-client.ts'
import { notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'

export const ROLES: readonly Schema<'Role'>[] = [
  role('admin', 'Admin', 'Everything in this organization', "- allow: ['*:*']"),
  role(
    'doctor',
    'Doctor access',
    'Read and update patients of one’s own function',
    "- allow: ['GET:/patient/{patientId}', 'PUT:/patient/{patientId}']\n  where: $principalTags:function = 'doctors'",
  ),
  role('receptionist', 'Receptionist', 'Make appointments', "- allow: ['GET:/appointment', 'POST:/appointment']"),
  role('auditor', 'Auditor', 'Read everything, change nothing', "- allow: ['GET:*']"),
]

export const roleHandlers: FakeHandlers = {
  'GET /roles': ({ state, query }) => ({ ...pageOf(state.roles, query), shared: [] }),
  'GET /roles/{roleId}': ({ state, params }) => {
    const found = state.roles.find(({ id }) => id === params['roleId'])
    if (found === undefined) throw notFound()
    return found
  },
}

function role(id: string, name: string, description: string, policy: string): Schema<'Role'> {
  return { id, name, description, policy, version: 1, createdAt: Date.UTC(2026, 0, 5), updatedAt: Date.UTC(2026, 2, 9) }
}
