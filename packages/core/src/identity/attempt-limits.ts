import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import { WardkitError } from '../errors/index.ts'
import { createLru } from '../util/create-lru.ts'

/** Bounds how often anybody may try to log in, to have mail sent, or to use a code. */
export interface AttemptLimits {
  /**
   * Counts an attempt to log in.
   * @param address undefined where none is known: then only the account's own limit counts
   * @throws WardkitError `ERR_RATE_LIMITED`
   */
  admitLogin(address: string | undefined, account: string): Promise<void>
  /** A login that succeeded: whoever guesses at the account from elsewhere does not lock its owner out here. */
  loggedIn(address: string | undefined, account: string): void
  /**
   * Counts a code of an app, or one for recovery, that is shown for an account; a passkey cannot be guessed and is not counted. Who guesses knows the
   * password already, so this is fewer than the logins.
   * @throws WardkitError `ERR_RATE_LIMITED`
   */
  admitFactor(address: string | undefined, account: string): Promise<void>
  /** Counts what an address asks for besides logins: mail, codes, new tokens. @throws WardkitError `ERR_RATE_LIMITED` */
  admitRequest(address: string | undefined): Promise<void>
  /** Whether one more mail may go to an address that somebody names; whoever asks is not told. */
  admitMail(email: string): Promise<boolean>
  /** Counts a mail that a tenant has sent to somebody it invites. @throws WardkitError `ERR_RATE_LIMITED` */
  admitInvitation(tenant: string, email: string): Promise<void>
}

/** How often, by what is counted. */
export interface RateLimits {
  /** Logins from one address (of IPv6: one /64) in 15 minutes; 100 by default. */
  readonly loginsPerAddress?: number
  /** Logins to one account from one address in 15 minutes; 10 by default. */
  readonly loginsPerAccountAndAddress?: number
  /** Logins to one account from all addresses it never succeeded from, in an hour; 100 by default. */
  readonly loginsPerAccount?: number
  /** Codes of second factors for one account from all addresses it never succeeded from, in an hour; 20 by default. */
  readonly factorsPerAccount?: number
  /** Other requests of one address that need no login, in 15 minutes; 60 by default. */
  readonly requestsPerAddress?: number
  /** Mails to one e-mail address in an hour; 5 by default. */
  readonly mailsPerEmail?: number
  /** Invitations that one tenant mails in an hour; 500 by default. */
  readonly invitationsPerTenant?: number
  /**
   * Makes what counts, for several processes that should count together: for example `(options) => new RateLimiterRedis({ ...options, storeClient })`.
   * By default each process counts for itself, in memory.
   */
  readonly createLimiter?: (options: LimiterOptions) => Pick<RateLimiterAbstract, 'consume'>
}

export interface LimiterOptions {
  readonly keyPrefix: string
  readonly points: number
  /** Seconds. */
  readonly duration: number
}

const QUARTER = 15 * 60
const HOUR = 60 * 60
/** Pairs of account and address that a login succeeded for. */
const REMEMBERED_PAIRS = 100_000

/** Limits that count in this process, or where they are told to. */
export function createAttemptLimits(limits: RateLimits = {}): AttemptLimits {
  const create = limits.createLimiter ?? ((options: LimiterOptions) => new RateLimiterMemory(options))
  const limiter = (keyPrefix: string, points: number, duration: number) =>
    create({ keyPrefix: `wardkit:${keyPrefix}`, points, duration })
  const byAddress = limiter('login-address', limits.loginsPerAddress ?? 100, QUARTER)
  const byPair = limiter('login-pair', limits.loginsPerAccountAndAddress ?? 10, QUARTER)
  const byAccount = limiter('login-account', limits.loginsPerAccount ?? 100, HOUR)
  const factorsByPair = limiter('factor-pair', limits.loginsPerAccountAndAddress ?? 10, QUARTER)
  const factors = limiter('factor-account', limits.factorsPerAccount ?? 20, HOUR)
  const requests = limiter('request-address', limits.requestsPerAddress ?? 60, QUARTER)
  const mails = limiter('mail', limits.mailsPerEmail ?? 5, HOUR)
  const invitations = limiter('invitation-tenant', limits.invitationsPerTenant ?? 500, HOUR)
  const succeeded = createLru<string, true>(REMEMBERED_PAIRS)

  const pairOf = (address: string | undefined, account: string) => `${networkOf(address ?? '')} ${account}`

  return {
    async admitLogin(address, account) {
      if (address !== undefined) await admit(byAddress, networkOf(address))
      await admit(byPair, pairOf(address, account))
      if (!succeeded.has(pairOf(address, account))) await admit(byAccount, account)
    },
    async admitFactor(address, account) {
      await admit(factorsByPair, pairOf(address, account))
      if (!succeeded.has(pairOf(address, account))) await admit(factors, account)
    },
    loggedIn(address, account) {
      if (address !== undefined) succeeded.set(pairOf(address, account), true)
    },
    async admitRequest(address) {
      if (address !== undefined) await admit(requests, networkOf(address))
    },
    admitMail: (email) => isAdmitted(mails, email),
    async admitInvitation(tenant, email) {
      await admit(invitations, tenant)
      await admit(mails, email)
    },
  }
}

async function admit(limiter: Pick<RateLimiterAbstract, 'consume'>, key: string): Promise<void> {
  if (await isAdmitted(limiter, key)) return
  throw new WardkitError('ERR_RATE_LIMITED', 'too many attempts', { help: 'wait some minutes, and try again' })
}

async function isAdmitted(limiter: Pick<RateLimiterAbstract, 'consume'>, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (error) {
    // A refusal is thrown as a result; whatever else is thrown is a failure, and fails closed.
    if (error instanceof RateLimiterRes) return false
    throw new WardkitError('ERR_UNAVAILABLE', 'attempts cannot be counted', { cause: error })
  }
}

/** Whom an address belongs to, as far as it says: of IPv6 its first 64 bits, which one subscriber has. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined || !isIPv6(plain)) return mapped ?? plain
  const [head = '', tail] = plain.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined
      ? first
      : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
