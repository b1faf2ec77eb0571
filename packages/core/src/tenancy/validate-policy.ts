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
export function invalidPolicy(name: string, { message, span, hint }: Diagnostic): WardkitError {
  return new WardkitError(
    'ERR_POLICY_INVALID',
    `${name}, line ${span.line}, column ${span.column}: ${message}`,
    hint === undefined ? {} : { help: hint },
  )
}
