import type { Schema } from '../../client/wardkit-client.ts'
import { notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'
import { assertSteppedUp } from './step-up.ts'

const DAY = 86_400_000

export function createApiKeys(now: number): Schema<'ApiKey'>[] {
  const key = (id: string, name: string, more: Partial<Schema<'ApiKey'>>): Schema<'ApiKey'> => ({
    id,
    name,
    roles: ['receptionist'],
    tags: {},
    createdBy: 'u_grace',
    createdAt: now - 30 * DAY,
    expiresAt: now + 60 * DAY,
    lastUsedAt: now - 3_600_000,
    previousExpiresAt: null,
    revokedAt: null,
    ...more,
  })
  return [
    key('wk_9f3kq2', 'Nightly export', { roles: ['auditor'], createdAt: now - 3 * DAY }),
    key('wk_b71xd8', 'Scheduling integration', { roles: ['receptionist', 'auditor'] }),
    key('wk_c02mza', 'Imaging gateway', {
      roles: ['doctor'],
      expiresAt: null,
      lastUsedAt: now - 60_000,
      createdAt: now - 210 * DAY,
    }),
    key('wk_d45pne', 'Migration script', { expiresAt: now - 12 * DAY, lastUsedAt: null, createdAt: now - 102 * DAY }),
    key('wk_e88tvw', 'Old reporting server', { revokedAt: now - 40 * DAY, createdAt: now - 380 * DAY }),
  ]
}

export const apiKeyHandlers: FakeHandlers = {
  'GET /api-keys': ({ state, query }) => pageOf(state.apiKeys, query),
  'POST /api-keys': ({ state, body }) => {
    assertSteppedUp(state)
    const key: Schema<'ApiKey'> = {
      id: `wk_new${String(state.apiKeys.length)}`,
      name: body.name,
      roles: body.roles,
      tags: {},
      createdBy: state.session?.user.id ?? 'u_grace',
      createdAt: Date.now(),
      expiresAt: body.expiresInSeconds === undefined ? null : Date.now() + body.expiresInSeconds * 1000,
      lastUsedAt: null,
      previousExpiresAt: null,
      revokedAt: null,
    }
    state.apiKeys.unshift(key)
    return { ...key, text: `${key.id}_7Qm4xT9vBz2LkWc8RfYh3NpSd6JgAe5U` }
  },
  'DELETE /api-keys/{keyId}': ({ state, params }) => {
    assertSteppedUp(state)
    const key = state.apiKeys.find(({ id }) => id === params['keyId'])
    if (key === undefined) throw notFound()
    key.revokedAt = Date.now()
    return undefined
  },
}
