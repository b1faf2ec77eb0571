import { PolicyInvalidError } from '@wardkit/core'
import type { Diagnostic } from '@wardkit/core/policy'
import { EXIT, type ExitCode } from './command.ts'
import { formatDiagnostics } from './diagnose-policy.ts'
import type { Output } from './output.ts'
import { readText, type PolicyFile } from './policy-files.ts'

/** A file with the policy of a role or a guardrail that a store is to keep. @throws UsageError */
export async function readPolicyFile(file: string, kind: 'role' | 'guardrail'): Promise<PolicyFile> {
  return { file, id: file, kind, source: await readText(file) }
}

/**
 * Does something with a policy and prints what the checker remarked; prints what is wrong, each with its lines, and answers failure where the
 * policy is refused.
 *
 * @throws whatever `use` throws but a refused policy
 */
export async function usePolicy(
  file: PolicyFile | undefined,
  output: Output,
  use: () => Promise<readonly Diagnostic[]>,
): Promise<ExitCode> {
  const note = (diagnostics: readonly Diagnostic[]) => {
    if (file === undefined) return
    for (const line of formatDiagnostics({ file, policy: null, diagnostics }, output)) output.note(line)
  }
  try {
    note(await use())
    return EXIT.ok
  } catch (error) {
    if (!(error instanceof PolicyInvalidError) || file === undefined) throw error
    note(error.diagnostics)
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error').length
    output.show({ ok: false, file: file.file, diagnostics: error.diagnostics }, () => [
      output.style('bad', `${errors} ${errors === 1 ? 'error' : 'errors'} in ${file.file}: nothing was done`),
    ])
    return EXIT.failure
  }
}
