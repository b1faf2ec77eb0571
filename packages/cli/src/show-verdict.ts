import type { ChainVerdict } from '@wardkit/core'
import { EXIT, type ExitCode } from './command.ts'
import type { Output } from './output.ts'

/** Shows what verifying a log came to, with the head to keep, and answers the exit code. */
export function showVerdict(output: Output, verdict: ChainVerdict): ExitCode {
  output.show(verdict, () =>
    verdict.ok
      ? [
          output.style('good', `${verdict.records} records, each as it was written`),
          `head ${verdict.head.sequence}:${verdict.head.hash}`,
        ]
      : [output.style('bad', verdict.message)],
  )
  return verdict.ok ? EXIT.ok : EXIT.failure
}
