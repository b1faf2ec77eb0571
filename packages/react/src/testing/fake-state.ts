import type { Schema } from '../client/wardkit-client.ts'
import { accessHandlers, type FakePermissions } from './fake/access.ts'
import { apiKeyHandlers, createApiKeys } from './fake/api-keys.ts'
import { createLogin, loginHandlers, type FakeLogin } from './fake/login.ts'
import { roleHandlers, ROLES } from './fake/roles.ts'
import { createSecurity, securityHandlers, type FakeSecurity } from './fake/security.ts'
import { serviceHandlers } from './fake/services.ts'
import { createSession, sessionHandlers, type FakeSession } from './fake/session.ts'
import { stepUpHandlers, type FakeStepUp } from './fake/step-up.ts'
import { createUsers, userHandlers } from './fake/users.ts'
import type { FakeHandlers } from './fake-handlers.ts'

/** What a fake server knows. Tests and stories set it, and read what came of it. */
export interface FakeState {
  apiKeys: Schema<'ApiKey'>[]
  login: FakeLogin
  permissions: FakePermissions
  roles: Schema<'Role'>[]
  security: FakeSecurity
  /** Null where nobody is logged in. */
  session: FakeSession | null
  stepUp: FakeStepUp
  users: Schema<'ListedUser'>[]
}

/** A small tenant, as seen by its admin. */
export function createFakeState(now: number = Date.now()): FakeState {
  return {
    apiKeys: createApiKeys(now),
    login: createLogin(),
    permissions: {},
    roles: structuredClone([...ROLES]),
    security: createSecurity(now),
    session: createSession(now),
    stepUp: { proved: true, methods: ['password'] },
    users: createUsers(now),
  }
}

export const FAKE_HANDLERS: FakeHandlers = {
  ...accessHandlers,
  ...apiKeyHandlers,
  ...loginHandlers,
  ...roleHandlers,
  ...securityHandlers,
  ...serviceHandlers,
  ...sessionHandlers,
  ...stepUpHandlers,
  ...userHandlers,
}
