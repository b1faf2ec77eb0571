import { performance } from 'node:perf_hooks'
import type { VerifyUpstream } from './identity/authentication.ts'
import { createSafeFetch } from './sso/safe-fetch.ts'
import type { UpstreamIssuer } from './sso/upstream-issuer.ts'
import { createUpstreamKeys } from './sso/upstream-keys.ts'
import { createFindUpstreamPrincipal, type UpstreamPrincipalsOptions } from './sso/upstream-principals.ts'
import { createRefusalTeller } from './sso/upstream-refusal.ts'
import { createUpstreamTokens } from './sso/upstream-tokens.ts'
import { andThen } from './util/and-then.ts'
import type { Clock } from './util/clock.ts'

interface StartOptions extends UpstreamPrincipalsOptions {
  readonly issuers: readonly UpstreamIssuer[]
  /** Whether an issuer may be on this very machine, over http. */
  readonly allowLoopback: boolean
  readonly clock: Clock
  readonly onVerification: ((remembered: boolean) => void) | undefined
}

/** Puts the parts together; undefined where there is no upstream issuer. Nothing is asked of any before its first token comes. */
export function startUpstream({
  issuers,
  allowLoopback,
  onRefused: tell,
  ...rest
}: StartOptions): VerifyUpstream | undefined {
  if (issuers.length === 0) return undefined
  const safeFetch = createSafeFetch({ allowPrivate: true, allowLoopback })
  const monotonicNow = () => performance.now()
  const shared = { ...rest, onRefused: createRefusalTeller(tell, monotonicNow) }
  const fetching = { safeFetch, monotonicNow }
  const withKeys = issuers.map((upstream) => ({ upstream, keys: createUpstreamKeys(upstream, fetching) }))
  const tokens = createUpstreamTokens({ ...shared, issuers: withKeys })
  const findPrincipal = createFindUpstreamPrincipal(shared)
  return (text, atLeast) => {
    const verified = tokens.verify(text)
    if (verified === undefined) return undefined
    return andThen(verified, (verification) =>
      verification.status === 'refused'
        ? { status: 'unidentified', reason: verification.reason }
        : findPrincipal(verification.token, atLeast),
    )
  }
}
