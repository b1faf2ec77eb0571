import type { Wardkit } from '@wardkit/core'
import type { RequestHandler } from 'express'
import { createLocalJWKSet, jwtVerify } from 'jose'

interface Claims {
  readonly sub: string
  readonly tid: string
  readonly scp: readonly string[]
  readonly tags: Readonly<Record<string, readonly string[]>>
}

/** A role as an application without Wardkit would write it down: the operations it allows, and to whom. */
interface Permission {
  readonly operations: ReadonlySet<string>
  readonly mayUse: (claims: Claims) => boolean
}

/**
 * What an application writes that has no Wardkit: the same token verified as jose's documentation has it, and the same permission looked up.
 * It keeps no log, follows no change of a role, and knows nothing of the patient.
 */
export async function authorizeByHand(wardkit: Wardkit, tenant: string, url: string): Promise<RequestHandler> {
  const { keys } = await wardkit.signingKeys.getJwks()
  const keySet = createLocalJWKSet({ keys: [...keys] })
  const expected = { issuer: url, audience: url, typ: 'at+jwt', algorithms: ['ES256'] }
  const doctor = await wardkit.users.findByEmail({ tenant, email: 'doctor@acmehealth.example' })
  const [role = ''] = doctor?.roles ?? []
  const permissions = new Map<string, Permission>([
    [
      role,
      {
        operations: new Set(['GET /patient', 'PUT /patient']),
        mayUse: ({ tags }) => tags['function']?.includes('doctors') === true,
      },
    ],
  ])

  return (request, response, next) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
    jwtVerify<Claims>(token, keySet, expected).then(
      ({ payload }) => {
        const operation = `${request.method} /${request.path.split('/')[1] ?? ''}`
        const isAllowed = payload.scp.some((id) => {
          const permission = permissions.get(id)
          return permission?.operations.has(operation) === true && permission.mayUse(payload)
        })
        if (!isAllowed) {
          response.sendStatus(403)
          return
        }
        request.wardkit = {
          principal: { type: 'user', id: payload.sub, tenant: payload.tid, roles: payload.scp, tags: new Map() },
          tenant: payload.tid,
          operation: null,
          decision: null,
          requestId: '',
          register: async () => undefined,
        }
        next()
      },
      () => response.sendStatus(401),
    )
  }
}
