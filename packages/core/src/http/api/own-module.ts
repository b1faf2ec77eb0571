import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { WardkitError } from '../../errors/index.ts'
import type { Actor, ActorContext } from '../../identity/actor.ts'
import type { ApiKeys } from '../../identity/api-keys.ts'
import type { Guardrails } from '../../identity/guardrails.ts'
import type { Links } from '../../identity/links.ts'
import type { Invitations } from '../../identity/invitations.ts'
import type { Resources } from '../../identity/resources.ts'
import type { StepUpScope } from '../../identity/step-up.ts'
import type { RoleTrusts } from '../../identity/role-trusts.ts'
import type { Roles } from '../../identity/roles.ts'
import type { ConnectionTests } from '../../sso/connection-tests.ts'
import type { Connections } from '../../sso/connections.ts'
import type { Domains } from '../../sso/domains.ts'
import type { Mappings } from '../../sso/mappings.ts'
import type { SsoEnforcement } from '../../sso/sso-enforcement.ts'
import type { Settings } from '../../identity/tenant-settings.ts'
import type { Tagging } from '../../identity/tagging.ts'
import type { Tenants } from '../../identity/tenants.ts'
import type { Users } from '../../identity/users.ts'
import type { Principal } from '../../model/principal.ts'
import type { Connection } from '../fetch-mount.ts'
import type { Expected } from '../guard.ts'
import type { WardkitRequest } from '../wardkit-request.ts'

/** What handlers administer with. */
export interface OwnManagement {
  readonly tenants: Tenants
  readonly settings: Settings
  readonly users: Users
  readonly roles: Roles
  readonly roleTrusts: RoleTrusts
  readonly guardrails: Guardrails
  readonly invitations: Invitations
  readonly resources: Resources
  readonly tags: Tagging
  readonly links: Links
  readonly apiKeys: ApiKeys
  readonly connections: Connections
  readonly connectionTests: ConnectionTests
  readonly mappings: Mappings
  readonly domains: Domains
  readonly ssoEnforcement: SsoEnforcement
}

/** Makes the management of a caller. */
export type ManageAs = (actor: Actor, context?: ActorContext) => OwnManagement

/** What a handler of Wardkit's own API finds in its context. */
export interface OwnEnv {
  /** What the server tells of the connection. */
  Bindings: Connection
  Variables: {
    /** Who calls, and what was decided about the call. */
    wardkit: WardkitRequest
    expected: Extract<Expected, { readonly kind: 'operation' }>
    /** The network address of the caller, where it is known. */
    address: string | undefined
    /** What the caller may change, resting on the decision about this request. */
    management: OwnManagement
    /** For a change that is sensitive by what it says. One that always is declares `x-step-up`. @throws StepUpNeededError */
    assertSteppedUp: (scope: StepUpScope) => Promise<void>
  }
}

/** The context of a handler of Wardkit's own API. */
export type OwnContext = Context<OwnEnv>

/** Takes handlers for operations that are declared, and no others. */
export type OwnRouter = Pick<OpenAPIHono<OwnEnv>, 'openapi'>

/** Handles the operations of one concern. */
export type OwnModule = (router: OwnRouter) => void

/** The principal of a request to an operation that is not public. @throws WardkitError `ERR_FORBIDDEN` where there is none */
export function principalOf(context: Pick<OwnContext, 'get'>): Principal {
  const { principal } = context.get('wardkit')
  if (principal === null) throw new WardkitError('ERR_FORBIDDEN', 'this operation needs a principal')
  return principal
}

/** Tells the caller of the revision that a change made: a request that carries it is decided at that revision or later. */
export function noteRevision(context: Pick<OwnContext, 'header'>, revision: number): void {
  context.header('wardkit-revision', String(revision))
}
