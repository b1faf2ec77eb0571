import { defineCommand, EXIT } from '../command.ts'
import { diagnosePolicy, requirePolicy } from '../diagnose-policy.ts'
import { loadServices, OPENAPI_OPTIONS } from '../load-services.ts'
import { comparePolicies } from '../policy-difference.ts'
import { readPolicyFiles } from '../policy-files.ts'
import { UsageError } from '../usage-error.ts'

/** `wardkit policy diff`: what a change of a policy changes for each operation. */
export const policyDiff = defineCommand({
  name: 'policy diff',
  about: 'Tell what two policies say differently, operation by operation',
  operands: '<old file> <new file>',
  details: ['Compares what they mean, not how they are written: formatting, order and wildcards make no difference.'],
  options: {
    ...OPENAPI_OPTIONS,
    'exit-code': { type: 'boolean', about: 'exit with 1 when they differ' },
  },
  examples: [
    ['wardkit policy diff policies/doctor.yaml doctor.new.yaml', 'what would change'],
    [
      'git show HEAD:policies/doctor.yaml > old.yaml && wardkit policy diff old.yaml policies/doctor.yaml',
      'since the last commit',
    ],
  ],
  async run({ operands, options, output }) {
    const services = await loadServices(options, output)
    // Either may deny: what a policy is for is another command's question.
    const files = await readPolicyFiles(operands, 'global')
    const [a, b] = files.map((file) => requirePolicy(diagnosePolicy(file, services)))
    if (a === undefined || b === undefined || files.length > 2) throw new UsageError('name two files, not folders')
    const differences = comparePolicies(a, b, services)
    output.show({ different: differences.length > 0, operations: differences }, () =>
      differences.flatMap(({ operation, change, removed, added }) => [
        `${output.style('strong', operation)} ${change}`,
        ...removed.map((text) => output.style('bad', `  - ${text}`)),
        ...added.map((text) => output.style('good', `  + ${text}`)),
      ]),
    )
    if (differences.length === 0) output.note('they mean the same for every operation')
    return options['exit-code'] && differences.length > 0 ? EXIT.failure : EXIT.ok
  },
})
