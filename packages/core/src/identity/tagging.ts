import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { isStorableText, TAG_LIMITS, type Tags } from '../model/tags.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import type { ApiKeys } from './api-keys.ts'
import type { TagChange } from './change-tags.ts'
import type { Store } from './identity-store.ts'
import { identifier, readInput } from './read-input.ts'
import type { Resources } from './resources.ts'
import type { Roles } from './roles.ts'
import type { TagUse } from './tag-store.ts'
import type { Users } from './users.ts'

/** The tags of whatever has tags: users, API keys, roles and resources. */
export interface Tagging {
  /** Somebody’s or something’s own tags. @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND` */
  get(of: TagHolder): Promise<Tags>
  /**
   * Changes tags as a whole or by key; the system’s own stay as they are. It is the same as `update` of users, API keys and roles, and
   * `changeTags` of resources.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`; `ERR_NOT_GRANTED` for a tag value that is not the actor's to give or to take away
   */
  change(of: TagHolder, change: TagChange): Promise<{ readonly revision: number }>
  /**
   * The keys that holders of a kind have in a tenant, or the values of one key, in order: what somebody who tags is offered.
   * @throws WardkitError `ERR_INVALID_INPUT`
   */
  suggest(input: TagSuggestionInput): Promise<readonly TagUse[]>
}

/** Names what has tags. */
export type TagHolder =
  | { readonly tenant: string; readonly holder: 'user' | 'apiKey' | 'role'; readonly id: string }
  | { readonly tenant: string; readonly holder: 'resource'; readonly type: string; readonly id: string }

export interface TagSuggestionInput {
  readonly tenant: string
  readonly holder: TagHolder['holder']
  /** Asks for the values of this key; absent: for keys. */
  readonly key?: string
  /** What they begin with, letter case aside. */
  readonly prefix?: string
  /** 20 by default, 100 at most. */
  readonly limit?: number
}

const named = { tenant: identifier, id: identifier }
const Holder = z.discriminatedUnion('holder', [
  z.strictObject({ ...named, holder: z.enum(['user', 'apiKey', 'role']) }),
  z.strictObject({ ...named, holder: z.literal('resource'), type: identifier }),
])
const text = (longest: number) =>
  z.string().max(longest).refine(isStorableText, 'must not hold NUL or half a surrogate pair').exactOptional()
const Suggestion = z.strictObject({
  tenant: identifier,
  holder: z.enum(['user', 'apiKey', 'role', 'resource']),
  key: text(TAG_LIMITS.keyLength),
  prefix: text(TAG_LIMITS.valueLength),
  limit: z.int().min(1).max(100).default(20),
})

export interface TaggingOptions {
  readonly store: Pick<Store, 'findApiKey'>
  readonly administration: Pick<Administration, 'tenant'>
  readonly users: Pick<Users, 'update'>
  readonly apiKeys: Pick<ApiKeys, 'update'>
  readonly roles: Pick<Roles, 'update'>
  readonly resources: Pick<Resources, 'changeTags'>
}

/** The tags of one store, as one actor reaches them. */
export function createTagging({ store, administration, ...holders }: TaggingOptions): Tagging {
  async function findTags(of: TagHolder): Promise<Tags | undefined> {
    const reader = administration.tenant(of.tenant)
    switch (of.holder) {
      case 'user':
        return (await reader.findUser(of.id))?.tags
      case 'role':
        return (await reader.findRole(of.id))?.tags
      case 'apiKey': {
        const key = await store.findApiKey(of.id)
        return key?.tenant === of.tenant ? key.tags : undefined
      }
      case 'resource': {
        const resource = await reader.findResource({ type: of.type, id: of.id })
        return resource?.ownTags ?? resource?.tags
      }
    }
  }

  return {
    async get(input) {
      const of = readInput(Holder, input)
      const tags = await findTags(of)
      if (tags === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no ${nameOf(of)}`)
      return tags
    },

    async change(input, { tags, setTags, removeTags }) {
      const of = readInput(Holder, input)
      const { tenant, id } = of
      const change = { tenant, id, ...withoutUndefined({ tags, setTags, removeTags }) }
      switch (of.holder) {
        case 'user':
          return holders.users.update(change)
        case 'apiKey':
          return holders.apiKeys.update(change)
        case 'role':
          return holders.roles.update(change)
        case 'resource':
          return holders.resources.changeTags({ ...change, type: of.type })
      }
    },

    async suggest(input) {
      const { tenant, ...search } = readInput(Suggestion, input)
      return administration.tenant(tenant).listTagUses(search)
    },
  }
}

const NAMES = { user: 'user', apiKey: 'API key', role: 'role' } as const

function nameOf(of: TagHolder): string {
  return of.holder === 'resource' ? `resource \`${of.type}/${of.id}\`` : `${NAMES[of.holder]} \`${of.id}\``
}
