import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ACCOUNT_OPTIONS, readAccountOptions, type AccountOptions, type AccountSettings } from './account-options.ts'
import { readAccessLogOptions, type AccessLogOptions, type AccessLogSettings } from './audit/access-log-options.ts'
import { WardkitError } from './errors/index.ts'
import type { WardkitEvent } from './http/events.ts'
import type { SigningKey, Store } from './identity/identity-store.ts'
import type { LoadGraphQLServiceInput } from './graphql/load-graphql-service-input.ts'
import { readTenantLimits, type TenantLimits } from './identity/tenant-limits.ts'
import { isOwnResourceType } from './identity/own-resources.ts'
import type { LoadServiceInput } from './openapi/load-service.ts'
import { readSsoOptions, type SsoOptions, type SsoSettings } from './sso-options.ts'
import type { TelemetryMode } from './telemetry/telemetry-mode.ts'
import { DEFAULT_GLOBAL_ROLES, type GlobalPolicy, type GlobalRole } from './tenancy/globals.ts'
import type { ResourceLoader } from './tenancy/resource-lookups.ts'
import { systemClock, type Clock } from './util/clock.ts'
import type { UpstreamIssuer } from './sso/upstream-issuer.ts'
import { readUpstreamIssuers, type UpstreamIssuerOptions } from './upstream-options.ts'
import { assertKnownOptions } from './util/known-options.ts'
import { assertNodeVersion } from './util/node-version.ts'

/** What `createWardkit` takes. Everything has a default; an unknown option is an error. */
export interface WardkitOptions extends AccountOptions {
  /**
   * The API: the path of an OpenAPI 3.0 or 3.1 document, or more about it, or several services. By default `WARDKIT_OPENAPI`, else
   * `openapi.yaml`, `openapi.yml` or `openapi.json` in the working directory.
   */
  readonly openapi?: string | LoadServiceInput | readonly (string | LoadServiceInput)[]
  /**
   * OpenAPI documents of services that other processes serve on the same store. Policies here may name their operations before those processes have
   * started; nothing of them is guarded here.
   */
  readonly otherServices?: readonly (string | LoadServiceInput)[]
  /**
   * A GraphQL API: the path of its schema in SDL, or more about it, or several. It needs the package `graphql`. With it, and no document in the working
   * directory, `openapi` may be absent.
   */
  readonly graphql?: string | LoadGraphQLServiceInput | readonly (string | LoadGraphQLServiceInput)[]
  /** Where everything is kept: `sqlite:` and a path. By default `WARDKIT_DATABASE_URL`, else `sqlite:./wardkit.db`. */
  readonly database?: string
  /** A store of your own, instead of `database`. It is closed with the instance. */
  readonly store?: Store
  /** The public URL of the server, the issuer of its tokens. By default `WARDKIT_URL`, else `http://localhost:3000`. */
  readonly url?: string
  /** 32 bytes or more; several, separated by commas, while one replaces another. By default `WARDKIT_SECRET`. */
  readonly secret?: string
  /** Policies of every tenant at once. */
  readonly globalPolicies?: readonly GlobalPolicy[]
  /** Policy templates, from which links are made: YAML or JSON text of each. */
  readonly templates?: readonly string[]
  /** Roles that every tenant may assign, by id. `admin` and `member` are there already and may be replaced. */
  readonly globalRoles?: Readonly<Record<string, GlobalRole>>
  /** Where the application tells of its own resources, by type; a type that is not here is looked up among the registered ones. */
  readonly resources?: Readonly<Record<string, ResourceLoader>>
  /** How single sign-on reaches the identity providers and domains of tenants. */
  readonly sso?: SsoOptions
  /** Identity providers of your own, whose tokens are taken as ours are. */
  readonly upstreamIssuers?: readonly UpstreamIssuerOptions[]
  /** How many roles may be assumed one through the other, from 1, by default, to 5; 1: none through an assumed one. */
  readonly maxRoleChain?: number
  /** How access tokens are signed; ES256 by default. */
  readonly signingAlgorithm?: SigningKey['algorithm']
  /** How long an access token is good, in seconds; 900 by default and at most. */
  readonly accessTokenSeconds?: number
  /** How long a server that lost its store goes on deciding from what it has, in seconds; 60 by default. */
  readonly maxStalenessSeconds?: number
  /** How many tenants are kept compiled in memory; 10,000 by default. */
  readonly maxTenants?: number
  /** How many registered resources are kept in memory; 100,000 by default. */
  readonly maxResources?: number
  /** How many answers to "which links are there?" are kept in memory; 100,000 by default. */
  readonly maxLinkLookups?: number
  /** How much there may be of what each tenant's own people make. */
  readonly limits?: Partial<TenantLimits>
  /** How decisions are recorded; by default in a file of their own beside the database. False: not at all. */
  readonly accessLog?: AccessLogOptions | false
  /**
   * What the application's OpenTelemetry hears of decisions, where it has registered a provider before the start: `anonymous`, by default,
   * no ids of tenants, principals and resources; `identified` has them in spans, never in metrics; `off` nothing.
   */
  readonly telemetry?: TelemetryMode
  /** Told of everything worth a log line. By default warnings and failures go to the console. */
  readonly onEvent?: (event: WardkitEvent) => void
  /** Milliseconds since 1970; for tests. */
  readonly clock?: Clock
}

