/** Longest life of an access token. */
export const MAX_TOKEN_LIFETIME_SECONDS = 15 * 60

/** How far the clocks of two machines may be apart. */
export const CLOCK_SKEW_SECONDS = 60

/** Longest access token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 16 * 1024

/**
 * The times of a token again, which was verified before: clocks go back too, and a remembered token is judged as a new one is.
 *
 * @param token times in seconds since 1970
 * @param now in milliseconds
 */
export function whyOutOfTime(
  { notBefore, expiresAt }: { readonly notBefore: number; readonly expiresAt: number },
  now: number,
): 'expired' | 'invalid' | undefined {
  // Whole seconds, as jose has them.
  const seconds = Math.floor(now / 1000)
  if (seconds >= expiresAt + CLOCK_SKEW_SECONDS) return 'expired'
  return seconds < notBefore - CLOCK_SKEW_SECONDS ? 'invalid' : undefined
}
