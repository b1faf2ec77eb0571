import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Administration } from '../identity/administration.ts'
import type { AuditAction } from '../identity/audit-action.ts'
import type { AuditDetails } from '../identity/audit-entry.ts'
import { createId } from '../identity/identifiers.ts'
import type { Page, StoreWriter } from '../identity/identity-store.ts'
import { CONNECTION_SOURCE } from '../identity/role-grant-store.ts'
import { displayName, identifier, readInput, version } from '../identity/read-input.ts'
import type { Revised } from '../identity/revised.ts'
import type { Secret } from '../identity/secret.ts'
import type { SsoConnection, SsoMapping } from '../identity/sso-store.ts'
import { isStorableText } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'

/** The identity providers of tenants: each a draft first, tested by a login, then active. */
export interface Connections {
  /** @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`, `ERR_FORBIDDEN` for who does not hold `admin` */
  create(input: ConnectionInput): Promise<Revised<ConnectionInfo>>
  /**
   * Changes a connection. Another provider, client, secret or scope makes it a draft again, and what began before is dead.
   * @throws WardkitError as `create`; `ERR_CONFLICT` when `expectedVersion` is not the connection's, or while SSO is enforced and no other is active
   */
  update(input: ConnectionChange): Promise<Revised<ConnectionInfo>>
  /** Lets people log in by a connection that was tested. @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` for one that was not */
  activate(input: ConnectionName): Promise<Revised<ConnectionInfo>>
  /** Ends logins by a connection; sessions go on. @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` while SSO is enforced and no other is active */
  deactivate(input: ConnectionName): Promise<Revised<ConnectionInfo>>
  /** Deletes a connection, ends its sessions, and takes back the roles that it granted. @throws WardkitError as `deactivate` */
  remove(input: ConnectionName): Promise<{ readonly revision: number }>
  find(input: ConnectionName): Promise<ConnectionInfo | undefined>
  list(tenant: string, page?: Page): Promise<readonly ConnectionInfo[]>
}

/** What may be shown of a connection. */
export type ConnectionInfo = Omit<SsoConnection, 'wrappedSecret'>

export interface ConnectionName {
  readonly tenant: string
  readonly id: string
}

export interface ConnectionInput {
  readonly tenant: string
  readonly name: string
  /** The provider's discovery URL, which ends in `/.well-known/openid-configuration`, or its issuer. */
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** `openid` is always asked for; by default `openid`, `email`, `profile`. */
  readonly scopes?: readonly string[]
}

export interface ConnectionChange extends ConnectionName {
  readonly name?: string
  readonly discoveryUrl?: string
  readonly clientId?: string
  readonly clientSecret?: string
  readonly scopes?: readonly string[]
  readonly expectedVersion?: number
}

export interface ConnectionsOptions {
  readonly administration: Administration
  readonly secret: Pick<Secret, 'wrap'>
  /** Whether a provider on this very machine may be named, over http. */
  readonly allowLoopback: boolean
  readonly clock: Clock
}

/** What discovery documents are found at, below the issuer. */
export const DISCOVERY_PATH = '/.well-known/openid-configuration'

const DEFAULT_SCOPES = ['openid', 'email', 'profile']

const NO_MAPPING: SsoMapping = { rules: [], tagRules: [], defaultRole: null, mode: 'authoritative' }

const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => isStorableText(text) && !/[\p{Cc}\p{Z}]/u.test(text), 'must be text without spaces')

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Fields = z.strictObject({
  name: displayName,
  discoveryUrl: line(2_048),
  clientId: line(512),
  clientSecret: z.string().min(1).max(2_048).refine(isStorableText, 'must not hold NUL or half a surrogate pair'),
  // RFC 6749, section 3.3.
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'needs a scope'))
    .max(30)
    .optional(),
})
const Input = Fields.extend({ tenant: identifier })
const Change = Fields.partial().extend({ ...Name.shape, expectedVersion: version.optional() })

/** What a connection is identified by in the context of its wrapped secret. */
export function secretContext(connection: string) {
  return { purpose: 'client-secret', id: connection } as const
}

