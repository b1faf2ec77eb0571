import type { Principal } from '../model/principal.ts'

/** Who changes something. */
export type Actor =
  /** The application's own code: nobody's permissions are asked. */
  | { readonly type: 'application' }
  /** One of the application's own staff or tools, by the id of their key: bound by no tenant. */
  | { readonly type: 'operator'; readonly id: string }
  /** A principal, in its own tenant and no further than its rights. */
  | Pick<Principal, 'type' | 'id' | 'tenant'>
  /** A caller who is not known yet. */
  | { readonly type: 'nobody' }

/** What is known of the request in which an actor acts. */
export interface ActorContext {
  /** The same as in the answer and in the access log. */
  readonly requestId?: string
  /** The network address of the caller. */
  readonly address?: string
  /** The decision by which a principal may act. Without one only who holds the tenant's role `admin` may. */
  readonly permission?: Permission
}

/** A decision that a change rests on. */
export interface Permission {
  /** The revision of the tenant's policies it was made at. */
  readonly revision: number
  /** Decides again, as the policies were changed since. @throws WardkitError `ERR_FORBIDDEN` and whatever else refuses the request */
  renew(): Promise<Permission>
}
