/** Why a token of an upstream issuer identifies nobody, and what that most likely means, in the words of who sets the issuer up. */
export const UPSTREAM_REFUSALS = {
  header: 'its header names an algorithm or a type of token that is not taken, no key, or one that it brings along',
  key: 'it is signed by a key that the issuer does not publish',
  signature: 'its signature does not verify',
  audience: 'it is not for the `audience` of this application, or for others besides',
  claims: 'it lacks `sub`, `iat`, `exp` or `aud`, or one of them is not what it must be',
  purpose: 'it is an ID token or a logout token, and none to call with',
  'required-claims': 'it does not say what `requiredClaims` asks for',
  early: 'it was issued in the future, or is not good yet: compare the clocks',
  expired: 'it has expired, or is older than `maxTokenAgeSeconds`',
  tenant: 'it names no tenant that is there',
  'tenant-inactive': 'its tenant is suspended',
  principal: 'its subject is too long, or its roles are too many or kept elsewhere by the issuer',
} as const

export type UpstreamRefusal = keyof typeof UPSTREAM_REFUSALS

/** Told of a token of an issuer, by its name, that identifies nobody. Never told the token, nor whom it speaks of. */
export type OnUpstreamRefused = (issuer: string, why: UpstreamRefusal) => void

/** How long a reason that was told of an issuer is not told again, in milliseconds. */
const TOLD_AGAIN_AFTER = 60_000

/** Tells of each reason once a minute for each issuer: who sends tokens by the thousand fills nobody's log. */
export function createRefusalTeller(tell: OnUpstreamRefused, monotonicNow: () => number): OnUpstreamRefused {
  const toldAt = new Map<string, number>()
  return (issuer, why) => {
    const now = monotonicNow()
    const key = `${why} ${issuer}`
    if (now - (toldAt.get(key) ?? -Infinity) < TOLD_AGAIN_AFTER) return
    toldAt.set(key, now)
    tell(issuer, why)
  }
}
