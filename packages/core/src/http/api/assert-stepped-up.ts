import type { RouteConfig } from '@hono/zod-openapi'
import { ADMIN_ROLE } from '../../identity/find-ungranted.ts'
import type { StepUp, StepUpScope } from '../../identity/step-up.ts'
import { principalOf, type OwnContext } from './own-module.ts'
import type { FindLoggedIn } from './own-session.ts'

/** Refuses a sensitive change whose maker has not proved lately that it is them. @throws StepUpNeededError */
export type AssertSteppedUp = (context: OwnContext, scope: StepUpScope) => Promise<void>

/** Where an operation says in its declaration that it is sensitive. */
const DECLARATION = 'x-step-up'

export function createAssertSteppedUp(options: {
  readonly findLoggedIn: FindLoggedIn
  readonly stepUp: Pick<StepUp, 'assertProved'>
}): AssertSteppedUp {
  const { findLoggedIn, stepUp } = options
  return async (context, scope) => {
    // A program shows its key with every request, and has nothing more to show.
    if (principalOf(context).type === 'apiKey') return
    const { session } = await findLoggedIn(context)
    await stepUp.assertProved(session, scope)
  }
}

/** Refuses to give `admin`, with which its holder can do everything, to who has not proved lately that it is them. @throws StepUpNeededError */
export async function assertMayMakeAdmin(context: OwnContext, roles: readonly string[] = []): Promise<void> {
  if (roles.includes(ADMIN_ROLE)) await context.get('assertSteppedUp')('tenant')
}

/** What a declared operation asks for. @throws TypeError for what is no scope */
export function stepUpScopeOf(route: RouteConfig): StepUpScope | undefined {
  const declared: unknown = route[DECLARATION]
  if (declared === undefined || declared === 'tenant' || declared === 'person') return declared
  throw new TypeError(`\`${DECLARATION}\` of \`${route.method} ${route.path}\` must be \`tenant\` or \`person\``)
}
