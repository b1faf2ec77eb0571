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

interface FindOptions {
  readonly store: Pick<Store, 'findPerson' | 'findSession' | 'tenant'>
  readonly authenticate: Engine['authenticate']
}

/** Who is logged in where an operation is public; undefined where nobody is, or by credentials that are not good. */
export type FindVisitor = (context: OwnContext) => Promise<LoggedIn | undefined>

/** Finds who visits public operations of one store. */
export function createFindVisitor({ store, authenticate }: FindOptions): FindVisitor {
  return async (context) => {
    const fields = fieldsOf(context)
    const found = await authenticate(fields('authorization'), undefined, { method: context.req.method, fields })
    if (found.status !== 'identified' || found.principal.type !== 'user' || found.session === undefined)
      return undefined
    const { id, tenant } = found.principal
    const session = await store.findSession(found.session)
    const user = await store.tenant(tenant).findUser(id)
    const person = user === undefined ? undefined : await store.findPerson(user.person)
    return session === undefined || user === undefined || person === undefined ? undefined : { session, user, person }
  }
}

/** Finds the sessions of one store. */
export function createFindLoggedIn(options: FindOptions): FindLoggedIn {
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
