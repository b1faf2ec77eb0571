import type { IncomingMessage } from 'node:http'
import { headerFields, limitResponse, sentBody, templatesOf, type WardkitRequest } from '@wardkit/core/http'
import { limitPayload, type FastifyReply, type ReplyLimit } from './limit-payload.ts'
import type { ObservedRoutes } from './observe-routes.ts'
import type { Platform } from './platform.ts'
import type { HostRequest } from './wardkit-module-options.ts'

/** What is used of Fastify 5. */
interface FastifyInstance {
  addHook(name: 'onRoute', hook: (route: { config?: object }) => void): unknown
  addHook(
    name: 'onRequest' | 'preValidation' | 'onSend',
    hook: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>,
  ): unknown
}

/** What is used of a request of Fastify 5. */
interface FastifyRequest {
  readonly raw: IncomingMessage & { readonly url: string }
  readonly method: string
  readonly originalUrl: string
  readonly body?: unknown
  readonly params: Readonly<Record<string, unknown>>
  /** Whether no route was found. */
  readonly is404: boolean
  readonly routeOptions: { readonly url?: string; readonly config?: { readonly [BY_NEST]?: true } }
  wardkit?: WardkitRequest
}

/** On the routes of controllers. */
const BY_NEST = Symbol('wardkit by Nest')

/** Nest on Fastify 5. */
export function createFastifyPlatform(app: FastifyInstance, observed: ObservedRoutes): Platform {
  const limits = new WeakMap<object, ReplyLimit>()
  app.addHook('onRoute', (route) => {
    if (observed.isRegistering()) route.config = { ...route.config, [BY_NEST]: true }
  })
  // Before the hooks of plugins that compress, so that they work on what is left.
  app.addHook('onSend', async (request, reply, payload) => {
    const limit = limits.get(request)
    return limit === undefined ? payload : limitPayload(reply, payload, limit)
  })

  const platform: Platform = {
    isOrdered: false,

    read(request: FastifyRequest, reply: FastifyReply) {
      const { raw } = request
      return {
        method: request.method,
        target: raw.url,
        originalTarget: request.originalUrl,
        fields: (name) => headerFields(raw, name),
        body: sentBody(raw, request.body),
        host: request as unknown as HostRequest,
        setHeader(name, value) {
          if (!reply.sent) reply.header(name, value)
        },
      }
    },

    reached(request: FastifyRequest) {
      const { url } = request.routeOptions
      return {
        path: url,
        templates: templatesOf(url),
        method: request.method,
        target: request.raw.url,
        baseUrl: '',
        params: request.params,
        // No part of the path is taken off.
        caseSensitive: true,
      }
    },

    prepare(request: FastifyRequest, reply: FastifyReply, { request: wardkit, headers, limit }) {
      request.wardkit = wardkit
      reply.headers(headers)
      if (limit === undefined) return
      // A tag of the whole body would tell, one guess at a time, what was taken out of it.
      delete request.raw.headers['if-none-match']
      // Whoever writes past Fastify finds the response itself limited.
      limits.set(request, { limit, release: limitResponse(reply.raw, request.method, limit) })
    },

    send(reply: FastifyReply, { status, headers, body }) {
      // Bytes: to the type of a text Fastify adds a charset.
      reply.code(status).headers(headers).send(Buffer.from(body))
    },

    mountOwnRoutes(answer) {
      app.addHook('onRequest', async (request, reply) => {
        if (await answer(request.raw, reply.raw, request.originalUrl)) reply.hijack()
      })
    },

    // Before validation: the body is parsed, and no handler of the route has run.
    guardOthers(decide) {
      app.addHook('preValidation', async (request, reply) => {
        if (request.routeOptions.config?.[BY_NEST] === true) return
        const admission = await decide(request, reply)
        if (admission.kind === 'refused') {
          platform.send(reply, admission.response)
          return
        }
        const { watch } = admission
        if (watch !== undefined && !request.is404 && !watch.isExpected(platform.reached(request))) {
          platform.send(reply, watch.refuse(`${request.method}:${request.routeOptions.url ?? ''}`))
          return
        }
        platform.prepare(request, reply, admission)
      })
    },
  }
  return platform
}
