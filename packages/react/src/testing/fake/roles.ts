import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
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

const SHARED: readonly Schema<'SharedRole'>[] = [
  { id: 'member', name: 'Member', description: 'Reads what there is to read', policy: "- allow: ['GET:*']" },
]

export const roleHandlers: FakeHandlers = {
  'GET /roles': ({ state, query }) => ({ ...pageOf(state.roles, query), shared: [...SHARED] }),
  'GET /roles/{roleId}': ({ state, params }) => find(state.roles, params['roleId']),
  'POST /roles': ({ state, body }) => {
    const created = role(`role-${String(state.roles.length)}`, body.name, body.description ?? '', body.policy)
    created.tags = toTags(body.tags)
    state.roles.push(created)
    return { role: created, warnings: [] }
  },
  'POST /roles/preview': ({ state, body }) => {
    const { roleId = '', policy } = body
    const before = operationsOf(state.roles.find(({ id }) => id === roleId)?.policy ?? '')
    const after = operationsOf(policy ?? '')
    const gained = after.filter((operation) => !before.includes(operation))
    const lost = before.filter((operation) => !after.includes(operation))
    const holders = state.users.filter(({ roles }) => roles.includes(roleId))
    // Who has another role loses nothing by this one.
    const items = holders.map(({ id, name, roles }) => ({
      type: 'user' as const,
      id,
      name,
      gains: gained.map((operation) => ({ operation, answer: 'depends' as const })),
      loses: roles.length > 1 ? [] : lost.map((operation) => ({ operation, answer: 'no' as const })),
      conditional: [],
    }))
    const changed = items.filter(({ gains, loses }) => gains.length + loses.length > 0)
    return {
      diagnostics: [],
      operations: { gained, lost, conditional: [] },
      holders: { total: holders.length, changed: changed.length, more: false, items: changed },
    }
  },
  'PATCH /roles/{roleId}': ({ state, params, body: { version, tags, ...change } }) => {
    const found = find(state.roles, params['roleId'])
    if (found.version !== version) throw new FakeProblem(409, 'ERR_CONFLICT', { version: found.version })
    Object.assign(found, change, { version: version + 1, updatedAt: Date.now() })
    if (tags !== undefined) found.tags = toTags(tags)
    return { role: found, warnings: [] }
  },
  'DELETE /roles/{roleId}': ({ state, params }) => {
    const found = find(state.roles, params['roleId'])
    state.roles = state.roles.filter((one) => one !== found)
    return undefined
  },
}

/** Enough of a policy for a fake. */
function operationsOf(policy: string): readonly string[] {
  return [...new Set(policy.match(/(?:GET|PUT|POST|PATCH|DELETE):\/[\w/{}-]+/g) ?? [])]
}

function toTags(input: Readonly<Record<string, string | string[]>> = {}): Record<string, string[]> {
  return Object.fromEntries(Object.entries(input).map(([key, values]) => [key, [values].flat()]))
}

function find(roles: readonly Schema<'Role'>[], id: string | undefined): Schema<'Role'> {
  const found = roles.find((one) => one.id === id)
  if (found === undefined) throw notFound()
  return found
}

function role(id: string, name: string, description: string, policy: string): Schema<'Role'> {
  const times = { createdAt: Date.UTC(2026, 0, 5), updatedAt: Date.UTC(2026, 2, 9) }
  return { id, name, description, policy, tags: {}, version: 1, ...times }
}
