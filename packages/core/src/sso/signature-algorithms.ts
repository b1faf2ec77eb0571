/** How tokens of others may be signed: neither `none` nor a secret shared with them, only what a key of their own signs. */
export const SIGNATURE_ALGORITHMS = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
] as const

/** @see RFC 7518, section 3.1 */
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number]
