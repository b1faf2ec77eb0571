import { createHash } from 'node:crypto'
import { randomNonce, randomPKCECodeVerifier } from 'openid-client'
import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { ActorContext } from '../identity/actor.ts'
import { randomText } from '../identity/identifiers.ts'
import type { Store } from '../identity/identity-store.ts'
import type { Secret } from '../identity/secret.ts'
import type { StartedSession } from '../identity/sessions.ts'
import type { SsoConnection, SsoTestRun } from '../identity/sso-store.ts'
import type { Upkeep } from '../identity/upkeep.ts'
import type { Clock } from '../util/clock.ts'
import type { OidcClient, ProvedIdentity } from './oidc-client.ts'
import { SsoFailure } from './sso-failure.ts'
import type { FinishLogin } from './sso-login.ts'
import type { SsoTester } from './sso-tester.ts'
import type { SsoUrls } from './sso-urls.ts'

/** Logins by identity providers, from the first step in the browser to the last. */
export interface SsoFlow {
  /** Sends the browser to the provider. @throws SsoFailure; WardkitError `ERR_NOT_FOUND` for a connection that nobody can log in by */
  begin(connection: string, options: BeginOptions): Promise<Begun>
  /** Takes what the browser brings back. @throws SsoFailure */
  finish(connection: string, answer: FlowAnswer, context?: ActorContext): Promise<Finished>
}

export interface BeginOptions {
  /** A local path. */
  readonly returnTo: string
  readonly loginHint?: string
  /** The id of a test run. */
  readonly test?: string
}

export interface Begun {
  readonly url: string
  readonly cookie: FlowCookie
}

/** What only the browser has that began. */
export interface FlowCookie {
  readonly name: string
  readonly value: string
  readonly maxAgeSeconds: number
}

export interface FlowAnswer {
  /** The query of the redirect, without `?`. */
  readonly query: string
  readonly readCookie: (name: string) => string | undefined
  readonly agent?: string
}

export type Finished =
  | {
      readonly kind: 'loggedIn'
      readonly session: Extract<StartedSession, { readonly kind: 'browser' }>
      readonly returnTo: string
      readonly cookie: string
    }
  | { readonly kind: 'tested'; readonly passed: boolean; readonly cookie: string }

export interface SsoFlowOptions {
  readonly store: Pick<Store, 'findConnection' | 'findTenant' | 'tenant'>
  readonly upkeep: Upkeep
  readonly secret: Pick<Secret, 'wrap' | 'unwrap'>
  readonly client: Pick<OidcClient, 'authorize' | 'exchange'>
  readonly finishLogin: FinishLogin
  readonly tester: SsoTester
  readonly urls: Pick<SsoUrls, 'callback'>
  readonly clock: Clock
}

/** How long a person may take at the provider. */
const FLOW_SECONDS = 600

/** `__Host-`: no other host, and no script, can plant one. One for each login, so that two windows do not disturb each other. */
const COOKIE_PREFIX = '__Host-wardkit-sso-'

