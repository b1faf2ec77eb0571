/** Longest life of an access token. */
export const MAX_TOKEN_LIFETIME_SECONDS = 15 * 60

/** How far the clocks of two machines may be apart. */
export const CLOCK_SKEW_SECONDS = 60

/** Longest access token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 16 * 1024
