import { z } from 'zod'
import { describeIssues } from './identity/read-input.ts'
import type { SsoRule, SsoTagRule } from './identity/sso-store.ts'
import { mappingInput } from './sso/mappings.ts'
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './sso/signature-algorithms.ts'
import type { UpstreamIssuer, UpstreamTenant } from './sso/upstream-issuer.ts'
import { assertKnownOptions } from './util/known-options.ts'

/** An identity provider of your own, whose tokens say who calls. */
export interface UpstreamIssuerOptions {
  /** Its name, exactly as its tokens have it in `iss`: an https URL. In development http on this machine will do, here and below. */
  readonly issuer: string
  /** Whom its tokens must be for: the name of your API there, in `aud`. */
  readonly audience: string
  /** Whom a token may name beside; by default nobody: who else a token is for could use it here. */
  readonly otherAudiences?: readonly string[]
  /** Where its keys are. By default its discovery document says, at the issuer's `/.well-known/openid-configuration`. */
  readonly jwksUrl?: string
  /** How its tokens may be signed; by default by whichever asymmetric algorithm its keys are for. */
  readonly algorithms?: readonly SignatureAlgorithm[]
  /** The types of token that are taken, as in `typ`; `['at+jwt']` by default. `JWT`, or `none` for tokens without one, is for providers that write no better. */
  readonly tokenTypes?: readonly string[]
  /** What its tokens must say besides, exactly: `{ token_use: 'access' }`. */
  readonly requiredClaims?: Readonly<Record<string, string | number | boolean>>
  /** The tenant of its people: one, or the one that a claim names by id or slug. */
  readonly tenant: UpstreamTenant
  /** A claim that names roles by their ids. What is no role of the tenant's is passed over. Dots lead into objects. */
  readonly rolesClaim?: string
  /** How claims become roles and tags, as in the mapping of a connection. */
  readonly mapping?: UpstreamMapping
  /** How long after it was issued a token is good at most, in seconds; a day by default. */
  readonly maxTokenAgeSeconds?: number
  /** How long keys are used that cannot be fetched anew, in seconds; an hour by default. */
  readonly maxKeyAgeSeconds?: number
}

/** How claims become roles and tags. */
export interface UpstreamMapping {
  readonly rules?: readonly SsoRule[]
  readonly tagRules?: readonly SsoTagRule[]
  /** For whom neither a rule nor the roles claim gives a role. */
  readonly defaultRole?: string
}

const OPTIONS = [
  ...(['issuer', 'audience', 'otherAudiences', 'jwksUrl', 'algorithms', 'tokenTypes', 'requiredClaims'] as const),
  ...(['tenant', 'rolesClaim', 'mapping', 'maxTokenAgeSeconds', 'maxKeyAgeSeconds'] as const),
] as const satisfies readonly (keyof UpstreamIssuerOptions)[]

const name = z.string().min(1).max(255)

const Tenant = z.union(
  [
    z.strictObject({ id: name }),
    z.strictObject({ slug: name }),
    z.strictObject({ idClaim: name }),
    z.strictObject({ slugClaim: name }),
  ],
  'needs one of `id`, `slug`, `idClaim`, `slugClaim`',
)

const Options = z.strictObject({
  issuer: z.string().min(1).max(200),
  audience: name,
  otherAudiences: z.array(name).default([]),
  jwksUrl: z.string().optional(),
  algorithms: z
    .array(z.enum(SIGNATURE_ALGORITHMS))
    .min(1)
    .default([...SIGNATURE_ALGORITHMS]),
  tokenTypes: z.array(name).min(1).default(['at+jwt']),
  requiredClaims: z.record(name, z.union([z.string(), z.number(), z.boolean()])).default({}),
  tenant: Tenant,
  rolesClaim: name.optional(),
  mapping: mappingInput.omit({ mode: true }).extend({ defaultRole: name }).partial().default({}),
  maxTokenAgeSeconds: z
    .int()
    .min(60)
    .max(30 * 86_400)
    .default(86_400),
  maxKeyAgeSeconds: z.int().min(60).max(86_400).default(3_600),
})

/**
 * Reads the issuers, with every default in place.
 *
 * @throws TypeError naming the issuer and what is wrong with it
 */
export function readUpstreamIssuers(
  given: readonly UpstreamIssuerOptions[],
  { url, production }: { readonly url: string; readonly production: boolean },
): readonly UpstreamIssuer[] {
  if (!Array.isArray(given)) throw new TypeError('`upstreamIssuers` of createWardkit() must be a list of issuers')
  const issuers = given.map((options: UpstreamIssuerOptions, index) => readIssuer(options, index, production))
  const names = [url, ...issuers.map(({ issuer }) => issuer)]
  const twice = names.find((issuer, index) => names.indexOf(issuer) < index)
  if (twice === undefined) return issuers
  throw new TypeError(
    twice === url
      ? '`upstreamIssuers` of createWardkit() names the application itself: its own tokens are taken anyway'
      : `\`upstreamIssuers\` of createWardkit() has \`${twice}\` twice`,
  )
}

function readIssuer(options: UpstreamIssuerOptions, index: number, production: boolean): UpstreamIssuer {
  const place = `upstreamIssuers[${index}]`
  assertKnownOptions(`\`${place}\` of createWardkit()`, options, OPTIONS)
  const result = Options.safeParse(options)
  if (!result.success) throw new TypeError(`\`${place}\` of createWardkit(): ${describeIssues(result.error)}`)
  const { requiredClaims, tokenTypes, jwksUrl, rolesClaim, mapping, ...read } = result.data
  assertUrl(`${place}.issuer`, read.issuer, production)
  if (jwksUrl !== undefined) assertUrl(`${place}.jwksUrl`, jwksUrl, production)
  const { rules = [], tagRules = [], defaultRole = null } = mapping
  if (rolesClaim === undefined && rules.length === 0 && defaultRole === null) {
    throw new TypeError(
      `\`${place}\` of createWardkit() gives nobody a role: set \`rolesClaim\`, or \`mapping.rules\` or \`mapping.defaultRole\``,
    )
  }
  return {
    ...read,
    jwksUrl,
    discoveryUrl: `${read.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    tokenTypes: new Set(tokenTypes.map((type) => type.toLowerCase().replace(/^application\//, ''))),
    requiredClaims: new Map(Object.entries(requiredClaims)),
    rolesClaim,
    mapping: { rules, tagRules, defaultRole, mode: 'authoritative' },
  }
}

/** @throws TypeError */
function assertUrl(option: string, text: string, production: boolean): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHere = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const isSafe = url?.protocol === 'https:' || (isHere && !production)
  // Tokens name an issuer without them, and principals are named by issuer, `#` and subject.
  const isPlain = url?.username === '' && url.password === '' && !text.includes('#')
  if (isSafe && isPlain) return
  throw new TypeError(
    `\`${option}\` of createWardkit() must be an https URL without user and fragment; in development http on this machine will do`,
  )
}
