import type { Comparison } from '../ast.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import { printOperand } from '../print/print-condition.ts'
import { resolveRequestVariable, type RequestVariable } from '../condition/request-path.ts'
import { variablesIn } from '../condition/condition-variables.ts'
import { findNearestField } from './nearest-field.ts'
import type { Resolution, Rule, StatementScope } from './rule.ts'

const OPERATIONS_LISTED = 5

/**
 * A request variable names one value in every operation that it is meant for: each operation named, and in a `deny` each one reached, since
 * there a value that is missing denies.
 */
export const knownRequestFields: Rule = ({ log }) => ({
  comparison(comparison: Comparison, scope: StatementScope) {
    for (const variable of variablesIn(comparison)) {
      if (variable.kind === 'request') checkVariable(variable, scope, log)
    }
  },
})

function checkVariable(variable: RequestVariable, scope: StatementScope, log: DiagnosticLog): void {
  const resolutions = scope.resolve(variable)
  const text = printOperand(variable)
  const ambiguous = resolutions.filter(({ found }) => found === 'ambiguous')
  const [oneAmbiguous] = ambiguous
  if (oneAmbiguous !== undefined) {
    log.error(
      'field-ambiguous',
      variable.span,
      `\`${text}\` is declared in two places in ${listOperations(ambiguous)}`,
      `write ${explicitForms(variable, oneAmbiguous).join(' or ')}`,
    )
  }

  const lacking = resolutions.filter(({ found }) => found === 'no-such-field')
  const strict = lacking.filter(({ target }) => target.named || scope.statement.effect === 'deny')
  const [first] = strict
  if (first !== undefined) {
    log.error(
      'field-unknown',
      variable.span,
      `\`${text}\` is no field of ${listOperations(strict)}`,
      hintFor(variable, first),
    )
  } else if (lacking.length > 0 && lacking.length === resolutions.length) {
    log.warn(
      'never-true',
      variable.span,
      `\`${text}\` is a field of no operation that the statement reaches, so this is never TRUE`,
    )
  }
}

/** The variable as it is written for each of the places that declare it. */
function explicitForms(variable: RequestVariable, { target }: Resolution): readonly string[] {
  return (['path', 'query', 'body'] as const)
    .map((source) => ({ ...variable, source }))
    .filter((form) => resolveRequestVariable(form, target.operation, target.service) !== 'no-such-field')
    .map((form) => `\`${printOperand(form)}\``)
}

function hintFor(variable: RequestVariable, { target }: Resolution): string | undefined {
  const path = findNearestField(variable, target.operation, target.service)
  if (path !== undefined) return `did you mean \`${printOperand({ ...variable, path })}\`?`
  return target.named ? undefined : 'name the operations that have the field in a statement of their own'
}

function listOperations(resolutions: readonly Resolution[]): string {
  const ids = resolutions.map(({ target }) => `\`${target.operation.id}\``)
  const more = ids.length - OPERATIONS_LISTED
  return more > 0 ? `${ids.slice(0, OPERATIONS_LISTED).join(', ')} and ${more} more` : ids.join(', ')
}
