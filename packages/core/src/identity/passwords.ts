import { hash, parseOptions, verify } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { WardkitError } from '../errors/index.ts'
import { createLimiter } from '../util/limiter.ts'
import { isCommonPassword } from './common-passwords.ts'
import { isGuessable } from './guessable-password.ts'

/** Hashes and verifies passwords. A password never reaches a message, a log or an error. */
export interface Passwords {
  /**
   * What is wrong with a new password, in words that stand after "password"; undefined when it may be used.
   * @param about words that must not be all there is to it: the person's e-mail, the tenant's name
   * @param rules those it is under: see `FindPasswordRules`
   */
  findProblem(password: string, about: readonly string[], rules: PasswordRules): Promise<string | undefined>
  /** Hashes a password that `findProblem` has passed. @throws WardkitError `ERR_OVERLOADED` */
  hash(password: string): Promise<string>
  /**
   * Verifies a password against a stored hash. Without one (no such person, a person who logs in another way) it does the same work and answers no.
   * @throws WardkitError `ERR_OVERLOADED`
   */
  verify(password: string, stored: string | undefined): Promise<Verification>
}

export interface Verification {
  readonly matches: boolean
  /** The hash was made with other parameters than today's: hash the password anew. */
  readonly outdated: boolean
}

/**
 * What a new password must be beyond being hard to guess. NIST asks for length alone; rules of composition are for those whose auditors ask for
 * them.
 */
export interface PasswordPolicy {
  /** Fewest characters (code points after NFC), never less than 8; by default 15, and 8 where all tenants of a person ask for a second factor. */
  readonly minimumLength?: number
  /** Fewest digits, upper-case letters, lower-case letters and other characters; none by default. */
  readonly minimumDigits?: number
  readonly minimumUpperCase?: number
  readonly minimumLowerCase?: number
  readonly minimumSymbols?: number
}

/** What a new password must be in the end, every default in place. */
export type PasswordRules = Required<PasswordPolicy>

export interface PasswordOptions {
  readonly parameters?: Argon2Parameters
  /**
   * Hashes at once; by default half the thread pool (`UV_THREADPOOL_SIZE`, 4 by default), so that files and DNS always find a thread, and fewer than there
   * are processors, so that decisions find one.
   */
  readonly concurrency?: number
  /** Hashes that wait; 64 by default, which is about one second. */
  readonly queue?: number
}

export interface Argon2Parameters {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

/** OWASP's first choice for argon2id where memory matters: 19 MiB, two passes, one lane. @see OWASP Password Storage Cheat Sheet */
export const ARGON2_PARAMETERS: Argon2Parameters = { memoryKib: 19_456, passes: 2, lanes: 1 }

/** Most characters of a password. Nothing is cut off: a longer one is refused. */
export const MAX_PASSWORD_LENGTH = 256

// 256 code points after NFC are at most this many UTF-16 units before.
const LONGEST_INPUT = MAX_PASSWORD_LENGTH * 8
const SALT_BYTES = 16
const HASH_BYTES = 32

/**
 * Passwords as NIST asks for them: long, any characters, compared with what attackers try first, never truncated.
 *
 * @see NIST SP 800-63B-4, section 3.1.1.2
 */
export function createPasswords(options: PasswordOptions = {}): Passwords {
  const { parameters = ARGON2_PARAMETERS, concurrency = usualConcurrency(), queue = 64 } = options
  const limit = createLimiter({
    concurrency,
    queue,
    refusal: () =>
      new WardkitError('ERR_OVERLOADED', 'too many passwords wait to be hashed', { help: 'try again in a moment' }),
  })
  const decoy = createDecoyHash(parameters)

  return {
    async findProblem(password, about, rules) {
      if (!password.isWellFormed()) return 'has half a surrogate pair'
      const normal = password.normalize('NFC')
      const length = Array.from(normal).length
      if (length < rules.minimumLength) return `needs at least ${rules.minimumLength} characters`
      if (length > MAX_PASSWORD_LENGTH) return `has more than ${MAX_PASSWORD_LENGTH} characters`
      const missing = CLASSES.find(([name, pattern]) => countOf(normal, pattern) < rules[name])
      if (missing !== undefined) return `needs at least ${rules[missing[0]]} ${missing[2]}`
      if (isGuessable(normal, about) || (await isCommonPassword(normal)))
        return 'is among the first that an attacker would try'
      return undefined
    },

    hash(password) {
      // The library's default algorithm is argon2id.
      const argon2Options = {
        memoryCost: parameters.memoryKib,
        timeCost: parameters.passes,
        parallelism: parameters.lanes,
        outputLen: HASH_BYTES,
      }
      return limit(() => hash(password.normalize('NFC'), argon2Options))
    },

    async verify(password, stored) {
      // What `findProblem` refuses was never stored. It costs the same work as any other wrong password.
      const possible = password.length <= LONGEST_INPUT && password.isWellFormed()
      const candidate = possible ? password.normalize('NFC') : ''
      const matches = await limit(() => verify(stored ?? decoy, candidate))
      return {
        matches: matches && possible && stored !== undefined,
        outdated: stored !== undefined && isOutdated(stored, parameters),
      }
    },
  }
}

/** A hash that no password has (but by a chance of 2^-256), verified at the price of a real one with these parameters. */
export function createDecoyHash({ memoryKib, passes, lanes }: Argon2Parameters): string {
  const encode = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${encode(SALT_BYTES)}$${encode(HASH_BYTES)}`
}

const CLASSES = [
  ['minimumDigits', /\p{Nd}/gu, 'digits'],
  ['minimumUpperCase', /\p{Lu}/gu, 'upper-case letters'],
  ['minimumLowerCase', /\p{Ll}/gu, 'lower-case letters'],
  ['minimumSymbols', /[^\p{L}\p{M}\p{Nd}]/gu, 'characters that are neither letters nor digits'],
] as const satisfies readonly (readonly [keyof PasswordPolicy, RegExp, string])[]

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** What anybody knows of a person, and so may not be all there is to the password. */
export function wordsOf(email: string, name: string): readonly string[] {
  return [email, ...email.split('@'), name, ...name.split(' ')].filter((word) => word !== '')
}

function usualConcurrency(): number {
  const size = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4)
  const half = Math.floor((Number.isInteger(size) ? size : 4) / 2)
  return Math.max(1, Math.min(half, availableParallelism() - 1))
}

function isOutdated(stored: string, { memoryKib, passes, lanes }: Argon2Parameters): boolean {
  const made = parseOptions(stored)
  return (
    !stored.startsWith('$argon2id$') ||
    made.memoryCost !== memoryKib ||
    made.timeCost !== passes ||
    made.parallelism !== lanes ||
    made.outputLen !== HASH_BYTES
  )
}
