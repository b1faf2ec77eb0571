import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { countAssumed, type AssumedBy, type Principal } from '../model/principal.ts'
import { foldTag } from '../model/fold.ts'
import { overlayTags, tagsToJson, type TagInput, type Tags } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { ActorContext } from './actor.ts'
import type { Administer } from './administration.ts'
import type { Authentication } from './authentication.ts'
import type { Footing } from './footing.ts'
import type { RoleTrust, Store, StoreWriter, TrustEntry } from './identity-store.ts'
import { isSecretOf } from './key-text.ts'
import { displayName, identifier, readInput, tags } from './read-input.ts'

/** Assumes roles: gives a principal a token of a role that trusts it, for a short time and in place of what it holds itself. */
export interface AssumeRole {
  /**
   * @param identify who asks, at a revision of the store or later
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_UNAUTHENTICATED` for credentials that are not good; `ERR_FORBIDDEN` for a role that is not there, or does not
   * trust who asks in this way: the answer does not say which
   */
  assume(identify: Identify, input: AssumeRoleInput, context?: ActorContext): Promise<AssumedRole>
  /** The roles that a principal may assume. */
  list(principal: Principal): Promise<readonly AssumableRole[]>
}

export type Identify = (atLeast: number) => Authentication | Promise<Authentication>

export interface AssumeRoleInput {
  /** The id of a role that a tenant wrote. */
  readonly role: string
  /** The role's tenant; one's own when absent. */
  readonly tenant?: string
  readonly externalId?: string
  /** As long as the role lasts at most, when absent. It ends with the credentials it was assumed with, if these end before. */
  readonly durationSeconds?: number
  /** Added to the role's tags, where the role lets these keys be added. */
  readonly tags?: TagInput
  /** What it is for, for the audit logs of both tenants. */
  readonly sessionName?: string
}

export interface AssumedRole {
  readonly accessToken: string
  readonly expiresInSeconds: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly principal: Principal
}

export interface AssumableRole {
  readonly tenant: { readonly id: string; readonly slug: string; readonly name: string }
  readonly role: { readonly id: string; readonly name: string; readonly description: string }
  /** Whether every entry of its trust that fits asks for an external id. */
  readonly externalIdNeeded: boolean
  readonly sessionTags: readonly string[]
  readonly maxDurationSeconds: number
}

export interface AssumeRoleOptions {
  readonly store: Pick<Store, 'currentRevision' | 'findTenant' | 'listTrustsIn' | 'tenant'>
  readonly administer: Administer
  readonly accessTokens: Pick<AccessTokens, 'issue'>
  readonly clock: Clock
  /** How many roles may be assumed one through the other; 1: none from an assumed one. */
  readonly maxChain: number
}

const Input = z.strictObject({
  role: identifier,
  tenant: identifier.optional(),
  externalId: z.string().min(1).max(255).optional(),
  durationSeconds: z.int().min(1).optional(),
  tags: tags.default(new Map()),
  sessionName: displayName.optional(),
})

type Asked = z.output<typeof Input> & { readonly tenant: string }

