import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { readTarget } from './canonical-target.ts'
import { sendProblem } from './node-request.ts'
import { createProblem } from './problem.ts'
import { createRequestId } from './request-id.ts'

/** Where Wardkit's own routes stand for itself and in policies, whatever the server's URL for them. */
export const OWN_BASE_PATH = '/wardkit'

/** What answers Wardkit's own routes, at URLs below `OWN_BASE_PATH`. */
export interface FetchTarget {
  fetch(request: Request, connection?: Connection): Response | Promise<Response>
}

/** What the server knows of a connection and a request does not tell. */
export interface Connection {
  /** The address at its other end. */
  readonly remoteAddress: string | undefined
}

/** Answers a request below the base path, or answers false and leaves it alone. */
export type FetchMount = (request: IncomingMessage, response: ServerResponse, target: string) => Promise<boolean>

/**
 * Puts Wardkit's own routes into a Node server, under a base path that is compared with the original URL, whatever the mount.
 *
 * The body is read from the stream; where a parser was there first, from the `rawBody` it kept, else the request is refused.
 *
 * @param basePath such as `/wardkit`
 */
export function createFetchMount(basePath: string, getTarget: () => Promise<FetchTarget>): FetchMount {
  if (!/^(\/[\w.~-]+)+$/.test(basePath)) {
    throw new TypeError(`\`basePath\` is a path such as '/wardkit', not ${JSON.stringify(basePath)}`)
  }
  const answer = async (request: Request, { incoming }: { readonly incoming: unknown }) => {
    const { remoteAddress } = (incoming as IncomingMessage).socket
    return (await getTarget()).fetch(request, { remoteAddress })
  }
  const listen = getRequestListener(answer, {
    overrideGlobalObjects: false,
    errorHandler: () => {
      const { status, headers, body } = createProblem('ERR_UNAVAILABLE', { requestId: createRequestId() })
      return new Response(body, { status, headers })
    },
  })
  return async (request, response, target) => {
    if (target !== basePath && !target.startsWith(`${basePath}/`) && !target.startsWith(`${basePath}?`)) return false
    const read = readTarget(target)
    if (!read.ok) {
      sendProblem(
        response,
        createProblem('ERR_TARGET_NOT_CANONICAL', { requestId: createRequestId(), detail: read.problem.message }),
      )
    } else if (request.readableDidRead && !hasRawBody(request)) {
      sendProblem(response, createProblem('ERR_BODY_CONSUMED', { requestId: createRequestId() }))
    } else {
      request.url = OWN_BASE_PATH + target.slice(basePath.length)
      await listen(request, response)
    }
    return true
  }
}

function hasRawBody(request: IncomingMessage): boolean {
  return 'rawBody' in request && Buffer.isBuffer(request.rawBody)
}