const Flow = z.strictObject({
  connection: z.string(),
  configuration: z.number(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  test: z.string().nullable(),
  expiresAt: z.number(),
})
type Flow = z.infer<typeof Flow>

export function createSsoFlow(options: SsoFlowOptions): SsoFlow {
  const { store, upkeep, secret, client, finishLogin, tester, urls, clock } = options

  /** A connection by which somebody can log in now, or be tested. */
  async function findUsable(id: string, test: string | null): Promise<[SsoConnection, SsoTestRun | undefined]> {
    const connection = await store.findConnection(id)
    const tenant = connection === undefined ? undefined : await store.findTenant(connection.tenant)
    const run =
      connection === undefined || test === null ? undefined : await store.tenant(connection.tenant).findTestRun(test)
    const isUsable =
      test === null
        ? connection?.status === 'active'
        : run?.connection === id && run.status === 'running' && run.configuration === connection?.configuration
    if (connection !== undefined && tenant?.status === 'active' && isUsable) return [connection, run]
    throw new WardkitError('ERR_NOT_FOUND', 'nobody can log in by this')
  }

  /** INVARIANT: of many who bring the same answer, one is taken. */
  async function useOnce(state: string, expiresAt: number): Promise<void> {
    const id = `sso_${createHash('sha256').update(state).digest('base64url')}`
    try {
      await upkeep(async (writer) => {
        await writer.deleteCodes(EXPIRED, clock())
        await writer.insertCode({
          id,
          purpose: 'sso-flow',
          subject: USED,
          secretHash: USED,
          data: '{}',
          attempts: 0,
          expiresAt,
        })
      })
    } catch (cause) {
      if (cause instanceof WardkitError && cause.code === 'ERR_CONFLICT') {
        throw new SsoFailure('login-unknown', { cause, detail: 'it was finished before' })
      }
      throw cause
    }
  }

  function readFlow(
    state: string | null,
    { readCookie }: FlowAnswer,
  ): { readonly flow: Flow; readonly cookie: string } {
    const cookie = state === null ? '' : cookieOf(state)
    const value = state === null ? undefined : readCookie(cookie)
    if (state === null || value === undefined) throw new SsoFailure('login-unknown')
    try {
      return { flow: Flow.parse(JSON.parse(secret.unwrap(value, { purpose: 'sso-flow', id: state }))), cookie }
    } catch (cause) {
      throw new SsoFailure('login-unknown', { cause })
    }
  }

  return {
    async begin(id, { returnTo, loginHint, test = null }) {
      const [connection, run] = await findUsable(id, test)
      const state = randomText(32)
      const checks = { state, nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }
      const hint = loginHint === undefined ? {} : { loginHint }
      try {
        const url = await client.authorize(connection, { ...checks, redirectUri: urls.callback(id), ...hint })
        const { nonce, codeVerifier } = checks
        const expiresAt = clock() + 1_000 * FLOW_SECONDS
        const { configuration } = connection
        const flow: Flow = { connection: id, configuration, nonce, codeVerifier, returnTo, test, expiresAt }
        const value = secret.wrap(JSON.stringify(flow), { purpose: 'sso-flow', id: state })
        return { url: url.href, cookie: { name: cookieOf(state), value, maxAgeSeconds: FLOW_SECONDS } }
      } catch (error) {
        if (run !== undefined && error instanceof SsoFailure) await tester.fail(connection, run, error)
        throw error
      }
    },

    async finish(id, answer, context) {
      const url = new URL(`${urls.callback(id)}?${answer.query}`)
      const states = url.searchParams.getAll('state')
      const state = states.length === 1 ? (states[0] ?? null) : null
      const { flow, cookie } = readFlow(state, answer)
      // INVARIANT: the answer came to the redirect URI of the connection that was asked, in the browser that asked.
      if (state === null || flow.connection !== id || flow.expiresAt <= clock()) throw new SsoFailure('login-unknown')
      await useOnce(state, flow.expiresAt)
      const [connection, run] = await findUsable(id, flow.test).catch((cause: unknown) => {
        throw cause instanceof WardkitError && cause.code === 'ERR_NOT_FOUND'
          ? new SsoFailure('login-unknown', { cause })
          : cause
      })
      if (connection.configuration !== flow.configuration) throw new SsoFailure('login-unknown')
      const { nonce, codeVerifier } = flow
      const exchange = (): Promise<ProvedIdentity> => client.exchange(connection, { url, state, nonce, codeVerifier })
      if (run !== undefined) {
        return { kind: 'tested', passed: await tester.run(connection, run, exchange), cookie }
      }
      const identity = await exchange()
      const agent = answer.agent === undefined ? {} : { agent: answer.agent }
      const session = await finishLogin(connection, identity, agent, context)
      return { kind: 'loggedIn', session, returnTo: flow.returnTo, cookie }
    },
  }
}

/** Of codes that say that something was used. */
const USED = 'sso-used'
/** Of no code: what is asked is only to forget those that have expired. */
const EXPIRED = 'sso-expired'

function cookieOf(state: string): string {
  return COOKIE_PREFIX + createHash('sha256').update(state).digest('hex').slice(0, 16)
}
