import type { ExplainedStatement, Explanation, PolicySource } from '@wardkit/core'
import {
  printCondition,
  readPolicy,
  type Condition,
  type PolicyKind,
  type Statement as PolicyStatement,
} from '@wardkit/core/policy'
import type { PolicyFile } from './policy-files.ts'

/** How much of some policies a set of cases has exercised. */
export interface PolicyCoverage {
  /** Statements that applied in some case, of all. */
  readonly statements: Ratio
  /** Comparisons, each counted twice: seen TRUE, and seen otherwise. */
  readonly comparisons: Ratio
  /** Of both together, from 0 to 100, rounded down: it is 100 only when nothing is missing. */
  readonly percent: number
  readonly missing: readonly Missing[]
}

export interface Ratio {
  readonly covered: number
  readonly total: number
}

/** What no case has shown. */
export interface Missing {
  readonly file: string
  readonly line: number
  /** `never applies`, or a comparison and what it never was. */
  readonly message: string
}

/** Collects what cases show of policies. */
export interface CoverageLog {
  add(explanation: Explanation): void
  report(): PolicyCoverage
}

interface Statement {
  readonly file: string
  readonly line: number
  applied: boolean
  readonly comparisons: readonly Comparison[]
}

interface Comparison {
  readonly text: string
  readonly line: number
  wasTrue: boolean
  wasNotTrue: boolean
}

/** @param policies readable ones; those that cannot be read count for nothing, nor do statements of Wardkit's own operations: no case asks those */
export function createCoverageLog(policies: readonly PolicyFile[]): CoverageLog {
  const statements = new Map<string, Statement>()
  for (const { kind, id, file, source } of policies) {
    const { policy } = readPolicy(source)
    for (const [index, statement] of (policy?.statements ?? []).entries()) {
      if (isOwn(statement)) continue
      const { span, where } = statement
      const comparisons = where === undefined ? [] : comparisonsIn(where)
      statements.set(`${kind} ${policy?.template?.name ?? id} ${index}`, {
        file,
        line: span.line,
        applied: false,
        comparisons,
      })
    }
  }
  // Every tenant of the cases has one guardrail, the same.
  const guardrail = policies.find(({ kind }) => kind === 'guardrail')?.id ?? ''

  function note({ source, index, applies, truths }: ExplainedStatement): void {
    const statement = statements.get(`${kindOf(source)} ${nameOf(source, guardrail)} ${index}`)
    if (statement === undefined) return
    if (applies === 'yes') statement.applied = true
    for (const [at, comparison] of statement.comparisons.entries()) {
      if (truths[at] === 'TRUE') comparison.wasTrue = true
      else if (truths[at] !== undefined) comparison.wasNotTrue = true
    }
  }

  return {
    add: (explanation) => explanation.statements.forEach(note),
    report: () => measure([...statements.values()]),
  }
}

function measure(statements: readonly Statement[]): PolicyCoverage {
  const comparisons = statements.flatMap((statement) => statement.comparisons)
  const seen = comparisons.flatMap(({ wasTrue, wasNotTrue }) => [wasTrue, wasNotTrue])
  const all = [...statements.map(({ applied }) => applied), ...seen]
  return {
    statements: toRatio(statements.map(({ applied }) => applied)),
    comparisons: toRatio(seen),
    percent: all.length === 0 ? 100 : Math.floor((100 * toRatio(all).covered) / all.length),
    missing: statements.flatMap(({ file, line, applied, comparisons: own }) => [
      ...(applied ? [] : [{ file, line, message: 'this statement never applies' }]),
      ...own.flatMap((comparison) => [
        ...(comparison.wasTrue ? [] : [{ file, line: comparison.line, message: `never TRUE: ${comparison.text}` }]),
        ...(comparison.wasNotTrue
          ? []
          : [{ file, line: comparison.line, message: `never other than TRUE: ${comparison.text}` }]),
      ]),
    ]),
  }
}

function toRatio(seen: readonly boolean[]): Ratio {
  return { covered: seen.filter(Boolean).length, total: seen.length }
}

/** Whether a statement names nothing but operations of Wardkit's own. */
function isOwn({ operations }: PolicyStatement): boolean {
  return operations.length > 0 && operations.every(({ path }) => path?.startsWith('/wardkit/') === true)
}

function kindOf({ kind }: PolicySource): PolicyKind {
  return kind === 'link' ? 'template' : kind
}

function nameOf(source: PolicySource, guardrail: string): string {
  switch (source.kind) {
    case 'role':
      return source.id
    case 'global':
      return source.name
    case 'guardrail':
      return guardrail
    case 'link':
      return source.template
  }
}

/** In the order of the clause, in which an explanation tells their truths. */
function comparisonsIn(condition: Condition, negated = false): readonly Comparison[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap((operand) => comparisonsIn(operand, negated))
    case 'not':
      return comparisonsIn(condition.operand, !negated)
    default: {
      const text = `${negated ? 'NOT ' : ''}${printCondition(condition)}`
      return [{ text, line: condition.span.line, wasTrue: false, wasNotTrue: false }]
    }
  }
}
