import { printOperand } from '../print/print-condition.ts'
import { variablesIn } from '../condition/condition-variables.ts'
import type { Rule } from './rule.ts'

/** `$resourceTags[param]` names a path parameter of every operation that it is meant for. */
export const knownPathParameters: Rule = ({ log }) => ({
  comparison(comparison, { statement, targets }) {
    for (const variable of variablesIn(comparison)) {
      if (variable.kind !== 'resource-tag' || variable.parameter === undefined) continue
      const { parameter } = variable
      const lacking = targets.find(
        ({ operation, named }) =>
          (named || statement.effect === 'deny') && operation.pathParameters.every(({ name }) => name !== parameter),
      )
      if (lacking === undefined) continue
      const declared = lacking.operation.pathParameters.map(({ name }) => `\`${name}\``)
      log.error(
        'path-parameter-unknown',
        variable.span,
        `\`${printOperand(variable)}\`: \`${lacking.operation.id}\` has no path parameter \`${parameter}\``,
        declared.length === 0
          ? 'the operation has no path parameters'
          : `its path parameters are ${declared.join(', ')}`,
      )
    }
  },
})
