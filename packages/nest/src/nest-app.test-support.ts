import type { RequestListener } from 'node:http'
import {
  startContractServer,
  type ContractRoute,
  type ContractServer,
  type MakeServer,
  type ServerSpec,
} from '@wardkit/contracts'
import {
  Controller,
  HttpCode,
  Module,
  Req,
  RequestMapping,
  RequestMethod,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common'
import { APP_GUARD, NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import express from 'express'
import { afterEach } from 'vitest'
import type { Guarded } from './guarded.ts'
import { WardkitModule } from './wardkit.module.ts'
import type { WardkitModuleOptions, WardkitModuleScope } from './wardkit-module-options.ts'

/** The version of Nest under test: the same tests run with each (vitest.config.ts). */
export const NEST = process.env['NEST'] ?? '12'

export type PlatformName = 'express' | 'fastify'

/** Builds the contract's server with Nest. */
export function makeServerOn(platform: PlatformName): MakeServer {
  return async (spec) => {
    const controllers = spec.routes.map((route) => controllerOf(route, spec))
    const app = await createApp(platform, spec, { controllers, providers: rewritingGuard(spec) })
    if (platform === 'fastify' && !spec.parseBody) dropParsers(app)
    return listenerOf(app)
  }
}

/** What of an application a test chooses. */
export interface AppParts extends Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'> {
  readonly options?: WardkitModuleOptions & WardkitModuleScope
}

/** An application guarded by the contract's instance, not initialized yet. */
export function createApp(platform: PlatformName, spec: ServerSpec, parts: AppParts): Promise<INestApplication> {
  const { imports = [], options, ...others } = parts
  const wardkit = WardkitModule.forRoot(optionsOf(spec, options))
  @Module({ imports: [wardkit, ...imports], ...others })
  class RootModule {}
  const adapter = platform === 'express' ? expressAdapter(spec) : fastifyAdapter(spec)
  return NestFactory.create(RootModule, adapter, { bodyParser: spec.parseBody, logger: false, abortOnError: false })
}

/** The contract's instance and principals. */
export function optionsOf(spec: ServerSpec, options: AppParts['options'] = {}): WardkitModuleOptions {
  return { basePath: false, wardkit: spec.engine, ...spec.options, ...options } as WardkitModuleOptions
}

/** What serves an application's requests, once it is initialized. */
export async function listenerOf(app: INestApplication): Promise<RequestListener> {
  await app.init()
  const instance: unknown = app.getHttpAdapter().getInstance()
  if (typeof instance === 'function') return instance as RequestListener
  const fastify = instance as { ready(): Promise<unknown>; routing: RequestListener }
  await fastify.ready()
  return fastify.routing
}

let server: ContractServer | undefined
afterEach(() => server?.close())

/** Starts an application of one's own; it ends with the test. */
export async function startApp(
  platform: PlatformName,
  partsOf: (spec: ServerSpec) => AppParts,
  configure: (app: INestApplication, spec: ServerSpec) => unknown = () => undefined,
): Promise<ContractServer> {
  server = await startContractServer(async (spec) => {
    const app = await createApp(platform, spec, partsOf(spec))
    await configure(app, spec)
    return listenerOf(app)
  })
  return server
}

/** What a handler is recorded with as having run. */
export function record(spec: ServerSpec, path: string, request: Partial<Guarded<SeenByNest>>): unknown {
  const { params = {}, body, wardkit } = request
  return spec.handle({ method: request.method ?? 'GET', path }, { params: { ...params }, body, wardkit })
}

interface SeenByNest {
  readonly method: string
  readonly params: Record<string, unknown>
  readonly body: unknown
}

function controllerOf(route: ContractRoute, spec: ServerSpec): Type {
  @Controller()
  class RouteController {
    @RequestMapping({ method: RequestMethod[route.method as 'GET'], path: route.path.replace(/\{(\w+)\}/g, ':$1') })
    @HttpCode(200)
    handle(@Req() { params, body, wardkit }: Guarded<{ params: Record<string, unknown>; body: unknown }>): unknown {
      return spec.handle(route, { params: { ...params }, body, wardkit })
    }
  }
  return RouteController
}

/** A global guard of the application's own comes before Wardkit's. */
function rewritingGuard({ rewrite }: ServerSpec): Provider[] {
  if (rewrite === undefined) return []
  const guard: CanActivate = {
    canActivate(context: ExecutionContext) {
      const request = context.switchToHttp().getRequest<{ url: string; raw?: { url: string } }>()
      const target = request.raw ?? request
      target.url = rewrite(target.url)
      return true
    },
  }
  return [{ provide: APP_GUARD, useValue: guard }]
}

function expressAdapter({ router }: ServerSpec): ExpressAdapter {
  const app = express()
  app.set('strict routing', router.strict)
  app.set('case sensitive routing', router.caseSensitive)
  app.set('query parser', router.extendedQuery ? 'extended' : 'simple')
  return new ExpressAdapter(app)
}

function fastifyAdapter({ router }: ServerSpec): FastifyAdapter {
  const isLoose = !router.strict
  return new FastifyAdapter({
    routerOptions: {
      caseSensitive: router.caseSensitive,
      ignoreTrailingSlash: isLoose,
      ignoreDuplicateSlashes: isLoose,
    },
  })
}

function dropParsers(app: INestApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as {
    removeAllContentTypeParsers(): void
    addContentTypeParser(type: string, parse: (...given: [unknown, unknown, (error: null) => void]) => void): void
  }
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null))
}
