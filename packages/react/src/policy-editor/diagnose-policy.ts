import type { Service } from '@wardkit/core'
import { checkPolicy, readPolicy, type Diagnostic, type Policy, type PolicyKind } from '@wardkit/core/policy'

/** A policy's text as the language sees it. */
export interface DiagnosedPolicy {
  /** Null where the text cannot be read. */
  readonly policy: Policy | null
  readonly diagnostics: readonly Diagnostic[]
  readonly hasErrors: boolean
}

/** Reads and checks a policy's text with the rules that the server holds it to. */
export function diagnosePolicy(source: string, services: readonly Service[], kind: PolicyKind): DiagnosedPolicy {
  const { policy, diagnostics: read } = readPolicy(source)
  const diagnostics = policy === null ? read : [...read, ...checkPolicy(policy, { services, kind, source })]
  return { policy, diagnostics, hasErrors: diagnostics.some(({ severity }) => severity === 'error') }
}
