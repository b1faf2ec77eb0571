import type { Request } from 'express'
import { Problem } from './problem.ts'

/** Whose request it is. No operation of this API is public, so there is always a principal; if ever there is none, nothing is served. */
export function callerOf(request: Request): { readonly tenant: string; readonly principal: string } {
  const { principal } = request.wardkit
  if (principal === null) throw new Problem(401, 'log in first')
  return { tenant: principal.tenant, principal: principal.id }
}
