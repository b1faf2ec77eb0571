import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useSettled } from './use-settled.ts'
import { useWardkitQuery } from './use-wardkit-query.ts'

export type RolePreview = Schema<'RolePreview'>

/** A role of the tenant's, with the policy that it might have. */
export interface RolePreviewQuestion {
  readonly roleId: string
  /** Null: it would be deleted. */
  readonly policy: string | null
}

/** Who would gain and lose what by a change of a role, a moment after it was written. Nothing is changed by asking. Null: nothing is asked. */
export function useRolePreview(question: RolePreviewQuestion | null): UseQueryResult<RolePreview, WardkitProblem> {
  const settled = useSettled(JSON.stringify(question))
  const asked = JSON.parse(settled) as RolePreviewQuestion | null
  return useWardkitQuery<RolePreview>({
    key: ['roles', 'preview', settled],
    read: (client, signal) => answerOf(client.POST('/roles/preview', { body: asked ?? { policy: null }, signal })),
    enabled: asked !== null,
    keepPrevious: asked !== null,
    staleSeconds: 60,
  })
}