/** The connections of one store, as one actor reaches them. */
export function createConnections({ administration, secret, allowLoopback, clock }: ConnectionsOptions): Connections {
  const { write } = administration

  async function change(
    action: AuditAction,
    input: ConnectionName,
    expectedVersion: number | undefined,
    toChange: (before: SsoConnection) => Partial<SsoConnection>,
  ): Promise<Revised<ConnectionInfo>> {
    const { tenant, id } = input
    const details = ({ before, after }: Record<'before' | 'after', SsoConnection>): AuditDetails => ({
      before: describe(before),
      after: describe(after),
    })
    const { value, revision } = await write({ ...changeOf(action, tenant, id), details }, async (writer) => {
      const before = await getConnection(writer, input)
      const after = await writer.tenant(tenant).updateConnection(id, toChange(before), expectedVersion, clock())
      await assertWayInLeft(writer, tenant)
      return { before, after }
    })
    return { ...toInfo(value.after), revision }
  }

  return {
    async create(input) {
      const { tenant, clientSecret, discoveryUrl, scopes, ...fields } = readInput(Input, input)
      const id = createId('con')
      const now = clock()
      const connection: SsoConnection = {
        id,
        tenant,
        type: 'oidc',
        status: 'draft',
        version: 1,
        configuration: 1,
        testedConfiguration: 0,
        ...fields,
        ...readProvider(discoveryUrl, allowLoopback),
        wrappedSecret: secret.wrap(clientSecret, secretContext(id)),
        scopes: readScopes(scopes),
        mapping: NO_MAPPING,
        createdAt: now,
        updatedAt: now,
      }
      const named = { ...changeOf('connection.create', tenant, id), details: describe(connection) }
      const { revision } = await write(named, (writer) => writer.tenant(tenant).insertConnection(connection))
      return { ...toInfo(connection), revision }
    },

    async update(input) {
      const { tenant, id, expectedVersion, ...given } = readInput(Change, input)
      const provider = given.discoveryUrl === undefined ? {} : readProvider(given.discoveryUrl, allowLoopback)
      const wrapped =
        given.clientSecret === undefined ? {} : { wrappedSecret: secret.wrap(given.clientSecret, secretContext(id)) }
      const scopes = given.scopes === undefined ? {} : { scopes: readScopes(given.scopes) }
      const { name, clientId } = given
      return change('connection.update', { tenant, id }, expectedVersion, (before) => {
        const after = { ...before, ...withoutUndefined({ name, clientId }), ...provider, ...scopes, ...wrapped }
        const isOther =
          before.issuer !== after.issuer ||
          before.discoveryUrl !== after.discoveryUrl ||
          before.clientId !== after.clientId ||
          before.wrappedSecret !== after.wrappedSecret ||
          before.scopes.join(' ') !== after.scopes.join(' ')
        return isOther ? { ...after, status: 'draft', configuration: before.configuration + 1 } : after
      })
    },

    async activate(input) {
      return change('connection.activate', readInput(Name, input), undefined, (before) => {
        if (before.testedConfiguration !== before.configuration) {
          throw new WardkitError('ERR_CONFLICT', 'no test login of this configuration has passed yet', {
            help: 'test the connection first',
          })
        }
        return { status: 'active' }
      })
    },

    deactivate: async (input) =>
      change('connection.deactivate', readInput(Name, input), undefined, ({ status }) => ({
        status: status === 'active' ? 'disabled' : status,
      })),

    async remove(input) {
      const { tenant, id } = readInput(Name, input)
      const details = (connection: SsoConnection) => describe(connection)
      const { revision } = await write({ ...changeOf('connection.remove', tenant, id), details }, async (writer) => {
        const connection = await getConnection(writer, { tenant, id })
        const own = writer.tenant(tenant)
        for (const { session } of await own.listSsoSessions(id, {})) await own.deleteSession(session, clock())
        for (const { user } of await own.listSsoIdentities({ connection: id })) {
          await own.setRoleGrants(user, `${CONNECTION_SOURCE}${id}`, [], clock())
        }
        await own.deleteConnection(id)
        await assertWayInLeft(writer, tenant)
        return connection
      })
      return { revision }
    },

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      const connection = await administration.tenant(tenant).findConnection(id)
      return connection && toInfo(connection)
    },

    list: async (tenant, page) => (await administration.tenant(tenant).listConnections(page)).map(toInfo),
  }
}

/** A connection of this very tenant, as the transaction sees it. @throws WardkitError `ERR_NOT_FOUND` */
export async function getConnection(writer: StoreWriter, { tenant, id }: ConnectionName): Promise<SsoConnection> {
  const connection = await writer.tenant(tenant).findConnection(id)
  if (connection !== undefined) return connection
  throw new WardkitError('ERR_NOT_FOUND', `there is no connection \`${id}\``)
}

/** Whoever must come by single sign-on must be able to. @throws WardkitError `ERR_CONFLICT` */
export async function assertWayInLeft(writer: StoreWriter, id: string): Promise<void> {
  const tenant = writer.tenant(id)
  if ((await tenant.findSsoSettings())?.enforced !== true) return
  const connections = await tenant.listConnections({ limit: 1_000 })
  if (connections.some(({ status }) => status === 'active')) return
  throw new WardkitError('ERR_CONFLICT', 'single sign-on is enforced, and no connection would be active', {
    help: 'activate another connection first, or stop enforcing single sign-on',
  })
}

function readProvider(text: string, allowLoopback: boolean): Pick<SsoConnection, 'issuer' | 'discoveryUrl'> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'https:' || (allowLoopback && url?.protocol === 'http:')
  if (
    url === undefined ||
    !isWeb ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new WardkitError('ERR_INVALID_INPUT', '`discoveryUrl` needs an https URL without user, query and fragment', {
      help: `it ends in \`${DISCOVERY_PATH}\``,
    })
  }
  const base = text.endsWith(DISCOVERY_PATH) ? text.slice(0, -DISCOVERY_PATH.length) : text
  return { issuer: base, discoveryUrl: `${base.replace(/\/$/, '')}${DISCOVERY_PATH}` }
}

function readScopes(scopes: readonly string[] = DEFAULT_SCOPES): readonly string[] {
  return [...new Set(['openid', ...scopes])]
}

function changeOf(action: AuditAction, tenant: string, id: string) {
  return { action, tenant, target: { type: 'connection', id } }
}

/** INVARIANT: neither the secret nor what it was wrapped into. */
function describe({ name, status, issuer, discoveryUrl, clientId, scopes, configuration }: SsoConnection) {
  return { name, status, issuer, discoveryUrl, clientId, scopes: [...scopes], configuration }
}

function toInfo({ wrappedSecret: _, ...info }: SsoConnection): ConnectionInfo {
  return info
}
