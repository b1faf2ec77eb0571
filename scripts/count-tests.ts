import type { Reporter } from 'vitest/node'

export interface TestCounts {
  passed: number
  failed: number
}

/**
 * A reporter that counts into `counts`. A file that could not be loaded, an error outside every test and a skipped test count as
 * failures: what did not run has not passed.
 */
export function countTests(counts: TestCounts): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      counts.failed += unhandledErrors.length
      if (modules.length === 0) counts.failed++
      for (const module of modules) {
        counts.failed += module.errors().length
        for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
        for (const test of module.children.allTests()) {
          if (test.result().state === 'passed') counts.passed++
          else counts.failed++
        }
      }
    },
  }
}