/** Options with every default in place, and what can be checked at once checked. */
export interface ResolvedOptions {
  readonly openapi: readonly LoadServiceInput[]
  readonly otherServices: readonly LoadServiceInput[]
  readonly graphql: readonly LoadGraphQLServiceInput[]
  readonly store: Store | { readonly file: string }
  readonly url: string
  readonly secret: string | undefined
  readonly production: boolean
  readonly globalPolicies: readonly GlobalPolicy[]
  readonly templates: readonly string[]
  readonly globalRoles: ReadonlyMap<string, GlobalRole>
  readonly resources: ReadonlyMap<string, ResourceLoader>
  readonly signingAlgorithm: SigningKey['algorithm']
  readonly maxRoleChain: number
  readonly accessTokenSeconds: number
  readonly maxStalenessSeconds: number
  readonly maxTenants: number
  readonly maxResources: number
  readonly maxLinkLookups: number
  readonly limits: TenantLimits
  readonly accounts: AccountSettings
  readonly sso: SsoSettings
  readonly upstreamIssuers: readonly UpstreamIssuer[]
  /** Null: none is kept. */
  readonly accessLog: AccessLogSettings | null
  readonly telemetry: TelemetryMode
  readonly onEvent: ((event: WardkitEvent) => void) | undefined
  readonly clock: Clock
}

const OPTION_NAMES = [
  'openapi',
  'otherServices',
  'graphql',
  'database',
  'store',
  'url',
  'secret',
  'globalPolicies',
  'templates',
  'globalRoles',
  'resources',
  'sso',
  'upstreamIssuers',
  'signingAlgorithm',
  'maxRoleChain',
  'accessTokenSeconds',
  'maxStalenessSeconds',
  'maxTenants',
  'maxResources',
  'maxLinkLookups',
  'limits',
  'accessLog',
  'telemetry',
  'onEvent',
  ...ACCOUNT_OPTIONS,
  'clock',
] as const satisfies readonly (keyof WardkitOptions)[]

const DEFAULT_DOCUMENTS = ['openapi.yaml', 'openapi.yml', 'openapi.json']
const MAX_ACCESS_TOKEN_SECONDS = 900

/**
 * Reads the options and the environment.
 *
 * @throws TypeError for an option that is unknown or of the wrong kind
 * @throws WardkitError `ERR_CONFIGURATION` for a file, URL or Node version that will not do
 */
