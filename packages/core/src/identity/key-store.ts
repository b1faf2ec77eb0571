import type { Tags } from '../model/tags.ts'
import type { Page } from './page.ts'

/** A program's place in one tenant: a principal of its own. */
export interface ApiKey {
  /** The public part of the key. */
  readonly id: string
  readonly tenant: string
  readonly name: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  readonly roles: readonly string[]
  readonly tags: Tags
  /** The principal who made it. */
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  /** When it was last used, by up to a minute; null: never. */
  readonly lastUsedAt: number | null
  /** SHA-256 of the secret before the last rotation; null where only the newest is good. */
  readonly previousSecretHash: string | null
  /** That one is refused from this moment on. */
  readonly previousExpiresAt: number | null
}

/** What may be changed of a key. */
export type ApiKeyUpdate = Partial<
  Pick<ApiKey, 'name' | 'roles' | 'tags' | 'secretHash' | 'previousSecretHash' | 'previousExpiresAt'>
>

/** A key of the application's own operators. It is of no tenant. */
export interface OperatorKey {
  /** The public part of the key. */
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** Reads of keys, of a store. */
export interface KeyReader {
  /** An API key by its public id, whatever its tenant: the id arrives before the tenant is known. */
  findApiKey(id: string): Promise<ApiKey | undefined>
  /** An operator's key by its public id. */
  findOperatorKey(id: string): Promise<OperatorKey | undefined>
  listOperatorKeys(page?: Page): Promise<readonly OperatorKey[]>
}

/** Reads and writes of keys, in a transaction. */
export interface KeyWriter extends Pick<KeyReader, 'findApiKey' | 'findOperatorKey'> {
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken */
  insertOperatorKey(key: OperatorKey): Promise<void>
  /** Revokes a key; one that is revoked stays so since it first was. @throws WardkitError `ERR_NOT_FOUND` */
  revokeOperatorKey(id: string, at: number): Promise<void>
}

/** Reads of a tenant's API keys. */
export interface ApiKeyReader {
  listApiKeys(page?: Page): Promise<readonly ApiKey[]>
}

/** Writes of a tenant's API keys. */
export interface ApiKeyWriter {
  /** @throws WardkitError `ERR_CONFLICT` when any tenant has the id, `ERR_NOT_FOUND` for a role that cannot be assigned */
  insertApiKey(key: ApiKey): Promise<void>
  /** Changes a key, and revokes every token it was exchanged for. @throws WardkitError `ERR_NOT_FOUND`, also for a role that cannot be assigned */
  updateApiKey(id: string, change: ApiKeyUpdate, at: number): Promise<void>
  /** Notes that a key was used, unless it was later. It changes nothing that decides. @throws WardkitError `ERR_NOT_FOUND` */
  noteApiKeyUse(id: string, at: number): Promise<void>
  /** Revokes a key and every token it was exchanged for. @throws WardkitError `ERR_NOT_FOUND` */
  revokeApiKey(id: string, at: number): Promise<void>
}
