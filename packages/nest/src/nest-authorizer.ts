import { Logger, type ExecutionContext } from '@nestjs/common'
import type { AbstractHttpAdapter } from '@nestjs/core'
import { defaultWardkit } from '@wardkit/core'
import {
  concreteFirst,
  createAuthorizer,
  createOwnRoutes,
  findFirstRoute,
  printPath,
  registerAuthorizer,
  verifyRouteTables,
  type HandlerDeclaration,
  type ProblemResponse,
  type RouteTable,
} from '@wardkit/core/http'
import { declarationOf } from './authorize.decorator.ts'
import { observeRoutes } from './observe-routes.ts'
import { createPlatform, type Platform } from './platform.ts'
import { RefusedException } from './refused.exception.ts'
import { resolverRequestOf } from './resolver-request.ts'
import { readModuleOptions, type WardkitModuleOptions } from './wardkit-module-options.ts'

/** What decides for one application. */
export interface NestAuthorizer {
  /**
   * Decides whether a handler may run.
   *
   * @returns false for a handler that HTTP does not reach, unless it says `@Public()` or serves a GraphQL request that a plugin let pass
   * @throws RefusedException with the answer to a request that is refused
   */
  authorize(context: ExecutionContext): Promise<boolean>
  /** Decides by the URL about whatever is no handler of Nest's. Called once, when the routes of Nest are registered. */
  guardOthers(): void
  /** Answers a request of the platform's with a problem. */
  send(response: object, problem: ProblemResponse): void
  /** @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that does not agree with the documents */
  verify(): Promise<void>
}

/**
 * Puts together what decides for an application, before its routes are registered.
 *
 * @param adapter undefined in an application without HTTP
 * @throws TypeError on an option that is unknown or wrong
 */
export function createNestAuthorizer(
  options: WardkitModuleOptions,
  adapter: AbstractHttpAdapter | undefined,
): NestAuthorizer {
  const settings = readModuleOptions(options)
  const findDefault = (): ReturnType<typeof defaultWardkit>['ready'] => defaultWardkit().ready
  const authorizer = createAuthorizer(settings.authorizer, findDefault, 'WardkitModule')
  const observed = adapter === undefined ? undefined : observeRoutes(adapter)
  const platform = adapter && observed && createPlatform(adapter, observed)
  if (settings.ownRoutes !== undefined) platform?.mountOwnRoutes(createOwnRoutes(settings.ownRoutes, findDefault))
  const readRoutes = (): RouteTable => {
    const { routes = [] } = observed ?? {}
    const tried = platform?.isOrdered === true ? routes : concreteFirst(routes)
    return { routes, opaque: [], find: (method, path) => findFirstRoute(tried, method, path) }
  }
  const decided = new WeakMap<object, Handler[]>()
  const silent = new WeakSet()

  async function authorizeHttp(context: ExecutionContext, { read, reached, prepare }: Platform): Promise<true> {
    const http = context.switchToHttp()
    const request = http.getRequest<object>()
    const response = http.getResponse<object>()
    // Once for each handler that a request comes to, however often the guard stands before it.
    const handlers = decided.get(request) ?? []
    const handler = { method: context.getHandler(), of: context.getClass() }
    if (handlers.some(({ method, of }) => method === handler.method && of === handler.of)) return true

    const route = reached(request)
    const declaration = toHandlerDeclaration(context, route.params)
    const sent = read(request, response)
    const admission = await authorizer.admit(
      declaration === undefined ? sent : { ...sent, handler: declaration },
      readRoutes,
    )
    if (admission.kind === 'refused') throw new RefusedException(admission.response)
    const { watch } = admission
    if (watch?.isExpected(route) === false) {
      throw new RefusedException(watch.refuse(`${route.method}:${route.baseUrl}${printPath(route.path)}`))
    }
    prepare(request, response, admission)
    decided.set(request, [...handlers, handler])
    return true
  }

  function authorizeOther(context: ExecutionContext): boolean {
    if (declarationOf(context) === 'public') return true
    const type: string = context.getType()
    const isResolver = type === 'graphql'
    if (isResolver && resolverRequestOf(context) !== undefined) return true
    const handler = context.getHandler()
    if (!silent.has(handler)) {
      silent.add(handler)
      const name = `${context.getClass().name}.${handler.name}`
      new Logger('Wardkit').warn(
        isResolver
          ? `a call of \`${name}\` is refused: no plugin decided the request. Give wardkitPlugin() of @wardkit/graphql to the GraphQLModule.`
          : `every call of \`${name}\` is refused: ${type} knows no operation. Say @Public() there if it needs no policy.`,
      )
    }
    return false
  }

  const self: NestAuthorizer = {
    authorize: async (context) =>
      platform !== undefined && context.getType() === 'http'
        ? authorizeHttp(context, platform)
        : authorizeOther(context),
    guardOthers() {
      platform?.guardOthers((request, response) => authorizer.admit(platform.read(request, response), readRoutes))
    },
    send(response, problem) {
      platform?.send(response, problem)
    },
    async verify() {
      await verifyRouteTables([self], readRoutes)
    },
  }
  registerAuthorizer(self, authorizer)
  return self
}

/** One handler, as Nest tells it: classes that inherit share the method. */
interface Handler {
  readonly method: unknown
  readonly of: unknown
}

function toHandlerDeclaration(
  context: ExecutionContext,
  params: Readonly<Record<string, unknown>>,
): HandlerDeclaration | undefined {
  const declaration = declarationOf(context)
  if (declaration === undefined) return undefined
  return declaration === 'public' ? { kind: 'public' } : { kind: 'operation', id: declaration.operation, params }
}
