import { createHash } from 'node:crypto'
import { tagsToJson } from '../model/tags.ts'
import type { User } from './identity-store.ts'

/** A digest of what a user holds: another one when their roles or tags are others. */
export function privilegesOf({ roles, tags }: Pick<User, 'roles' | 'tags'>): string {
  return createHash('sha256')
    .update(JSON.stringify([roles, tagsToJson(tags)]))
    .digest('base64url')
}
