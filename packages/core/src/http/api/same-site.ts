import { WardkitError } from '../../errors/index.ts'
import type { ActorContext } from '../../identity/actor.ts'
import { originOf } from '../../identity/same-origin.ts'
import type { OwnContext } from './own-module.ts'

/** Every header field of a request by its name. */
export function fieldsOf(context: Pick<OwnContext, 'req'>): (name: string) => readonly string[] {
  return (name) => {
    const field = context.req.header(name)
    return field === undefined ? [] : [field]
  }
}

/**
 * Refuses what another site's page sends to an operation that asks for no principal: nobody is logged in, or made to ask for mail, by visiting a page.
 *
 * @param browser whether a browser must have sent it, and say so: its answer is a cookie
 * @throws WardkitError `ERR_CROSS_SITE`
 */
export function assertSameSite(context: Pick<OwnContext, 'req'>, origin: string, browser = false): void {
  const found = originOf(fieldsOf(context), origin)
  if (found === 'same' || (found === 'unknown' && !browser)) return
  throw new WardkitError('ERR_CROSS_SITE', 'the request did not come from a page of this application')
}

/** What the audit log is to know of a request. */
export function actorContextOf(context: Pick<OwnContext, 'get'>): ActorContext {
  const address = context.get('address')
  return { requestId: context.get('wardkit').requestId, ...(address === undefined ? {} : { address }) }
}
