import type { Principal, PrincipalType } from '../model/principal.ts'
import { NO_TAGS, readTags, type TagInput, type Tags } from '../model/tags.ts'

/** A principal as the host's own authentication names it. */
export interface HostPrincipal {
  /** `user` when absent. */
  readonly type?: PrincipalType
  readonly id: string
  readonly tenant: string
  /** Ids of the roles held. */
  readonly roles: readonly string[]
  readonly tags?: TagInput | Tags
  /** Only when verified. */
  readonly email?: string
}

const TYPES: readonly PrincipalType[] = ['user', 'apiKey', 'assumedRole', 'upstream']

/**
 * Reads what the `principal` option answered. Anything that is not plainly a principal is the host's fault and must not be guessed at.
 *
 * @throws TypeError naming the member that is wrong
 */
export function readHostPrincipal(given: HostPrincipal): Principal {
  const { type = 'user', id, tenant, roles, email } = given
  if (!TYPES.includes(type))
    throw new TypeError('the `principal` option answered a `type` that is none of the known ones')
  if (!isName(id)) throw new TypeError('the `principal` option answered no `id`')
  if (!isName(tenant)) throw new TypeError('the `principal` option answered no `tenant`')
  if (!Array.isArray(roles) || !roles.every(isName)) {
    throw new TypeError('the `principal` option answered `roles` that are no list of role ids')
  }
  if (email !== undefined && !isName(email))
    throw new TypeError('the `principal` option answered an `email` that is no text')
  const verified = email === undefined ? {} : { email: email.toLowerCase() }
  return { type, id, tenant, roles: [...roles], tags: readHostTags(given.tags), ...verified }
}

function readHostTags(given: HostPrincipal['tags']): Tags {
  if (given === undefined) return NO_TAGS
  // A copy: what is decided on, and written down later, is what was there when the host was asked.
  if (given instanceof Map) return new Map(given as Tags)
  const { tags, problems } = readTags(given as TagInput)
  const first = problems[0]
  if (first !== undefined) throw new TypeError(`the \`principal\` option answered a tag that ${first.message}`)
  return tags
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}
