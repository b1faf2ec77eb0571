/** A secret that was sent to somebody, good once and for one purpose. */
export interface OneTimeCode {
  /** The public part of the code. */
  readonly id: string
  readonly purpose: string
  /** Whom it is about: what makes one of their codes useless may take all of them. */
  readonly subject: string
  /** SHA-256 of the secret part, base64url. */
  readonly secretHash: string
  /** What is to be done with it, as JSON text. */
  readonly data: string
  readonly expiresAt: number
  /** How often it was tried together with something else, where it takes more than the code itself. */
  readonly attempts: number
}

/** Reads of codes, of a store. */
export interface CodeReader {
  findCode(id: string): Promise<OneTimeCode | undefined>
}

/** Writes of codes, in a transaction. */
export interface CodeWriter {
  /** @throws WardkitError `ERR_CONFLICT` when the id is taken */
  insertCode(code: OneTimeCode): Promise<void>
  /** Takes a code away, if it is of that purpose and secret and has not expired: of many who try at once, one gets it. */
  takeCode(id: string, match: Pick<OneTimeCode, 'purpose' | 'secretHash'>, at: number): Promise<OneTimeCode | undefined>
  /**
   * Counts one more attempt with a code, as `takeCode` finds it, and leaves it: of many who try at once, `most` get it. Whoever comes after them finds
   * that it is gone.
   */
  tryCode(
    id: string,
    match: Pick<OneTimeCode, 'purpose' | 'secretHash'>,
    most: number,
    at: number,
  ): Promise<OneTimeCode | undefined>
  /** Takes away every code of a subject, and every code that has expired. */
  deleteCodes(subject: string, at: number): Promise<void>
}
