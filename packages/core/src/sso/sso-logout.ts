import { createHash } from 'node:crypto'
import { WardkitError } from '../errors/index.ts'
import type { ActorContext } from '../identity/actor.ts'
import type { Administer } from '../identity/administration.ts'
import type { Session, Store } from '../identity/identity-store.ts'
import type { Secret } from '../identity/secret.ts'
import type { Clock } from '../util/clock.ts'
import type { OidcClient } from './oidc-client.ts'
import { SsoFailure } from './sso-failure.ts'
import type { SsoUrls } from './sso-urls.ts'

/** The ends of sessions that an identity provider began. */
export interface SsoLogout {
  /**
   * Where to send the browser so that its session at the provider ends too; to be asked before the session here is ended. Undefined where the session
   * did not begin there, or the provider has no such place or is down.
   */
  findUrl(session: Pick<Session, 'id' | 'tenant'>): Promise<string | undefined>
  /** Ends the sessions that a provider says have ended. @throws SsoFailure for a token that is not good or was used before */
  endByProvider(connection: string, token: string, context?: ActorContext): Promise<void>
}

export function createSsoLogout(options: {
  readonly store: Pick<Store, 'findConnection' | 'tenant'>
  readonly administer: Administer
  readonly secret: Pick<Secret, 'unwrap'>
  readonly client: Pick<OidcClient, 'endSession' | 'readLogoutToken'>
  readonly urls: Pick<SsoUrls, 'loggedOut'>
  readonly clock: Clock
}): SsoLogout {
  const { store, administer, secret, client, urls, clock } = options
  return {
    async findUrl({ id, tenant }) {
      const session = await store.tenant(tenant).findSsoSession(id)
      const connection =
        session === undefined ? undefined : await store.tenant(tenant).findConnection(session.connection)
      if (session === undefined || connection === undefined) return undefined
      const wrapped = session.wrappedIdToken
      const idToken = wrapped === null ? null : secret.unwrap(wrapped, { purpose: 'id-token', id })
      try {
        return (await client.endSession(connection, { idToken, redirectUri: urls.loggedOut }))?.href
      } catch (error) {
        // Whoever logs out is logged out here, whatever becomes of the provider.
        if (error instanceof SsoFailure) return undefined
        throw error
      }
    },

    async endByProvider(id, token, context) {
      const connection = await store.findConnection(id)
      if (connection === undefined) throw new SsoFailure('token-invalid')
      const { id: jti, subject, sid, expiresAt } = await client.readLogoutToken(connection, token)
      const { tenant } = connection
      const target = { type: 'connection', id }
      const details = (sessions: readonly string[]) => ({ sessions: [...sessions] })
      const change = { action: 'sso.log-out', tenant, target, details } as const
      const used = createHash('sha256')
        .update(JSON.stringify([id, jti]))
        .digest('base64url')
      const code = {
        id: `sso_${used}`,
        purpose: 'sso-logout',
        subject: 'sso-used',
        secretHash: used,
        data: '{}',
        attempts: 0,
      }
      try {
        await administer({ type: 'nobody' }, context).write(change, async (writer) => {
          await writer.deleteCodes('sso-expired', clock())
          await writer.insertCode({ ...code, expiresAt: Math.max(expiresAt, clock() + 1) })
          const own = writer.tenant(tenant)
          const narrowed = { ...(subject === null ? {} : { subject }), ...(sid === null ? {} : { sid }) }
          const sessions = (await own.listSsoSessions(id, narrowed)).map(({ session }) => session)
          for (const session of sessions) await own.deleteSession(session, clock())
          return sessions
        })
      } catch (cause) {
        if (!(cause instanceof WardkitError && cause.code === 'ERR_CONFLICT')) throw cause
        throw new SsoFailure('token-invalid', { cause, detail: 'it was used before' })
      }
    },
  }
}