export function createAssumeRole(options: AssumeRoleOptions): AssumeRole {
  const { store, administer, accessTokens, clock, maxChain } = options

  return {
    async assume(identify, input, context) {
      const read = readInput(Input, input)
      // INVARIANT: the revision comes first. What takes any of this away later is newer, and then ends the token.
      const revision = await store.currentRevision()
      const source = await identify(revision)
      if (source.status === 'unavailable') throw source.cause
      if (source.status !== 'identified') throw new WardkitError('ERR_UNAUTHENTICATED', 'the credentials are not good')
      const { principal: by } = source
      const asked = { ...read, tenant: read.tenant ?? by.tenant }
      if (countAssumed(by) >= maxChain) throw refused()

      const details = ({ seconds }: Granted) => describe(by, asked, seconds)
      const target = { type: 'role', id: asked.role }
      const change = { action: 'role.assume', tenant: by.tenant, alsoIn: asked.tenant, target, details } as const
      const { value } = await administer(by, context).write(change, (writer) => grant(writer, by, asked))
      const principal: Principal = {
        type: 'assumedRole',
        id: asked.role,
        tenant: asked.tenant,
        roles: [asked.role],
        tags: value.tags,
        assumedBy: toAssumedBy(by),
      }
      const { accessToken, expiresInSeconds } = await accessTokens.issue({
        principal,
        revision,
        standsOn: [...(source.standsOn ?? []), footingOf(by, source.session)],
        lifetimeSeconds: value.seconds,
        ...(source.expiresAt === undefined ? {} : { expiresAt: source.expiresAt }),
      })
      return { accessToken, expiresInSeconds, expiresAt: clock() + 1000 * expiresInSeconds, principal }
    },

    async list(principal) {
      if (countAssumed(principal) >= maxChain) return []
      const found: AssumableRole[] = []
      for (const trust of await store.listTrustsIn(principal.tenant)) {
        const entries = trust.entries.filter((entry) => isNamed(entry, principal))
        const tenant = entries.length === 0 ? undefined : await store.findTenant(trust.tenant)
        const role = tenant?.status === 'active' ? await store.tenant(trust.tenant).findRole(trust.role) : undefined
        if (tenant === undefined || role === undefined) continue
        found.push({
          tenant: { id: tenant.id, slug: tenant.slug, name: tenant.name },
          role: { id: role.id, name: role.name, description: role.description },
          externalIdNeeded: entries.every(({ externalIdHash }) => externalIdHash !== null),
          sessionTags: trust.sessionTags,
          maxDurationSeconds: trust.maxDurationSeconds,
        })
      }
      return found
    },
  }
}

interface Granted {
  readonly tags: Tags
  readonly seconds: number
}

/** What the role gives, as the transaction sees it. @throws WardkitError `ERR_FORBIDDEN` */
async function grant(writer: StoreWriter, by: Principal, asked: Asked): Promise<Granted> {
  const own = writer.tenant(asked.tenant)
  const tenant = await writer.findTenant(asked.tenant)
  const role = await own.findRole(asked.role)
  const trust = await own.findTrust(asked.role)
  if (tenant?.status !== 'active' || role === undefined || trust === undefined) throw refused()
  if (!isTrusted(trust, by, asked.externalId)) throw refused()
  const { durationSeconds: seconds = trust.maxDurationSeconds } = asked
  if (seconds > trust.maxDurationSeconds) throw refused()
  const addable = new Set(trust.sessionTags.map(foldTag))
  for (const key of asked.tags.keys()) if (!addable.has(key) || role.tags.has(key)) throw refused()
  return { tags: overlayTags(role.tags, asked.tags), seconds }
}

function isTrusted({ entries }: RoleTrust, by: Principal, externalId: string | undefined): boolean {
  return entries.some((entry) => isNamed(entry, by) && isExternalIdOf(entry, externalId))
}

/** Whether an entry means the principal. No entry means everybody: a tenant is always part of it. */
function isNamed({ tenant, principal, tags }: TrustEntry, by: Principal): boolean {
  if (tenant !== by.tenant || (principal !== null && principal !== by.id)) return false
  return [...tags].every(([key, { folded }]) => by.tags.get(key)?.folded.some((value) => folded.includes(value)))
}

/** In the same time, whatever differs. */
function isExternalIdOf({ externalIdHash }: TrustEntry, externalId: string | undefined): boolean {
  return externalIdHash === null || (externalId !== undefined && isSecretOf(externalId, externalIdHash))
}

/** Who asks, as a footing: what ends them ends what they have assumed. */
function footingOf({ id, tenant }: Principal, session: string | undefined): Footing {
  return { tenant, names: session === undefined ? [id] : [id, session] }
}

function toAssumedBy({ type, id, tenant, assumedBy }: Principal): AssumedBy {
  return { type, id, tenant, ...(assumedBy === undefined ? {} : { assumedBy }) }
}

/** For the logs of both tenants. */
function describe(by: Principal, { role, tenant, tags, sessionName }: Asked, seconds: number) {
  return {
    role: { id: role, tenant },
    by: { ...toAssumedBy(by) },
    seconds,
    ...(tags.size === 0 ? {} : { tags: tagsToJson(tags) }),
    ...(sessionName === undefined ? {} : { sessionName }),
  }
}

function refused(): WardkitError {
  return new WardkitError('ERR_FORBIDDEN', 'there is no such role that you may assume in this way')
}
