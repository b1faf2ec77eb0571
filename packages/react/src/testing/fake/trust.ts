import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { assertSteppedUp } from './step-up.ts'

type RoleTrust = Schema<'RoleTrust'>

export function createTrusts(): Record<string, RoleTrust> {
  return {
    auditor: {
      trust: [
        { id: 'tru_1', tenant: 't_acme', principal: 'u_rita', tags: {}, externalId: false },
        {
          id: 'tru_2',
          tenant: 't_acme',
          principal: null,
          tags: { function: ['doctors', 'nurses'] },
          externalId: false,
        },
        { id: 'tru_3', tenant: 'tnt_01HZX4Q9LAB', principal: null, tags: { function: ['analysts'] }, externalId: true },
        { id: 'tru_4', tenant: 'tnt_01HZX4Q9LAB', principal: 'wk_imaging7', tags: {}, externalId: false },
      ],
      sessionTags: ['case'],
      maxDurationSeconds: 600,
      version: 3,
    },
  }
}

export const trustHandlers: FakeHandlers = {
  'GET /roles/{roleId}/trust': ({ state, params }) => find(state, params['roleId']),
  'PUT /roles/{roleId}/trust': ({ state, params, body }) => {
    assertSteppedUp(state)
    const before = find(state, params['roleId'])
    if (body.version !== before.version) throw new FakeProblem(409, 'ERR_CONFLICT', { version: before.version })
    const set: RoleTrust = {
      trust: body.trust.map(({ id, tenant, principal, tags, externalId }, index) => ({
        id: id ?? `tru_new${String(index)}`,
        tenant: tenant ?? state.session?.tenant.id ?? 't_acme',
        principal: principal ?? null,
        tags: Object.fromEntries(Object.entries(tags ?? {}).map(([key, values]) => [key, [values].flat()])),
        externalId:
          externalId === undefined ? before.trust.some((one) => one.id === id && one.externalId) : externalId !== null,
      })),
      sessionTags: body.sessionTags ?? [],
      maxDurationSeconds: body.maxDurationSeconds ?? 900,
      version: before.version + 1,
    }
    state.trusts[params['roleId'] ?? ''] = set
    return set
  },
}

function find({ roles, trusts }: FakeState, role = ''): RoleTrust {
  if (!roles.some(({ id }) => id === role)) throw notFound()
  return trusts[role] ?? { trust: [], sessionTags: [], maxDurationSeconds: 900, version: 0 }
}
