import { dirname } from 'node:path'
import { CASE_FILE_EXAMPLE, readCaseFile } from '../case-file.ts'
import { defineCommand, EXIT } from '../command.ts'
import { findBenchDocuments, OPENAPI_OPTIONS } from '../load-services.ts'
import type { Output } from '../output.ts'
import { createPolicyBench } from '../policy-bench.ts'
import { createCoverageLog, type PolicyCoverage } from '../policy-coverage.ts'
import { findCaseFiles, POLICY_FILES_HELP, readPolicyFiles } from '../policy-files.ts'
import { runCases, type CaseResult } from '../run-cases.ts'
import { UsageError } from '../usage-error.ts'

/** `wardkit policy test`: requests in files, and whether the policies beside them answer as expected. */
export const policyTest = defineCommand({
  name: 'policy test',
  about: 'Run cases against policies, and tell what no case has shown',
  operands: '<case file or folder…>',
  details: [
    ...POLICY_FILES_HELP,
    '',
    'A file of cases:',
    '',
    ...CASE_FILE_EXAMPLE.map((line) => `  ${line}`),
    '',
    'The policies are those in the folder of the file of cases. Coverage counts statements that applied, and comparisons',
    'that were TRUE and that were not. Exits with 1 when a case fails, or coverage is less than asked for.',
  ],
  options: {
    ...OPENAPI_OPTIONS,
    policies: {
      type: 'string',
      multiple: true,
      value: 'path',
      about: 'the policies; by default those beside the cases',
    },
    'min-coverage': { type: 'string', value: 'percent', about: 'fail when less of the policies is covered' },
  },
  examples: [
    ['wardkit policy test policies', 'every case of a folder'],
    ['wardkit policy test policies/doctor.cases.yaml --min-coverage 100', 'for a pipeline'],
  ],
  async run({ operands, options, output }) {
    const least = readPercent(options['min-coverage'] ?? '0')
    const runs: { results: readonly CaseResult[]; coverage: PolicyCoverage }[] = []
    for (const file of findCaseFiles(operands)) {
      const cases = await readCaseFile(file)
      const policies = await readPolicyFiles(options.policies.length > 0 ? options.policies : [dirname(file)])
      const { openapi, graphql } = cases.documents
      const isNamed = options.openapi.length > 0 || options.graphql.length > 0
      const documents = isNamed || openapi.length + graphql.length === 0 ? findBenchDocuments(options) : cases.documents
      const bench = await createPolicyBench(documents, policies, output)
      try {
        const coverage = createCoverageLog(policies)
        const results = await runCases(cases, bench, coverage)
        runs.push({ results, coverage: coverage.report() })
      } finally {
        await bench.close()
      }
    }
    const results = runs.flatMap((run) => run.results)
    const failed = results.filter(({ passed }) => !passed)
    const isCovered = runs.every(({ coverage }) => coverage.percent >= least)
    output.show(
      { ok: failed.length === 0 && isCovered, results, coverage: runs.map(({ coverage }) => coverage) },
      () => [
        ...failed.flatMap((result) => describeFailure(result, output)),
        ...runs.flatMap(({ coverage }) => describeCoverage(coverage, output)),
        output.style(failed.length > 0 ? 'bad' : 'good', `${results.length} cases, ${failed.length} failed`),
        ...(isCovered ? [] : [output.style('bad', `coverage is less than ${least}%`)]),
      ],
    )
    return failed.length === 0 && isCovered ? EXIT.ok : EXIT.failure
  },
})

function readPercent(text: string): number {
  const percent = Number(text)
  if (percent >= 0 && percent <= 100) return percent
  throw new UsageError(`\`--min-coverage\` takes a number from 0 to 100, not \`${text}\``)
}

function describeFailure(
  { case: name, file, line, expected, actual, explanation }: CaseResult,
  output: Output,
): string[] {
  const { answer, reason } = expected
  return [
    `${output.style('bad', 'FAILED')} ${output.style('strong', name)} (${file}:${line})`,
    `  expected ${answer}${reason === null ? '' : ` (${reason})`}, got ${actual.answer} (${actual.reason})`,
    ...explanation.map((text) => `  ${text}`),
    '',
  ]
}

function describeCoverage({ statements, comparisons, percent, missing }: PolicyCoverage, output: Output): string[] {
  return [
    ...missing.map(({ file, line, message }) => output.style('warning', `not covered: ${file}:${line}: ${message}`)),
    `coverage: ${percent}% (${statements.covered} of ${statements.total} statements, ${comparisons.covered} of ${comparisons.total} outcomes of comparisons)`,
  ]
}
