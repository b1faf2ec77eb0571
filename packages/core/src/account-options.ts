import { WardkitError } from './errors/index.ts'
import type { LinkPages } from './identity/accounts.ts'
import { brandingInput, NO_BRANDING, type Branding } from './identity/branding.ts'
import { describeIssues } from './identity/read-input.ts'
import type { RateLimits } from './identity/attempt-limits.ts'
import type { MailTemplates, SendMail } from './identity/mail-message.ts'
import { DEFAULT_TEMPLATES } from './identity/mail-templates.ts'
import { createSendMail, type MailOptions } from './identity/mail-transport.ts'
import type { RelyingParty } from './identity/passkey-ceremonies.ts'
import type { PasswordPolicy } from './identity/passwords.ts'
import type { SessionLimits } from './identity/sessions.ts'
import { assertKnownOptions } from './util/known-options.ts'

/** What `createWardkit` takes about accounts: how people sign up, log in and get mail. */
export interface AccountOptions {
  /**
   * How mail is sent. Without it, in development, mail waits to be looked at, at `/wardkit/outbox`; in production it waits until there is a
   * transport, for two days.
   */
  readonly mail?: MailOptions
  /** The paths of your own pages that links in mails lead to: by default `/sign-up`, `/reset-password`, `/confirm-email`, `/accept-invitation`. */
  readonly pages?: Partial<LinkPages>
  /** What new passwords must be; by default at least 15 characters that are hard to guess. */
  readonly passwordPolicy?: PasswordPolicy
  /** How long logins last; by default 30 minutes unused, and 12 hours at most. */
  readonly sessions?: Partial<SessionLimits>
  /** What people see of who runs the application, wherever a tenant shows nothing of its own; the display name is that of mails by default. */
  readonly branding?: Partial<Branding>
  /** How often anybody may try. */
  readonly rateLimits?: RateLimits
  /**
   * Where passkeys may be used; by default on the pages of `url`. One that was made for one `rpId` is of no use with another: choose it before people make
   * theirs.
   */
  readonly passkeys?: PasskeyOptions
  /** How many proxies of your own stand in front and append to `X-Forwarded-For`; 0 by default: the header is not believed. */
  readonly trustedProxyHops?: number
}

/** Where passkeys may be used. */
export interface PasskeyOptions {
  /** The host of `url`, or a domain above it whose other hosts are to take them too: `example.com` of `https://app.example.com`. */
  readonly rpId?: string
  /** Further origins whose pages may use them, all of them hosts of `rpId`. */
  readonly origins?: readonly string[]
}

/** Account options with every default in place. */
export interface AccountSettings {
  readonly from: string
  readonly productName: string
  readonly templates: MailTemplates
  /** Undefined: mail waits to be looked at. */
  readonly send: SendMail | undefined
  /** Absolute URLs. */
  readonly pages: LinkPages
  readonly passwordPolicy: PasswordPolicy
  readonly sessions: SessionLimits
  readonly branding: Branding
  readonly rateLimits: RateLimits
  readonly passkeys: Omit<RelyingParty, 'name'>
  readonly trustedProxyHops: number
}

/** The names of `AccountOptions`. */
export const ACCOUNT_OPTIONS = [
  'mail',
  'pages',
  'passwordPolicy',
  'sessions',
  'branding',
  'rateLimits',
  'passkeys',
  'trustedProxyHops',
] as const satisfies readonly (keyof AccountOptions)[]

const PAGES: LinkPages = {
  signUp: '/sign-up',
  passwordReset: '/reset-password',
  emailChange: '/confirm-email',
  invitation: '/accept-invitation',
}
const LIMITS: SessionLimits = { idleSeconds: 30 * 60, absoluteSeconds: 12 * 60 * 60 }
const POLICY = [
  'minimumLength',
  'minimumDigits',
  'minimumUpperCase',
  'minimumLowerCase',
  'minimumSymbols',
] as const satisfies readonly (keyof PasswordPolicy)[]
const RATES = [
  'loginsPerAddress',
  'loginsPerAccountAndAddress',
  'loginsPerAccount',
  'requestsPerAddress',
  'mailsPerEmail',
  'invitationsPerTenant',
  'factorsPerAccount',
  'createLimiter',
] as const satisfies readonly (keyof RateLimits)[]

/**
 * Reads the account options.
 *
 * @param url the public URL
 * @throws TypeError naming the option, what was expected and what came
 */
