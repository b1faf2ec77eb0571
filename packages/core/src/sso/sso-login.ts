import type { ActorContext } from '../identity/actor.ts'
import type { Administer } from '../identity/administration.ts'
import type { FindRolePolicy } from '../identity/assert-statements-granted.ts'
import type { AuditDetails } from '../identity/audit-entry.ts'
import { canonicalEmail } from '../identity/canonical-email.ts'
import type { StoreWriter } from '../identity/identity-store.ts'
import type { Secret } from '../identity/secret.ts'
import type { Sessions, StartedSession } from '../identity/sessions.ts'
import type { SsoConnection } from '../identity/sso-store.ts'
import type { Clock } from '../util/clock.ts'
import { assertGroupsKnown } from './groups-elsewhere.ts'
import { mapClaims, rolesOfMapping, type MappedClaims } from './map-claims.ts'
import { findExistingRoles } from './mappings.ts'
import type { ProvedIdentity } from './oidc-client.ts'
import { applyMapping, resolveAccount, type AppliedMapping, type SsoAccount } from './sso-account.ts'
import { SsoFailure } from './sso-failure.ts'

type BrowserSession = Extract<StartedSession, { readonly kind: 'browser' }>

/** Logs in whom a provider vouches for: user, roles, tags and session in one transaction. @throws SsoFailure, after a record of it in the audit log */
export type FinishLogin = (
  connection: SsoConnection,
  identity: ProvedIdentity,
  options: { readonly agent?: string },
  context?: ActorContext,
) => Promise<BrowserSession>

export interface FinishLoginOptions {
  readonly administer: Administer
  readonly sessions: Pick<Sessions, 'startIn'>
  readonly secret: Pick<Secret, 'wrap'>
  readonly findSharedRolePolicy: FindRolePolicy
  readonly clock: Clock
}

/** The longest ID token that is kept for the logout, in UTF-16 units. Wrapped it is a third longer. */
const ID_TOKEN_LENGTH = 12_000

export function createFinishLogin(options: FinishLoginOptions): FinishLogin {
  const { administer, sessions, secret, findSharedRolePolicy, clock } = options

  async function logIn(
    writer: StoreWriter,
    { id, tenant: tenantId, configuration }: SsoConnection,
    identity: ProvedIdentity,
    agent: string | undefined,
    context: ActorContext | undefined,
  ): Promise<LoggedIn> {
    const now = clock()
    const tenant = writer.tenant(tenantId)
    // As it is now: while the browser was away it may have been changed, switched off, deleted.
    const connection = await tenant.findConnection(id)
    const place = await writer.findTenant(tenantId)
    if (connection?.status !== 'active' || connection.configuration !== configuration || place?.status !== 'active') {
      throw new SsoFailure('login-unknown')
    }
    assertGroupsKnown(connection.mapping, identity.claims)
    const account = await resolveAccount(writer, connection, identity, now)
    const existing = await findExistingRoles(tenant, rolesOfMapping(connection.mapping), findSharedRolePolicy)
    const mapped = mapClaims(connection.mapping, identity.claims, existing)
    const applied = await applyMapping(writer, connection, account, mapped, now)
    await tenant.putSsoIdentity({ ...account.identity, tagKeys: applied.tagKeys })
    const session = await sessions.startIn(
      writer,
      { user: account.user, ...(agent === undefined ? {} : { agent }) },
      context,
    )
    await tenant.putSsoSession({
      tenant: tenantId,
      session: session.id,
      connection: id,
      subject: identity.subject,
      sid: identity.sid,
      wrappedIdToken:
        identity.idToken.length > ID_TOKEN_LENGTH
          ? null
          : secret.wrap(identity.idToken, { purpose: 'id-token', id: session.id }),
    })
    return { session, account, mapped, applied }
  }

  return async (connection, identity, { agent }, context) => {
    const administration = administer({ type: 'nobody' }, context)
    const named = { tenant: connection.tenant, target: { type: 'connection', id: connection.id } }
    try {
      const change = { action: 'sso.log-in', ...named, details: describe } as const
      const { value } = await administration.write(change, (writer) =>
        logIn(writer, connection, identity, agent, context),
      )
      return value.session
    } catch (error) {
      if (error instanceof SsoFailure) {
        const email = identity.claims['email']
        const details = {
          reason: error.reason,
          issuer: identity.issuer,
          subject: identity.subject.slice(0, 255),
          email: (typeof email === 'string' ? canonicalEmail(email) : undefined) ?? null,
        }
        await administration.write({ action: 'sso.refuse', ...named, details }, async () => undefined)
      }
      throw error
    }
  }
}

interface LoggedIn {
  readonly session: BrowserSession
  readonly account: SsoAccount
  readonly mapped: MappedClaims
  readonly applied: AppliedMapping
}

function describe({ session, account, mapped, applied }: LoggedIn): AuditDetails {
  return {
    session: session.id,
    user: account.user.id,
    origin: account.origin,
    issuer: account.identity.issuer,
    subject: account.identity.subject.slice(0, 255),
    roles: { before: [...applied.roles.before], after: [...applied.roles.after] },
    rules: mapped.rules.filter(({ matched }) => matched).map(({ index, value, role }) => ({ index, value, role })),
    usedDefault: mapped.usedDefault,
    tags: [...applied.tagKeys],
    keptLastAdmin: applied.keptLastAdmin,
  }
}