export function resolveOptions(options: WardkitOptions, env: NodeJS.ProcessEnv = process.env): ResolvedOptions {
  assertNodeVersion()
  assertKnownOptions('createWardkit()', options, OPTION_NAMES)
  const url = readUrl(options.url ?? env['WARDKIT_URL'] ?? 'http://localhost:3000')
  const production = env['NODE_ENV'] === 'production'
  return {
    openapi: readOpenapi(options, env),
    otherServices: (options.otherServices ?? []).map((input) => readDocument('otherServices', input)),
    graphql: toList(options.graphql).map((input) => (typeof input === 'string' ? { file: input } : input)),
    store: options.store ?? {
      file: readDatabase(options.database, env),
    },
    url,
    accounts: readAccountOptions(options, { url, production }),
    sso: readSsoOptions(options.sso ?? {}, { url, production }),
    upstreamIssuers: readUpstreamIssuers(options.upstreamIssuers ?? [], { url, production }),
    secret: options.secret ?? env['WARDKIT_SECRET'],
    production,
    globalPolicies: options.globalPolicies ?? [],
    templates: readTemplates(options.templates ?? []),
    globalRoles: new Map(Object.entries({ ...DEFAULT_GLOBAL_ROLES, ...options.globalRoles })),
    resources: readLoaders(options.resources ?? {}),
    signingAlgorithm: readAlgorithm(options.signingAlgorithm ?? 'ES256'),
    maxRoleChain: readWhole('maxRoleChain', options.maxRoleChain ?? 1, 1, 5),
    accessTokenSeconds: readNumber(
      'accessTokenSeconds',
      options.accessTokenSeconds ?? MAX_ACCESS_TOKEN_SECONDS,
      1,
      MAX_ACCESS_TOKEN_SECONDS,
    ),
    maxStalenessSeconds: readNumber('maxStalenessSeconds', options.maxStalenessSeconds ?? 60, 0, 86_400),
    maxTenants: readNumber('maxTenants', options.maxTenants ?? 10_000, 1, 10_000_000),
    maxResources: readNumber('maxResources', options.maxResources ?? 100_000, 1, 100_000_000),
    maxLinkLookups: readNumber('maxLinkLookups', options.maxLinkLookups ?? 100_000, 1, 100_000_000),
    limits: readTenantLimits(options.limits ?? {}),
    accessLog: readAccessLogOptions(options.accessLog ?? {}),
    telemetry: readTelemetry(options.telemetry ?? 'anonymous'),
    onEvent: options.onEvent,
    clock: options.clock ?? systemClock,
  }
}

function readOpenapi({ openapi: given, graphql }: WardkitOptions, env: NodeJS.ProcessEnv): LoadServiceInput[] {
  const inputs = given === undefined ? findDocuments(graphql === undefined, env) : toList(given)
  if (inputs.length === 0 && graphql === undefined)
    throw new TypeError('`openapi` of createWardkit() names no document: give the path of at least one')
  return inputs.map((input) => readDocument('openapi', input))
}

function readDocument(option: 'openapi' | 'otherServices', input: string | LoadServiceInput): LoadServiceInput {
  const service = typeof input === 'string' ? { file: input } : input
  if (service.file === undefined || existsSync(service.file)) return service
  const orVariable = option === 'openapi' ? ', or WARDKIT_OPENAPI,' : ''
  throw new WardkitError('ERR_CONFIGURATION', `there is no OpenAPI document at \`${resolve(service.file)}\``, {
    help: `set \`${option}\` of createWardkit()${orVariable} to the path of your document`,
  })
}

function toList<T extends object | string>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly T[]) : [value as T]
}

/** The OpenAPI document that is used when none is named: `WARDKIT_OPENAPI`, else `openapi.yaml`, `.yml` or `.json` in the working directory. */
export function findDefaultDocument(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['WARDKIT_OPENAPI']
  return named !== undefined && named !== '' ? named : DEFAULT_DOCUMENTS.find((file) => existsSync(file))
}

function findDocuments(required: boolean, env: NodeJS.ProcessEnv): readonly string[] {
  const found = findDefaultDocument(env)
  if (found !== undefined) return [found]
  if (!required) return []
  throw new WardkitError(
    'ERR_CONFIGURATION',
    `there is no ${DEFAULT_DOCUMENTS.map((file) => `\`${file}\``).join(', ')} in \`${process.cwd()}\``,
    {
      help: 'set `openapi` of createWardkit(), or WARDKIT_OPENAPI, to the path of your document',
    },
  )
}

