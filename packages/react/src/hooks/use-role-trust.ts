import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type RoleTrust = Schema<'RoleTrust'>
export type TrustEntry = RoleTrust['trust'][number]
export type TrustEntryInput = Schema<'RoleTrustInput'>['trust'][number]

/** All that is said of who may assume a role, in place of what was said before. */
export type RoleTrustChange = Schema<'RoleTrustInput'> & {
  readonly role: string
  /** The version that the change was made from. Another one there is a problem with code `ERR_CONFLICT`, and nothing is changed. */
  readonly version: number
}

/** Who may assume a role of the tenant's. Null where there is no role. */
export function useRoleTrust(role: string | null): UseQueryResult<RoleTrust, WardkitProblem> {
  return useWardkitQuery<RoleTrust>({
    key: ['role-trust', role],
    read: (client, signal) =>
      answerOf(client.GET('/roles/{roleId}/trust', { params: { path: { roleId: role ?? '' } }, signal })),
    enabled: role !== null,
  })
}

/** Says who may assume a role. Whoever has assumed it must assume it anew. */
export function useSetRoleTrust() {
  return useWardkitMutation<RoleTrustChange, RoleTrust>({
    write: (client, { role, ...body }) =>
      answerOf(client.PUT('/roles/{roleId}/trust', { params: { path: { roleId: role } }, body })),
    changes: [['role-trust']],
  })
}
