import { writeFile } from 'node:fs/promises'
import { printPolicy } from '@wardkit/core/policy'
import { defineCommand, EXIT } from '../command.ts'
import { diagnosePolicy, requirePolicy } from '../diagnose-policy.ts'
import { readPolicyFiles, type PolicyFile } from '../policy-files.ts'
import { UsageError } from '../usage-error.ts'
import { hasComments, stripComments } from '../yaml-comments.ts'

/** `wardkit policy format`: policies in their canonical form. */
export const policyFormat = defineCommand({
  name: 'policy format',
  about: 'Print policies in their canonical form, or bring files into it',
  operands: '<file or folder…>',
  details: [
    'Prints the canonical form of one policy. The canonical form has no comments: `--check` looks past them, and `--write`',
    'leaves a file that has any as it is and fails, unless `--drop-comments` is given.',
  ],
  options: {
    check: {
      type: 'boolean',
      about: 'print nothing but the names of files that differ, and exit with 1 if there is one',
    },
    write: { type: 'boolean', about: 'rewrite the files that differ' },
    'drop-comments': { type: 'boolean', about: 'rewrite files with comments too, without them' },
  },
  examples: [
    ['wardkit policy format policies/doctor.yaml', 'print it'],
    ['wardkit policy format --write policies', 'rewrite what differs'],
    ['wardkit policy format --check policies', 'for a pipeline'],
  ],
  async run({ operands, options, output }) {
    const files = (await readPolicyFiles(operands)).map((file) => ({ file, canonical: toCanonical(file) }))
    if (!options.check && !options.write) {
      const [first] = files
      if (files.length !== 1 || first === undefined) {
        throw new UsageError('several policies make no document', 'add `--write` or `--check`, or name one file')
      }
      const { canonical } = first
      output.show({ file: first.file.file, policy: canonical }, () => canonical.trimEnd().split('\n'))
      return EXIT.ok
    }
    const differing = files.filter(({ file, canonical }) => stripComments(file.source) !== canonical)
    if (options.write) {
      const commented = differing.find(({ file }) => hasComments(file.source))
      if (commented !== undefined && !options['drop-comments']) {
        throw new UsageError(
          `\`${commented.file.file}\` has comments, which the canonical form does not keep`,
          'say with `description` what they say, or give `--drop-comments`',
        )
      }
      for (const { file, canonical } of differing) await writeFile(file.file, canonical)
    }
    const names = differing.map(({ file }) => file.file)
    output.show({ differing: names, written: options.write }, () => names)
    return options.check && names.length > 0 ? EXIT.failure : EXIT.ok
  },
})

/** Whether a policy fits an API makes no difference to its form. */
function toCanonical(file: PolicyFile): string {
  const { policy, diagnostics } = diagnosePolicy({ ...file, kind: 'global' }, [])
  return printPolicy(requirePolicy({ file, policy, diagnostics: policy === null ? diagnostics : [] }))
}
