import type { IncomingHttpHeaders } from 'node:http'
import type { ModuleMetadata } from '@nestjs/common'
import {
  AUTHORIZER_OPTIONS,
  assertKnownOptions,
  type AuthorizerOptions,
  type Engine,
  type WardkitRoutesOptions,
} from '@wardkit/core/http'

/** What the requests of both platforms have, and whatever the application's own guards and middleware put there. */
export interface HostRequest {
  readonly headers: IncomingHttpHeaders
  readonly [member: string]: unknown
}

type Instance = Engine & Awaited<NonNullable<WardkitRoutesOptions['wardkit']>>

/** What `WardkitModule` takes. `Host` is the platform's request. */
export interface WardkitModuleOptions<Host = HostRequest> extends AuthorizerOptions<Host> {
  /** The instance that decides and answers; by default the process's one default instance. */
  readonly wardkit?: Instance | Promise<Instance>
  /** Where Wardkit's own routes (login, tokens, keys) stand in the server's URL; `/wardkit` when absent, false for nowhere. */
  readonly basePath?: string | false
}

/** Whether everything is guarded, or only what `@UseGuards(AuthorizeGuard)` stands at. */
export interface WardkitModuleScope {
  /** True when absent. */
  readonly global?: boolean
}

/** What `WardkitModule.forRootAsync()` takes. */
export interface WardkitModuleAsyncOptions<Host = HostRequest>
  extends WardkitModuleScope, Pick<ModuleMetadata, 'imports'> {
  /** Tokens of what the factory is called with. */
  readonly inject?: NonNullable<ModuleMetadata['providers']>
  // A factory's parameters are what its tokens stand for, which types cannot tell.
  readonly useFactory: (...injected: never[]) => WardkitModuleOptions<Host> | Promise<WardkitModuleOptions<Host>>
}

/** Options as they are read once: those of the module, and those of what decides. */
export interface ModuleSettings {
  readonly ownRoutes: WardkitRoutesOptions | undefined
  readonly authorizer: AuthorizerOptions<HostRequest>
}

/** @throws TypeError naming the option that is unknown or wrong, and the nearest known one */
export function readModuleOptions(options: WardkitModuleOptions): ModuleSettings {
  assertKnownOptions('WardkitModule', options, [...AUTHORIZER_OPTIONS, 'basePath'])
  const { basePath = '/wardkit', ...authorizer } = options
  if (basePath !== false && typeof basePath !== 'string') {
    throw new TypeError("WardkitModule: `basePath` is a path such as '/wardkit', or false")
  }
  const { wardkit } = authorizer
  const ownRoutes = basePath === false ? undefined : { basePath, ...(wardkit === undefined ? {} : { wardkit }) }
  return { ownRoutes, authorizer }
}
