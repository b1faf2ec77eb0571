import type { Actor, ActorContext } from './identity/actor.ts'
import type { Administer } from './identity/administration.ts'
import { createInvitations, type Invitations } from './identity/invitations.ts'
import type { OneTimeCodes } from './identity/one-time-codes.ts'
import type { Outbox } from './identity/outbox.ts'
import type { ManageAs, Management } from './management.ts'
import type { Clock } from './util/clock.ts'

/** Everything that may be changed by an instance that sends mail. */
export interface MailingManagement extends Management {
  readonly invitations: Invitations
}

/** Makes the management of one store by one actor, with what needs mail. */
export type ManageWithMail = (actor: Actor, context?: ActorContext) => MailingManagement

/** Adds what needs mail to a management. */
export function createManageWithMail(options: {
  readonly manageAs: ManageAs
  readonly administer: Administer
  readonly codes: OneTimeCodes
  readonly outbox: Outbox
  /** Where links of invitations lead. */
  readonly page: string
  readonly clock: Clock
}): ManageWithMail {
  const { manageAs, administer, ...shared } = options
  return (actor, context) => ({
    ...manageAs(actor, context),
    invitations: createInvitations({ ...shared, actor, administration: administer(actor, context) }),
  })
}
