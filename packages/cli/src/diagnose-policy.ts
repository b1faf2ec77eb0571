import type { Service } from '@wardkit/core'
import { checkPolicy, formatDiagnostic, readPolicy, type Diagnostic, type Policy } from '@wardkit/core/policy'
import type { Output } from './output.ts'
import type { PolicyFile } from './policy-files.ts'
import { UsageError } from './usage-error.ts'

/** A policy file with all that is to be said about it. */
export interface DiagnosedPolicy {
  readonly file: PolicyFile
  /** Null where it cannot be read. */
  readonly policy: Policy | null
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a policy and, where it can be read, checks it against the services. */
export function diagnosePolicy(file: PolicyFile, services: readonly Service[]): DiagnosedPolicy {
  const { policy, diagnostics } = readPolicy(file.source)
  const checked = policy === null ? [] : checkPolicy(policy, { services, kind: file.kind, source: file.source })
  return { file, policy, diagnostics: [...diagnostics, ...checked] }
}

/** The diagnostics of a policy, each with the lines it is about, as a terminal shows them. */
export function formatDiagnostics({ file, diagnostics }: DiagnosedPolicy, output: Output): readonly string[] {
  return diagnostics.flatMap((diagnostic) => {
    const [head = '', ...rest] = formatDiagnostic(file.source, diagnostic, file.file).split('\n')
    return [output.style(diagnostic.severity === 'error' ? 'bad' : 'warning', head), ...rest, '']
  })
}

/** Whether something in the policy keeps it from being used. */
export function hasErrors({ diagnostics }: DiagnosedPolicy): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/**
 * A policy without errors: what a command needs that goes on to use it.
 *
 * @throws UsageError naming the first error's place and remedy
 */
export function requirePolicy(diagnosed: DiagnosedPolicy): Policy {
  const { file, policy, diagnostics } = diagnosed
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (policy !== null && error === undefined) return policy
  const place = error === undefined ? '' : `:${error.span.line}:${error.span.column}`
  throw new UsageError(
    `${file.file}${place}: ${error?.message ?? 'this is no policy'}`,
    `${error?.hint === undefined ? '' : `${error.hint}; `}\`wardkit policy check ${file.file}\` shows every error`,
  )
}
