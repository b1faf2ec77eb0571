import type { Wardkit } from '@wardkit/core'
import { Router } from 'express'
import { z } from 'zod'
import { callerOf } from './caller.ts'
import { Problem, read } from './problem.ts'

const access = z.strictObject({ active: z.boolean() })

/** Shuts members of the caller's own staff out, and lets them in again. */
export function staffRoutes(users: Wardkit['users']): Router {
  const router = Router()

  router.put('/staff/:staffId', async (request, response) => {
    const { active } = read(access, request.body)
    const member = { tenant: callerOf(request.wardkit).tenant, id: request.params.staffId }
    if ((await users.find(member)) === undefined) throw new Problem(404, 'there is no such member of the staff')
    const { revision } = active ? await users.enable(member) : await users.disable(member)
    // Whoever presents this to any service is decided after the change.
    response.setHeader('wardkit-revision', String(revision))
    response.json({ active })
  })

  return router
}
