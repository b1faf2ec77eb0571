import type { Condition, Variable } from '../ast.ts'
import { variablesIn } from '../condition/condition-variables.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import { printOperand } from '../print/print-condition.ts'
import type { Rule } from './rule.ts'

/** A `deny` says what it means for a value that is missing: unsaid, the condition is UNKNOWN, and that denies. */
export const certainDenies: Rule = ({ log }) => ({
  statement({ statement }) {
    if (statement.effect === 'deny' && statement.where !== undefined) {
      reportUncertain(statement.where, new Set(), new Set(), log)
    }
  },
})

/**
 * @param settled variables for which a part around this one already decides when they are missing
 * @param reported variables already reported, each of which is named once
 */
function reportUncertain(
  condition: Condition,
  settled: ReadonlySet<string>,
  reported: Set<string>,
  log: DiagnosticLog,
): void {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      // `x IS NOT NULL AND …` is FALSE and `x IS NULL OR …` is TRUE without x, whatever the rest.
      const decided = condition.operands.flatMap((operand) =>
        operand.kind === 'is-null' && operand.negated === (condition.kind === 'and')
          ? printOperand(operand.variable)
          : [],
      )
      const inside = new Set([...settled, ...decided])
      for (const operand of condition.operands) reportUncertain(operand, inside, reported, log)
      return
    }
    case 'not':
      reportUncertain(condition.operand, settled, reported, log)
      return
    case 'is-null':
      return
    default:
      for (const variable of variablesIn(condition)) {
        const text = printOperand(variable)
        if (!mayBeMissing(variable) || settled.has(text) || reported.has(text)) continue
        reported.add(text)
        log.warn(
          'deny-unknown',
          condition.span,
          `where \`${text}\` is missing this is UNKNOWN, and an UNKNOWN \`deny\` denies`,
          `to deny only where it has a value: \`${text} IS NOT NULL AND …\``,
        )
      }
  }
}

function mayBeMissing(variable: Variable): boolean {
  switch (variable.kind) {
    case 'principal-tag':
    case 'resource-tag':
      return true
    case 'request':
      return variable.source !== 'path'
    case 'principal':
      return variable.attribute === 'roles' || variable.attribute === 'email'
    case 'resource':
      return true
    case 'context':
      return false
  }
}
