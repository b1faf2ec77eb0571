import type { Principal } from '../model/principal.ts'
import type { Person, User } from './identity-store.ts'

/** A user as decisions know it: the e-mail only where the person proved it. */
export function toPrincipal(user: User, person: Person): Principal {
  return {
    type: 'user',
    id: user.id,
    tenant: user.tenant,
    roles: user.roles,
    tags: user.tags,
    ...(person.emailVerifiedAt === null ? {} : { email: person.email }),
  }
}
