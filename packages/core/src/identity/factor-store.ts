/** A key pair on a person's device that logs them in. Only its public half is here. */
export interface Passkey {
  readonly id: string
  readonly person: string
  /** What the authenticator calls it, base64url. */
  readonly credential: string
  /** COSE, base64url. */
  readonly publicKey: string
  /** How often it was used, as far as its authenticator counts; 0 where it does not. */
  readonly counter: number
  /** How the authenticator is reached, as the browser told: hints for the next time. */
  readonly transports: readonly string[]
  /** Whether it may be copied to other devices. That never changes. */
  readonly multiDevice: boolean
  /** Whether it was copied, when it was last used. */
  readonly backedUp: boolean
  /** What its person calls it. */
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** A secret that a person's app makes codes from, for every half minute another one. */
export interface Totp {
  readonly person: string
  /** The secret, wrapped. */
  readonly wrapped: string
  /** The half minute since 1970 whose code was last used: no code of it or of one before is good again. */
  readonly usedStep: number
  readonly createdAt: number
}

/** Reads of second factors, of a store. */
export interface FactorReader {
  /** The oldest first. */
  listPasskeys(person: string): Promise<readonly Passkey[]>
  /** By what its authenticator calls it, whoever's it is: it arrives before the person is known. */
  findPasskey(credential: string): Promise<Passkey | undefined>
  findTotp(person: string): Promise<Totp | undefined>
  countRecoveryCodes(person: string): Promise<number>
}

/** Reads and writes of second factors, in a transaction. */
export interface FactorWriter extends FactorReader {
  /** @throws WardkitError `ERR_NOT_FOUND` for a person who is not there, `ERR_CONFLICT` when the id or the credential is taken */
  insertPasskey(passkey: Passkey): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  updatePasskey(
    credential: string,
    change: Partial<Pick<Passkey, 'name' | 'counter' | 'backedUp' | 'lastUsedAt'>>,
  ): Promise<void>
  /** Whether the person had it. */
  deletePasskey(person: string, id: string): Promise<boolean>
  /** Sets a person's secret, in place of the one before. @throws WardkitError `ERR_NOT_FOUND` for a person who is not there */
  putTotp(totp: Totp): Promise<void>
  /** Whether it was there. */
  deleteTotp(person: string): Promise<boolean>
  /** Sets the hashes of a person's recovery codes, in place of those before. @throws WardkitError `ERR_NOT_FOUND` for a person who is not there */
  putRecoveryCodes(person: string, hashes: readonly string[]): Promise<void>
  /** Takes a code away; whether it was there. */
  takeRecoveryCode(person: string, hash: string): Promise<boolean>
}
