import type { WardkitRequest } from '@wardkit/core/http'

/**
 * A request that the guard let through, of either platform: who calls, for what, and the decision.
 *
 * @example
 * create(@Req() request: Guarded<Request>) { await request.wardkit.register({ type: 'patient', id }) }
 */
export type Guarded<Request> = Request & { readonly wardkit: WardkitRequest }
