import { WardkitError } from '../errors/index.ts'
import type { Diagnostic } from '../policy/diagnostic.ts'

/** A policy that cannot be saved, with everything that is to be said about it. */
export class PolicyInvalidError extends WardkitError {
  override readonly name = 'PolicyInvalidError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const [first] = errors
    const place = first === undefined ? '' : `line ${first.span.line}, column ${first.span.column}: ${first.message}`
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    super('ERR_POLICY_INVALID', `${place}${more}`, first?.hint === undefined ? {} : { help: first.hint })
    this.diagnostics = diagnostics
  }
}

/** Says everything about a policy's text; the errors among it keep the policy from being saved. */
export type ValidatePolicy = (source: string, kind: 'role' | 'guardrail') => Promise<readonly Diagnostic[]>

/** The warnings about a policy that may be saved. @throws PolicyInvalidError */
export async function assertPolicyValid(
  validatePolicy: ValidatePolicy,
  source: string,
  kind: 'role' | 'guardrail',
): Promise<readonly Diagnostic[]> {
  const diagnostics = await validatePolicy(source, kind)
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new PolicyInvalidError(diagnostics)
  return diagnostics
}
