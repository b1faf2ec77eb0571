import { performance } from 'node:perf_hooks'
import type { Administer } from './identity/administration.ts'
import type { FindRolePolicy } from './identity/assert-statements-granted.ts'
import type { Store } from './identity/identity-store.ts'
import type { Secret } from './identity/secret.ts'
import type { Sessions } from './identity/sessions.ts'
import type { Upkeep } from './identity/upkeep.ts'
import type { SsoSettings } from './sso-options.ts'
import { createOidcClient } from './sso/oidc-client.ts'
import { createSafeFetch } from './sso/safe-fetch.ts'
import { createFindConnectionOfEmail, type FindConnectionOfEmail } from './sso/sso-discovery.ts'
import { createSsoFlow, type SsoFlow } from './sso/sso-flow.ts'
import { createFinishLogin } from './sso/sso-login.ts'
import { createSsoLogout, type SsoLogout } from './sso/sso-logout.ts'
import { createSsoTester } from './sso/sso-tester.ts'
import type { SsoUrls } from './sso/sso-urls.ts'
import type { Clock } from './util/clock.ts'

/** How people log in to an instance by identity providers. */
export interface StartedSso {
  readonly flow: SsoFlow
  readonly logout: SsoLogout
  readonly urls: SsoUrls
  readonly findConnectionOfEmail: FindConnectionOfEmail
}

interface StartOptions {
  readonly store: Store
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly secret: Secret
  readonly sessions: Sessions
  readonly findSharedRolePolicy: FindRolePolicy
  readonly settings: SsoSettings
  readonly urls: SsoUrls
  readonly clock: Clock
}

/** Puts the parts together. Nothing is asked of any provider before somebody logs in. */
export function startSso({ settings, ...shared }: StartOptions): StartedSso {
  const { allowLoopback, resolveHost } = settings
  const safeFetch = createSafeFetch({ allowLoopback, ...(resolveHost === undefined ? {} : { resolveHost }) })
  const client = createOidcClient({ ...shared, safeFetch, allowLoopback, monotonicNow: () => performance.now() })
  const finishLogin = createFinishLogin(shared)
  const tester = createSsoTester(shared)
  return {
    flow: createSsoFlow({ ...shared, client, finishLogin, tester }),
    logout: createSsoLogout({ ...shared, client }),
    urls: shared.urls,
    findConnectionOfEmail: createFindConnectionOfEmail(shared.store),
  }
}