export function readAccountOptions(
  options: AccountOptions,
  { url, production }: { readonly url: string; readonly production: boolean },
): AccountSettings {
  const { mail, passwordPolicy = {}, rateLimits = {}, trustedProxyHops = 0 } = options
  const { host } = new URL(url)
  if (mail !== undefined) {
    assertKnownOptions('`mail` of createWardkit()', mail, ['from', 'transport', 'templates', 'productName'])
    if (typeof mail.from !== 'string' || !mail.from.includes('@') || /[\r\n]/.test(mail.from))
      throw new TypeError('`mail.from` of createWardkit() must be an address such as `EHR <no-reply@example.com>`')
    assertKnownOptions('`mail.templates` of createWardkit()', mail.templates ?? {}, Object.keys(DEFAULT_TEMPLATES))
  }
  assertKnownOptions('`passwordPolicy` of createWardkit()', passwordPolicy, POLICY)
  assertKnownOptions('`rateLimits` of createWardkit()', rateLimits, RATES)
  if (!Number.isInteger(trustedProxyHops) || trustedProxyHops < 0 || trustedProxyHops > 10)
    throw new TypeError(`\`trustedProxyHops\` of createWardkit() must be a whole number from 0 to 10`)
  return {
    from: mail?.from ?? `no-reply@${host.split(':')[0] ?? 'localhost'}`,
    productName: mail?.productName ?? host,
    templates: { ...DEFAULT_TEMPLATES, ...mail?.templates },
    send: mail === undefined ? (production ? noTransport : undefined) : createSendMail(mail.transport),
    pages: readPages(options.pages ?? {}, url),
    passwordPolicy,
    sessions: readLimits(options.sessions ?? {}),
    branding: readBranding(options.branding ?? {}, mail?.productName ?? host),
    rateLimits,
    passkeys: readPasskeys(options.passkeys ?? {}, url),
    trustedProxyHops,
  }
}

function readPasskeys({ rpId, origins = [], ...rest }: PasskeyOptions, url: string): AccountSettings['passkeys'] {
  assertKnownOptions('`passkeys` of createWardkit()', { rpId, origins, ...rest }, ['rpId', 'origins'])
  const { hostname, origin } = new URL(url)
  const id = rpId ?? hostname
  const isOf = (host: string) => host === id || host.endsWith(`.${id}`)
  // A browser would refuse it; better here than at the first passkey.
  if (typeof id !== 'string' || id === '' || !isOf(hostname))
    throw new TypeError('`passkeys.rpId` of createWardkit() must be the host of `url`, or a domain above it')
  for (const other of origins) {
    const parsed = URL.canParse(other) ? new URL(other) : undefined
    if (parsed?.origin !== other || !isOf(parsed.hostname))
      throw new TypeError(`\`passkeys.origins\` of createWardkit() must be origins of hosts of \`${id}\``)
  }
  return { id, origins: [origin, ...origins] }
}

const noTransport: SendMail = () =>
  Promise.reject(
    new WardkitError('ERR_CONFIGURATION', 'no mail transport is configured', {
      help: 'set `mail` of createWardkit(); what waits is then sent',
    }),
  )

function readPages(pages: Partial<LinkPages>, url: string): LinkPages {
  assertKnownOptions('`pages` of createWardkit()', pages, Object.keys(PAGES))
  // Links lead to the configured URL, never to where a request says it came from.
  const read = (name: keyof LinkPages) => {
    const path = pages[name] ?? PAGES[name]
    const page = URL.canParse(path, url) ? new URL(path, url) : undefined
    if (typeof path === 'string' && path.startsWith('/') && page?.origin === new URL(url).origin && page.hash === '')
      return page.href
    throw new TypeError(`\`pages.${name}\` of createWardkit() must be a path such as \`${PAGES[name]}\``)
  }
  return {
    signUp: read('signUp'),
    passwordReset: read('passwordReset'),
    emailChange: read('emailChange'),
    invitation: read('invitation'),
  }
}

function readBranding(branding: Partial<Branding>, productName: string): Branding {
  assertKnownOptions('`branding` of createWardkit()', branding, Object.keys(NO_BRANDING))
  const read = brandingInput.safeParse(branding)
  if (read.success) return { ...NO_BRANDING, displayName: productName, ...read.data }
  throw new TypeError(`\`branding\` of createWardkit(): ${describeIssues(read.error)}`)
}

const YEAR_SECONDS = 366 * 24 * 60 * 60

function readLimits(limits: Partial<SessionLimits>): SessionLimits {
  assertKnownOptions('`sessions` of createWardkit()', limits, Object.keys(LIMITS))
  const read = (name: keyof SessionLimits) => {
    const seconds = limits[name] ?? LIMITS[name]
    if (Number.isInteger(seconds) && seconds >= 60 && seconds <= YEAR_SECONDS) return seconds
    throw new TypeError(`\`sessions.${name}\` of createWardkit() must be a whole number from 60 to ${YEAR_SECONDS}`)
  }
  return { idleSeconds: read('idleSeconds'), absoluteSeconds: read('absoluteSeconds') }
}
