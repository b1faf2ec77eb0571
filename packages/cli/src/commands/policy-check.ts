import { defineCommand, EXIT } from '../command.ts'
import { diagnosePolicy, formatDiagnostics, hasErrors } from '../diagnose-policy.ts'
import { loadServices, OPENAPI_OPTIONS } from '../load-services.ts'
import { POLICY_FILES_HELP, readPolicyFiles } from '../policy-files.ts'

/** `wardkit policy check`: everything that can be said about policies before they are used. */
export const policyCheck = defineCommand({
  name: 'policy check',
  about: 'Check policies against an OpenAPI document',
  operands: '<file or folder…>',
  details: [...POLICY_FILES_HELP, '', 'Exits with 1 when a policy has an error. A warning is no error.'],
  options: {
    ...OPENAPI_OPTIONS,
    kind: {
      type: 'string',
      choices: ['role', 'guardrail', 'global', 'template'],
      about: 'what the policies are for; by default told by their names',
    },
  },
  examples: [
    ['wardkit policy check policies', 'every policy of a folder, against openapi.yaml'],
    ['wardkit policy check --kind guardrail denies.yaml', 'a policy that may deny'],
  ],
  async run({ operands, options, output }) {
    const files = await readPolicyFiles(operands, options.kind)
    const services = await loadServices(options, output)
    const diagnosed = files.map((file) => diagnosePolicy(file, services))
    const all = diagnosed.flatMap(({ diagnostics }) => diagnostics)
    const errors = all.filter(({ severity }) => severity === 'error').length
    const warnings = all.length - errors
    const report = {
      ok: errors === 0,
      policies: diagnosed.map(({ file: { file, kind }, diagnostics }) => ({ file, kind, diagnostics })),
    }
    output.show(report, () => [
      ...diagnosed.flatMap((policy) => formatDiagnostics(policy, output)),
      output.style(
        errors > 0 ? 'bad' : 'good',
        `${count(files.length, 'policy', 'policies')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
      ),
    ])
    return diagnosed.some(hasErrors) ? EXIT.failure : EXIT.ok
  },
})

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
