import type { Operation } from '../../model/service.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import { printOperand } from '../print/print-condition.ts'
import { resolveRequestVariable, type RequestVariable } from '../condition/request-path.ts'
import type { Resolution, Target } from './rule.ts'

/** What a request variable means in each of some operations. */
export type RequestResolver = (variable: RequestVariable, targets: readonly Target[]) => readonly Resolution[]

/** How many pairs of a request variable and an operation are looked at in one policy: wildcards multiply the one with the other. */
const PAIRS_RESOLVED = 200_000

/**
 * Resolves every pair of variable and operation once for a whole policy. A policy that has too many of them is refused, since checking it
 * would hold up everybody else; what remains of it is resolved to nothing.
 */
export function createRequestResolver(log: DiagnosticLog): RequestResolver {
  const memo = new Map<string, Map<Operation, Resolution['found']>>()
  let pairs = 0
  return (variable, targets) => {
    const key = printOperand(variable)
    const known = memo.get(key) ?? new Map<Operation, Resolution['found']>()
    memo.set(key, known)
    if (pairs > PAIRS_RESOLVED) return []
    pairs += targets.filter(({ operation }) => !known.has(operation)).length
    if (pairs > PAIRS_RESOLVED) {
      log.error(
        'limit-exceeded',
        variable.span,
        `the policy looks for too many request values in too many operations: at most ${PAIRS_RESOLVED} pairs`,
        'name operations in place of wildcards, or make several policies of it',
      )
      return []
    }
    return targets.map((target) => {
      const { operation, service } = target
      const found = known.get(operation) ?? resolveRequestVariable(variable, operation, service)
      known.set(operation, found)
      return { target, found }
    })
  }
}
