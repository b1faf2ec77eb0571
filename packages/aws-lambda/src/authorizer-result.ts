import type { WardkitRequest } from '@wardkit/core/http'

/** What the integration, the access log and gateway responses may read as `$context.authorizer.…`. API Gateway takes flat values only. */
export type AuthorizerContext = Readonly<Record<string, string | number | boolean>>

/** An IAM policy, for one request. */
export interface IamResult {
  readonly principalId: string
  readonly policyDocument: {
    readonly Version: '2012-10-17'
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ]
  }
  readonly context: AuthorizerContext
}

/** Of an HTTP API with payload format 2.0 whose authorizer has simple responses enabled. */
export interface SimpleResult {
  readonly isAuthorized: boolean
  readonly context: AuthorizerContext
}

export type AuthorizerResult = IamResult | SimpleResult

/** What was decided of a request: the ids of who calls and for whom, or why it is refused. */
export interface Verdict {
  readonly allowed: boolean
  readonly principalId: string
  readonly context: AuthorizerContext
}

/** The verdict on a request that passes. */
export function allow({ principal, tenant, operation, requestId, decision }: WardkitRequest): Verdict {
  return {
    allowed: true,
    principalId: principal?.id ?? NOBODY,
    context: {
      requestId,
      ...(operation === null ? {} : { operation: operation.id }),
      ...(principal === null || tenant === null
        ? {}
        : { tenant, principal: principal.id, principalType: principal.type, roles: principal.roles.join(' ') }),
      ...(decision === null ? {} : { revision: decision.revision }),
    },
  }
}

/** The verdict on a request that is refused, with the members of its problem body that are flat. */
export function deny(problem: object): Verdict {
  const flat = Object.entries(problem).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return { allowed: false, principalId: NOBODY, context: Object.fromEntries(flat) }
}

/** A principal must have an id, also where nobody was asked. */
const NOBODY = 'nobody'

/** The policy that allows, or denies, this one request. */
export function toIamResult(arn: string, { allowed, principalId, context }: Verdict): IamResult {
  const statement = { Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: arn } as const
  return { principalId, policyDocument: { Version: '2012-10-17', Statement: [statement] }, context }
}
