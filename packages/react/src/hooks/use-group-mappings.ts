import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useSettled } from './use-settled.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type GroupMapping = Schema<'Mapping'>
export type MappingDryRun = Schema<'MappingDryRun'>

/** How claims of a connection become roles and tags. Null where there is no connection. */
export function useGroupMappings(connection: string | null): UseQueryResult<GroupMapping, WardkitProblem> {
  return useWardkitQuery<GroupMapping>({
    key: ['mappings', connection],
    read: (client, signal) =>
      answerOf(
        client.GET('/connections/{connectionId}/mapping', {
          params: { path: { connectionId: connection ?? '' } },
          signal,
        }),
      ),
    enabled: connection !== null,
  })
}

/** Keeps how claims become roles and tags, from the next login on. Another version there is a problem with code `ERR_CONFLICT`. */
export function useSaveGroupMappings() {
  return useWardkitMutation({
    write: (client, { connection, mapping }: { readonly connection: string; readonly mapping: GroupMapping }) =>
      answerOf(
        client.PUT('/connections/{connectionId}/mapping', {
          params: { path: { connectionId: connection } },
          body: mapping,
        }),
      ),
    changes: [['mappings'], ['connections', 'list']],
  })
}

/** A mapping to try, and claims to try it on. */
export interface MappingTrial {
  readonly connection: string
  readonly mapping: Omit<GroupMapping, 'version'>
  readonly claims: Readonly<Record<string, unknown>>
}

/** What claims would yield by a mapping that is not kept yet, a moment after either has changed. */
export function useMappingDryRun(trial: MappingTrial | null): UseQueryResult<MappingDryRun, WardkitProblem> {
  const settled = useSettled(JSON.stringify(trial))
  const asked = JSON.parse(settled) as MappingTrial | null
  return useWardkitQuery<MappingDryRun>({
    key: ['mappings', 'dry-run', settled],
    read: (client, signal) => {
      const { connection = '', mapping, claims = {} } = asked ?? {}
      return answerOf(
        client.POST('/connections/{connectionId}/mapping/dry-run', {
          params: { path: { connectionId: connection } },
          body: { claims, ...(mapping === undefined ? {} : { mapping }) },
          signal,
        }),
      )
    },
    enabled: asked !== null,
    keepPrevious: asked !== null,
    staleSeconds: 60,
  })
}
