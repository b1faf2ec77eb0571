import type { Principal } from '@wardkit/core'
import type { WardkitRequest } from '@wardkit/core/http'
import { Problem } from './problem.ts'

/** Whose request it is. No operation of this API is public, so there is always a principal; if ever there is none, nothing is served. */
export function callerOf({ principal }: WardkitRequest): { readonly tenant: string; readonly principal: Principal } {
  if (principal === null) throw new Problem(401, 'log in first')
  return { tenant: principal.tenant, principal }
}
