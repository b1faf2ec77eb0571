import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson, type TagInput } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Administration } from './administration.ts'
import { assertGranted, findUngranted, grantsEverything } from './find-ungranted.ts'
import type { ApiKey, Page } from './identity-store.ts'
import { createKeyText } from './key-text.ts'
import { displayName, identifier, readInput, roleIds, tags } from './read-input.ts'
import type { Revised } from './revised.ts'

/** The API keys of tenants. */
export interface ApiKeys {
  /**
   * Makes a key. Its text is in the answer and nowhere else: only a hash of it is kept.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for an unknown creator, tenant or role; `ERR_NOT_GRANTED` when the key would hold what its
   * creator or the actor does not; `ERR_FORBIDDEN` when an actor without `admin` makes one in another's name
   */
  create(input: ApiKeyInput): Promise<Revised<ApiKeyInfo> & { readonly text: string }>
  /** Refuses the key from now on. @throws WardkitError `ERR_NOT_FOUND` */
  revoke(input: { readonly tenant: string; readonly id: string }): Promise<{ readonly revision: number }>
  list(tenant: string, page?: Page): Promise<readonly ApiKeyInfo[]>
}

/** What may be shown of a key. */
export type ApiKeyInfo = Omit<ApiKey, 'secretHash'>

export interface ApiKeyInput {
  readonly tenant: string
  readonly name: string
  /** The user who answers for the key: it works only while they are active and hold all that it holds. */
  readonly createdBy: string
  readonly roles: readonly string[]
  readonly tags?: TagInput
  /** At most ten years; without it the key lasts until it is revoked. */
  readonly expiresInSeconds?: number
}

const TEN_YEARS_SECONDS = 10 * 366 * 24 * 60 * 60

const Input = z.strictObject({
  tenant: identifier,
  name: displayName,
  createdBy: identifier,
  roles: roleIds,
  tags: tags.default(new Map()),
  expiresInSeconds: z.int().min(1).max(TEN_YEARS_SECONDS).optional(),
})
const Name = z.strictObject({ tenant: identifier, id: identifier })

export interface ApiKeysOptions {
  readonly administration: Administration
  readonly clock: Clock
}

/** The API keys of one store, as one actor reaches them. */
export function createApiKeys({ administration, clock }: ApiKeysOptions): ApiKeys {
  const { principal, write } = administration

  return {
    async create(input) {
      const { expiresInSeconds, ...fields } = readInput(Input, input)
      const { id, secretHash, text } = createKeyText('apiKey')
      const now = clock()
      const expiresAt = expiresInSeconds === undefined ? null : now + 1000 * expiresInSeconds
      const info: ApiKeyInfo = { id, ...fields, createdAt: now, expiresAt, revokedAt: null }
      const change = { ...changeOf('api-key.create', info.tenant, id), details: describe(info) }
      const { revision } = await write(change, async (writer, grantor) => {
        assertGranted(grantor, info)
        if (!grantsEverything(grantor) && principal?.id !== info.createdBy) {
          throw new WardkitError('ERR_FORBIDDEN', 'a key is made in the name of who makes it')
        }
        const tenant = writer.tenant(info.tenant)
        const creator = await tenant.findUser(info.createdBy)
        if (creator?.status !== 'active')
          throw new WardkitError('ERR_NOT_FOUND', `there is no active user \`${info.createdBy}\``)
        const ungranted = findUngranted(creator, info)
        if (ungranted !== undefined) {
          throw new WardkitError('ERR_NOT_GRANTED', `the key would hold ${ungranted}, which its creator does not`)
        }
        await tenant.insertApiKey({ ...info, secretHash })
      })
      return { ...info, revision, text }
    },

    async revoke(input) {
      const { tenant, id } = readInput(Name, input)
      const change = changeOf('api-key.revoke', tenant, id)
      const { revision } = await write(change, (writer) => writer.tenant(tenant).revokeApiKey(id, clock()))
      return { revision }
    },

    list: async (tenant, page) => (await administration.tenant(tenant).listApiKeys(page)).map(toInfo),
  }
}

function changeOf(action: 'api-key.create' | 'api-key.revoke', tenant: string, id: string) {
  return { action, tenant, target: { type: 'api-key', id } }
}

function describe({ name, createdBy, roles, tags, expiresAt }: ApiKeyInfo) {
  return { name, createdBy, roles, tags: tagsToJson(tags), expiresAt }
}

function toInfo({ secretHash: _, ...info }: ApiKey): ApiKeyInfo {
  return info
}
