import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import type { Diagnostic } from '../policy/diagnostic.ts'
import { readPolicy } from '../policy/read/read-policy.ts'
import type { PolicyKind } from '../policy/rules/rule.ts'

/** Everything that is to be said about a policy's text: what the reader finds and, where it can be read, what the checker finds. */
export function validatePolicy(text: string, services: readonly Service[], kind: PolicyKind): readonly Diagnostic[] {
  const { policy, diagnostics } = readPolicy(text)
  return policy === null ? diagnostics : [...diagnostics, ...checkPolicy(policy, { services, kind, source: text })]
}

/** The error about a policy of the application's own, at the place of its first fault. */
export function invalidPolicy(name: string, { code, message, span, hint }: Diagnostic): WardkitError {
  const elsewhere =
    code === 'operation-unknown'
      ? [
          'where it is a service of another process, name its document in `otherServices` of createWardkit(), or start that process first',
        ]
      : []
  const help = [...(hint === undefined ? [] : [hint]), ...elsewhere].join('; ')
  return new WardkitError(
    'ERR_POLICY_INVALID',
    `${name}, line ${span.line}, column ${span.column}: ${message}`,
    help === '' ? {} : { help },
  )
}
