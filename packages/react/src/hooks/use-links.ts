import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation, useWardkitQuery } from './use-wardkit-query.ts'

export type Link = Schema<'Link'>
export type LinkTemplate = Schema<'Template'>

/** Something that can be shared, as policies name it. */
export interface SharedResource {
  readonly type: string
  readonly id: string
}

/** What is shared with whom. */
export interface NewLink {
  readonly template: string
  readonly principal: {
    readonly type: Link['principal']['type']
    readonly id: string
    /** To reach another tenant's. */
    readonly tenant?: string
  }
  /** Null for what is about no resource. */
  readonly resource: SharedResource | null
  readonly slots?: Link['slots']
  /** In milliseconds since 1970; without it the link does not end by itself. */
  readonly expiresAt?: number
}

const KEY = ['links']

/** Whom a resource is shared with, page by page. */
export function useLinks({ type, id }: SharedResource): Pages<Link> {
  return usePages<Link>({
    key: [...KEY, type, id],
    read: (client, page, signal) =>
      answerOf(client.GET('/links', { params: { query: { resourceType: type, resourceId: id, ...page } }, signal })),
  })
}

/** What sharing can give. Templates come with the application. */
export function useLinkTemplates(): UseQueryResult<readonly LinkTemplate[], WardkitProblem> {
  return useWardkitQuery<readonly LinkTemplate[]>({
    key: ['templates'],
    read: async (client, signal) => (await answerOf(client.GET('/templates', { signal }))).items,
    staleSeconds: 300,
  })
}

/** Shares a resource. Who does not hold `admin` shares only what they may do with it themselves. */
export function useCreateLink() {
  return useWardkitMutation({
    write: (client, { principal, resource, ...link }: NewLink) =>
      answerOf(
        client.POST('/links', {
          body: { ...link, principal: { ...principal }, ...(resource === null ? {} : { resource: { ...resource } }) },
        }),
      ),
    changes: [KEY],
  })
}

/** Shares no longer. */
export function useRevokeLink() {
  return useWardkitMutation({
    write: (client, linkId: string) => answerOf(client.DELETE('/links/{linkId}', { params: { path: { linkId } } })),
    changes: [KEY],
  })
}
