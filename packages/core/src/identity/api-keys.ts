import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson, type TagInput } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import type { AuditAction } from './audit-action.ts'
import { assertGranted, differenceOf, findUngranted, grantsEverything, type Grantor } from './find-ungranted.ts'
import type { ApiKey, Page, StoreWriter } from './identity-store.ts'
import { isKeyInForce } from './key-in-force.ts'
import { createKeyText } from './key-text.ts'
import { changeTags, tagChangeFields, type TagChange } from './change-tags.ts'
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
  /**
   * Changes what a key is called and holds; every token it was exchanged for is refused.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND`; `ERR_NOT_GRANTED` when the key would hold what its creator does not hold now, and for
   * what the actor may not give or take away; `ERR_CONFLICT` for a key that was revoked
   */
  update(input: ApiKeyChange): Promise<Revised<ApiKeyInfo>>
  /**
   * Gives a key a new secret. Its text is in the answer and nowhere else. The one before is refused at once, or after `overlapSeconds`; one from
   * before that at once, as is every token the key was exchanged for.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND`; `ERR_NOT_GRANTED` and `ERR_FORBIDDEN` as `create` does, since whoever gets the secret can
   * do what the key can; `ERR_CONFLICT` for a key that is not in force
   */
  rotate(input: ApiKeyRotation): Promise<Revised<ApiKeyInfo> & { readonly text: string }>
  /** Refuses the key from now on. @throws WardkitError `ERR_NOT_FOUND` */
  revoke(input: ApiKeyName): Promise<{ readonly revision: number }>
  list(tenant: string, page?: Page): Promise<readonly ApiKeyInfo[]>
}

/** What may be shown of a key. */
export type ApiKeyInfo = Omit<ApiKey, 'secretHash' | 'previousSecretHash'>

export interface ApiKeyName {
  readonly tenant: string
  readonly id: string
}

export interface ApiKeyChange extends ApiKeyName, TagChange {
  readonly name?: string
  readonly roles?: readonly string[]
}

export interface ApiKeyRotation extends ApiKeyName {
  /** How long the secret before is still good, for programs that are told of the new one by and by; 0 by default, seven days at most. */
  readonly overlapSeconds?: number
}

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

const LONGEST_OVERLAP_SECONDS = 7 * 24 * 60 * 60
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
const Change = Name.extend({ name: displayName.optional(), roles: roleIds.optional(), ...tagChangeFields })
const Rotation = Name.extend({ overlapSeconds: z.int().min(0).max(LONGEST_OVERLAP_SECONDS).default(0) })

export interface ApiKeysOptions {
  readonly administration: Administration
  readonly clock: Clock
}

/** The API keys of one store, as one actor reaches them. */
export function createApiKeys({ administration, clock }: ApiKeysOptions): ApiKeys {
  const { principal, write } = administration

  /** Whoever gets a key's secret can do what the key can: it goes to its creator, or to who may do everything. */
  function assertMayHold(grantor: Grantor, info: ApiKeyInfo): void {
    assertGranted(grantor, info)
    if (grantsEverything(grantor) || principal?.id === info.createdBy) return
    throw new WardkitError('ERR_FORBIDDEN', 'a key is made, and renewed, in the name of who does it')
  }

  return {
    async create(input) {
      const { expiresInSeconds, ...fields } = readInput(Input, input)
      const { id, secretHash, text } = createKeyText('apiKey')
      const now = clock()
      const expiresAt = expiresInSeconds === undefined ? null : now + 1000 * expiresInSeconds
      const rest = { createdAt: now, expiresAt, revokedAt: null, lastUsedAt: null, previousExpiresAt: null }
      const info: ApiKeyInfo = { id, ...fields, ...rest }
      const change = { ...changeOf('api-key.create', info.tenant, id), details: describe(info) }
      const { revision } = await write(change, async (writer, grantor) => {
        assertMayHold(grantor, info)
        await assertCovered(writer, info)
        await writer.tenant(info.tenant).insertApiKey({ ...info, secretHash, previousSecretHash: null })
      })
      return { ...info, revision, text }
    },

    async update(input) {
      const { tenant, id, name, roles, ...tagChange } = readInput(Change, input)
      const change = {
        ...changeOf('api-key.update', tenant, id),
        details: ({ before, after }: Changed) => ({ before: describe(before), after: describe(after) }),
      }
      const { value, revision } = await write(change, async (writer, grantor) => {
        const before = await getKey(writer, tenant, id)
        if (before.revokedAt !== null) throw notInForce(id)
        const given = { name, roles, tags: changeTags(before.tags, tagChange) }
        const after = { ...before, ...withoutUndefined(given) }
        assertGranted(grantor, differenceOf(before, after))
        if (given.roles !== undefined || given.tags !== undefined) await assertCovered(writer, after)
        await writer.tenant(tenant).updateApiKey(id, withoutUndefined(given), clock())
        return { before, after: await getKey(writer, tenant, id) }
      })
      return { ...toInfo(value.after), revision }
    },

    async rotate(input) {
      const { tenant, id, overlapSeconds } = readInput(Rotation, input)
      const { secretHash, text } = createKeyText('apiKey', id)
      const change = { ...changeOf('api-key.rotate', tenant, id), details: { overlapSeconds } }
      const { value, revision } = await write(change, async (writer, grantor) => {
        const now = clock()
        const before = await getKey(writer, tenant, id)
        assertMayHold(grantor, before)
        const creator = await writer.tenant(tenant).findUser(before.createdBy)
        if (!isKeyInForce(before, creator, now)) throw notInForce(id)
        const previous =
          overlapSeconds === 0
            ? { previousSecretHash: null, previousExpiresAt: null }
            : { previousSecretHash: before.secretHash, previousExpiresAt: now + 1000 * overlapSeconds }
        await writer.tenant(tenant).updateApiKey(id, { secretHash, ...previous }, now)
        return getKey(writer, tenant, id)
      })
      return { ...toInfo(value), revision, text }
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

interface Changed {
  readonly before: ApiKeyInfo
  readonly after: ApiKeyInfo
}

type Action = Extract<AuditAction, `api-key.${string}`>

function changeOf(action: Action, tenant: string, id: string) {
  return { action, tenant, target: { type: 'api-key', id } }
}

async function getKey(writer: StoreWriter, tenant: string, id: string): Promise<ApiKey> {
  const key = await writer.findApiKey(id)
  if (key?.tenant === tenant) return key
  throw new WardkitError('ERR_NOT_FOUND', `there is no API key \`${id}\``)
}

/** The creator answers for the key: active, and holding all that it holds, as of now. */
async function assertCovered(writer: StoreWriter, key: ApiKeyInfo): Promise<void> {
  const creator = await writer.tenant(key.tenant).findUser(key.createdBy)
  if (creator?.status !== 'active')
    throw new WardkitError('ERR_NOT_FOUND', `there is no active user \`${key.createdBy}\``)
  const ungranted = findUngranted(creator, key)
  if (ungranted === undefined) return
  throw new WardkitError('ERR_NOT_GRANTED', `the key would hold ${ungranted}, which its creator does not`)
}

function notInForce(id: string): WardkitError {
  return new WardkitError('ERR_CONFLICT', `the API key \`${id}\` is not in force`, { help: 'make a new key' })
}

function describe({ name, createdBy, roles, tags, expiresAt }: ApiKeyInfo) {
  return { name, createdBy, roles, tags: tagsToJson(tags), expiresAt }
}

function toInfo({ secretHash: _, previousSecretHash: __, ...info }: ApiKey): ApiKeyInfo {
  return info
}
