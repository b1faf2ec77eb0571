import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { readEvery, usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type Domain = Schema<'Domain'>

const KEY = ['domains']

/** The domains that the tenant says are its own, page by page. */
export function useDomains(): Pages<Domain> {
  return usePages<Domain>({
    key: KEY,
    read: (client, page, signal) => answerOf(client.GET('/domains', { params: { query: page }, signal })),
  })
}

/** Every domain that the tenant says is its own. */
export function useEveryDomain(): UseQueryResult<readonly Domain[], WardkitProblem> {
  return useWardkitQuery({
    key: [...KEY, 'every'],
    read: (client, signal) => readEvery((query) => answerOf(client.GET('/domains', { params: { query }, signal }))),
  })
}

/** Adds a domain. The answer has the record that proves it. */
export function useAddDomain() {
  return useWardkitMutation({
    write: (client, domain: string) => answerOf(client.POST('/domains', { body: { domain } })),
    changes: [KEY],
  })
}

/** Looks a domain's record up. The answer says whether it proves the domain, or what it lacks. */
export function useVerifyDomain() {
  return useWardkitMutation({
    write: (client, domainId: string) =>
      answerOf(client.POST('/domains/{domainId}/verify', { params: { path: { domainId } } })),
    changes: [KEY],
  })
}

/** Sends logins with e-mails of a domain to a connection, or to none. */
export function useAssignDomain() {
  return useWardkitMutation({
    write: (client, { id, connection }: { readonly id: string; readonly connection: string | null }) =>
      answerOf(client.PATCH('/domains/{domainId}', { params: { path: { domainId: id } }, body: { connection } })),
    changes: [KEY],
  })
}

/** Gives a domain up. */
export function useRemoveDomain() {
  return useWardkitMutation({
    write: (client, domainId: string) =>
      answerOf(client.DELETE('/domains/{domainId}', { params: { path: { domainId } } })),
    changes: [KEY],
  })
}
