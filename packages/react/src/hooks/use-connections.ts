import { useEffect } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { readEvery, usePages, type Page, type Pages } from './use-pages.ts'
import { useWardkitMutation, useWardkitQuery, WARDKIT_QUERIES } from './use-wardkit-query.ts'

export type Connection = Schema<'Connection'>
export type ConnectionInput = Schema<'ConnectionInput'>
export type ConnectionTestRun = Schema<'ConnectionTestRun'>

/** What of a connection changes. Without a secret the one that is kept stays. */
export interface ConnectionChange extends Partial<ConnectionInput> {
  readonly id: string
  /** The version that the change was made from. Another one there is a problem with code `ERR_CONFLICT`, and nothing is changed. */
  readonly version?: number
}

const KEY = ['connections']
const CHANGES = [KEY, ['domains'], ['sso-settings']]

/** How often a test login that goes on in another window is asked about. */
const WATCH_SECONDS = 2
const FORGOTTEN_AFTER_MS = 600_000

/** The tenant's identity providers, page by page. */
export function useConnections(): Pages<Connection> {
  return usePages<Connection>({
    key: [...KEY, 'list'],
    read: (client, page, signal) => answerOf(client.GET('/connections', { params: { query: page }, signal })),
  })
}

/** Every identity provider of the tenant, for choosing among them. */
export function useEveryConnection(): UseQueryResult<readonly Connection[], WardkitProblem> {
  return useWardkitQuery({
    key: [...KEY, 'list', 'every'],
    read: (client, signal) => readEvery((query) => answerOf(client.GET('/connections', { params: { query }, signal }))),
  })
}

/** Sets an identity provider up, as a draft. */
export function useCreateConnection() {
  return useWardkitMutation({
    write: (client, body: ConnectionInput) => answerOf(client.POST('/connections', { body })),
    changes: CHANGES,
  })
}

/** Changes a connection. Another provider, client, secret or scope makes it a draft again. */
export function useUpdateConnection() {
  return useWardkitMutation({
    write: (client, { id, ...body }: ConnectionChange) =>
      answerOf(client.PATCH('/connections/{connectionId}', { params: { path: { connectionId: id } }, body })),
    changes: CHANGES,
  })
}

/** Deletes a connection, ends its sessions and takes back the roles that it granted. */
export function useDeleteConnection() {
  return useWardkitMutation({
    write: (client, connectionId: string) =>
      answerOf(client.DELETE('/connections/{connectionId}', { params: { path: { connectionId } } })),
    changes: [...CHANGES, ['users']],
  })
}

/** Lets people log in by a connection that was tested, or no longer. */
export function useActivateConnection() {
  return useWardkitMutation({
    write: (client, { id, active }: { readonly id: string; readonly active: boolean }) => {
      const params = { path: { connectionId: id } }
      return active
        ? answerOf(client.POST('/connections/{connectionId}/activate', { params }))
        : answerOf(client.POST('/connections/{connectionId}/deactivate', { params }))
    },
    changes: CHANGES,
  })
}

/** Begins a test login. The answer's URL is for a window of this browser. */
export function useTestConnection() {
  return useWardkitMutation({
    write: (client, connectionId: string) =>
      answerOf(client.POST('/connections/{connectionId}/test', { params: { path: { connectionId } } })),
    changes: [[...KEY, 'test-runs']],
  })
}

/** Whether a test login may still end: it is forgotten after a while, and so is whoever left it. */
export function isTestRunning({ status, at }: Pick<ConnectionTestRun, 'status' | 'at'>, now: number): boolean {
  return status === 'running' && now - at < FORGOTTEN_AFTER_MS
}

/** The newest test logins of a connection. One that goes on in another window is watched, and the connection read again when it has ended. */
export function useTestRuns(connectionId: string): UseQueryResult<Page<ConnectionTestRun>, WardkitProblem> {
  const { client, queryClient } = useWardkit()
  const query = useWardkitQuery<Page<ConnectionTestRun>>({
    key: [...KEY, 'test-runs', connectionId],
    read: (client, signal) =>
      answerOf(
        client.GET('/connections/{connectionId}/test-runs', {
          params: { path: { connectionId }, query: { limit: 10 } },
          signal,
        }),
      ),
    refreshSeconds: (data) =>
      data?.items.some((run) => isTestRunning(run, Date.now())) === true ? WATCH_SECONDS : false,
  })
  const waits = query.data?.items.some(({ status }) => status === 'running') === true
  useEffect(() => {
    if (!waits) return undefined
    return () => {
      void queryClient.invalidateQueries({ queryKey: [WARDKIT_QUERIES, client.baseUrl, ...KEY, 'list'] })
    }
  }, [waits, queryClient, client])
  return query
}
