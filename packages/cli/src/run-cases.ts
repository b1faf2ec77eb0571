import { explainText } from '@wardkit/core'
import { WardkitError } from '@wardkit/core/errors'
import type { CaseFile, PolicyCase } from './case-file.ts'
import type { CoverageLog } from './policy-coverage.ts'
import type { Attempt, PolicyBench } from './policy-bench.ts'
import { UsageError } from './usage-error.ts'

/** What came of one case. */
export interface CaseResult {
  readonly case: string
  readonly file: string
  readonly line: number
  readonly passed: boolean
  readonly expected: { readonly answer: 'allow' | 'deny'; readonly reason: string | null }
  readonly actual: { readonly answer: 'allow' | 'deny'; readonly reason: string }
  /** Why it came out so, for a case that failed. */
  readonly explanation: readonly string[]
}

/** Sends the requests of cases to a bench, one after the other, and compares what becomes of each with what was expected. */
export async function runCases(
  { cases }: CaseFile,
  bench: PolicyBench,
  coverage: CoverageLog,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = []
  for (const each of cases) {
    const attempt = await attemptOf(each, bench)
    if (attempt.explanation !== null) coverage.add(attempt.explanation)
    results.push(judge(each, attempt))
  }
  return results
}

/** @throws UsageError naming the case where the bench takes it for a mistake: a link of no template, a value of another type */
async function attemptOf({ request, file, line }: PolicyCase, bench: PolicyBench): Promise<Attempt> {
  try {
    return await bench.attempt(request)
  } catch (error) {
    const isMistake = error instanceof WardkitError && ['ERR_INVALID_INPUT', 'ERR_NOT_FOUND'].includes(error.code)
    if (!isMistake) throw error
    throw new UsageError(`${file}:${line}: ${error.message}`, error.help ?? 'correct what the case says is there')
  }
}

function judge({ name, file, line, expect, reason: wanted }: PolicyCase, attempt: Attempt): CaseResult {
  const answer = attempt.allowed ? 'allow' : 'deny'
  const reason = reasonOf(attempt)
  // A request that was refused before any policy was asked shows nothing of the policies, unless just that was expected: its path may be a mistake.
  const isDecided = attempt.explanation !== null || attempt.allowed
  const passed = answer === expect && (wanted === undefined ? isDecided : wanted === reason)
  return {
    case: name,
    file,
    line,
    passed,
    expected: { answer: expect, reason: wanted ?? null },
    actual: { answer, reason },
    explanation: passed ? [] : explain(attempt),
  }
}

/** The reason of the decision; of a request that needed none, `public` or the code of its refusal. */
export function reasonOf({ allowed, code, explanation }: Attempt): string {
  return explanation?.decision.reason ?? (allowed ? 'public' : (code ?? ''))
}

/** Why a request came out as it did, in lines for people. */
export function explain({ allowed, code, detail, explanation }: Attempt): readonly string[] {
  if (explanation !== null) return explainText(explanation).split('\n')
  if (allowed) return ['the operation is public']
  return [
    code === 'ERR_NOT_FOUND'
      ? 'no OpenAPI document declares this operation'
      : (detail ?? `it is refused with ${code ?? ''}`),
  ]
}