/**
 * The file of the database: the one named, else that of `WARDKIT_DATABASE_URL`, else `./wardkit.db`.
 *
 * @throws WardkitError `ERR_CONFIGURATION`
 */
export function readDatabase(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  const url = named ?? env['WARDKIT_DATABASE_URL'] ?? 'sqlite:./wardkit.db'
  if (url.startsWith('postgres:') || url.startsWith('postgresql:')) {
    throw new WardkitError('ERR_CONFIGURATION', 'this version keeps its data in SQLite only', {
      help: 'set `database`, or WARDKIT_DATABASE_URL, to `sqlite:` and a path',
    })
  }
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : ''
  if (file === '') {
    // The URL itself may hold a password, so only its scheme is repeated.
    throw new WardkitError(
      'ERR_CONFIGURATION',
      `\`database\` must be \`sqlite:\` and a path, not \`${/^[a-z0-9+.-]*:?/i.exec(url)?.[0] ?? ''}…\``,
      {
        help: 'for example `sqlite:./wardkit.db`',
      },
    )
  }
  if (file !== ':memory:' && !existsSync(dirname(resolve(file)))) {
    throw new WardkitError('ERR_CONFIGURATION', `the folder of the database \`${resolve(file)}\` does not exist`, {
      help: 'make the folder, or name another in `database`',
    })
  }
  return file
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    url === undefined ||
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    throw new WardkitError('ERR_CONFIGURATION', '`url` must be an http or https URL without query, fragment or user', {
      help: 'set `url` of createWardkit(), or WARDKIT_URL, to where people reach your server, for example `https://app.example.com`',
    })
  }
  return url.href.replace(/\/$/, '')
}

function readTemplates(templates: readonly string[]): readonly string[] {
  if (Array.isArray(templates) && templates.every((template) => typeof template === 'string')) return templates
  throw new TypeError('`templates` of createWardkit() must be a list of texts, one for each policy template')
}

function readLoaders(loaders: Readonly<Record<string, ResourceLoader>>): ReadonlyMap<string, ResourceLoader> {
  const entries = Object.entries(loaders)
  const own = entries.find(([type]) => isOwnResourceType(type))
  if (own !== undefined) {
    throw new TypeError(`\`resources.${own[0]}\` of createWardkit(): types that begin \`wardkit:\` are Wardkit's own`)
  }
  const wrong = entries.find(([, loader]) => typeof loader !== 'function')
  if (wrong !== undefined) throw new TypeError(`\`resources.${wrong[0]}\` of createWardkit() must be a function`)
  return new Map(entries)
}

function readAlgorithm(algorithm: SigningKey['algorithm']): SigningKey['algorithm'] {
  if (algorithm === 'ES256' || algorithm === 'RS256' || algorithm === 'EdDSA') return algorithm
  throw new TypeError(
    `\`signingAlgorithm\` of createWardkit() must be \`ES256\`, \`RS256\` or \`EdDSA\`, not \`${String(algorithm)}\``,
  )
}

function readTelemetry(mode: TelemetryMode): TelemetryMode {
  if (mode === 'off' || mode === 'anonymous' || mode === 'identified') return mode
  throw new TypeError(
    `\`telemetry\` of createWardkit() must be \`off\`, \`anonymous\` or \`identified\`, not \`${String(mode)}\``,
  )
}

function readNumber(name: string, value: number, least: number, most: number): number {
  if (typeof value === 'number' && value >= least && value <= most) return value
  throw new TypeError(
    `\`${name}\` of createWardkit() must be a number from ${least} to ${most}, not \`${String(value)}\``,
  )
}

function readWhole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value)) return readNumber(name, value, least, most)
  throw new TypeError(`\`${name}\` of createWardkit() must be a whole number, not \`${String(value)}\``)
}
