/** A key that signs tokens. */
export interface SigningKey {
  readonly kid: string
  readonly algorithm: 'ES256' | 'RS256' | 'EdDSA'
  /** Public JWK as JSON text. */
  readonly publicKey: string
  /** Private JWK, wrapped by the secret. */
  readonly wrappedPrivateKey: string
  readonly createdAt: number
  /** Published before this moment, used from it on. */
  readonly activeFrom: number
  /** No longer used to sign from this moment on. */
  readonly retiredAt: number | null
  /** Nothing it signed is good from this moment on, so it is no longer published. */
  readonly expiresAt: number | null
}

/** Reads of signing keys, of a store. */
export interface SigningKeyReader {
  /** Every signing key that was not deleted, expired ones included (a store has no clock), oldest first. */
  listSigningKeys(): Promise<readonly SigningKey[]>
}

/** Writes of signing keys, in a transaction. */
export interface SigningKeyWriter {
  insertSigningKey(key: SigningKey): Promise<void>
  updateSigningKey(
    kid: string,
    change: Partial<Pick<SigningKey, 'activeFrom' | 'retiredAt' | 'expiresAt' | 'wrappedPrivateKey'>>,
  ): Promise<void>
  deleteSigningKey(kid: string): Promise<void>
}
