import { WardkitError } from '../../errors/index.ts'
import type { Person, Session, Store, User } from '../../identity/identity-store.ts'
import type { Engine } from '../engine.ts'
import { principalOf, type OwnContext } from './own-module.ts'
import { fieldsOf } from './same-site.ts'

/** Who is logged in, by which session. */
export interface LoggedIn {
  readonly session: Session
  readonly user: User
  readonly person: Person
}

/**
 * The session of a request that was decided about, so that its credentials are known to be good.
 * @throws WardkitError `ERR_FORBIDDEN` for a caller who has none: an API key
 */
export type FindLoggedIn = (context: OwnContext) => Promise<LoggedIn>

/** Finds the sessions of one store. */
export function createFindLoggedIn(options: {
  readonly store: Pick<Store, 'findPerson' | 'findSession' | 'tenant'>
  readonly authenticate: Engine['authenticate']
}): FindLoggedIn {
  const { store, authenticate } = options
  return async (context) => {
    const { id, tenant, type } = principalOf(context)
    const fields = fieldsOf(context)
    const found = await authenticate(fields('authorization'), undefined, { method: context.req.method, fields })
    const sessionId = found.status === 'identified' ? found.session : undefined
    const session = sessionId === undefined ? undefined : await store.findSession(sessionId)
    const user = type === 'user' ? await store.tenant(tenant).findUser(id) : undefined
    const person = user === undefined ? undefined : await store.findPerson(user.person)
    if (session !== undefined && user !== undefined && person !== undefined) return { session, user, person }
    throw new WardkitError('ERR_FORBIDDEN', 'only somebody who is logged in may do this')
  }
}
