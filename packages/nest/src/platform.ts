import type { AbstractHttpAdapter } from '@nestjs/core'
import type { Admission, FetchMount, GuardRequest, ProblemResponse, ReachedRoute } from '@wardkit/core/http'
import { createExpressPlatform } from './express-platform.ts'
import { createFastifyPlatform } from './fastify-platform.ts'
import type { ObservedRoutes } from './observe-routes.ts'
import type { HostRequest } from './wardkit-module-options.ts'

/** A request that may go on. */
export type Admitted = Extract<Admission, { readonly kind: 'admitted' }>

/** What Nest's HTTP platforms do each in its own way. Requests and responses are the platform's. */
export interface Platform {
  /** Whether its router tries routes in the order registered. */
  readonly isOrdered: boolean
  read(request: object, response: object): GuardRequest<HostRequest>
  /** The route whose handler is about to run. */
  reached(request: object): ReachedRoute
  /** Prepares what follows a decision: what the handler knows, and what of its response is kept. */
  prepare(request: object, response: object, admitted: Admitted): void
  send(response: object, problem: ProblemResponse): void
  /** Mounts Wardkit's own routes before any body parser. */
  mountOwnRoutes(answer: FetchMount): void
  /** Puts a decision before whatever is no handler of Nest's. Called once, when the routes of Nest are registered. */
  guardOthers(decide: (request: object, response: object) => Admission | Promise<Admission>): void
}

/** @throws TypeError where the adapter is neither Express's nor Fastify's */
export function createPlatform(adapter: AbstractHttpAdapter, observed: ObservedRoutes): Platform {
  const type = adapter.getType()
  if (type === 'express') return createExpressPlatform(adapter.getInstance(), observed)
  if (type === 'fastify') return createFastifyPlatform(adapter.getInstance(), observed)
  throw new TypeError(`WardkitModule guards applications on Express and on Fastify, not on \`${type}\``)
}
