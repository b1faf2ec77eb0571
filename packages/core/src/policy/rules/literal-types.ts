import type { JsonType } from '../../model/service.ts'
import type { Comparison, Literal, Variable } from '../ast.ts'
import { variablesIn } from '../condition/condition-variables.ts'
import { printOperand } from '../print/print-condition.ts'
import { literalsIn } from './literals-in.ts'
import type { Rule, StatementScope } from './rule.ts'

/** A literal is of a type that the value beside it may have: nothing is coerced, so that `'10'` never equals 10. */
export const literalTypes: Rule = ({ log }) => ({
  comparison(comparison: Comparison, scope) {
    const [variable] = variablesIn(comparison)
    if (variable === undefined) return
    const wrong = literalsIn(comparison).find((literal) => !mayCompare(variable, literal, scope))
    if (wrong === undefined) return
    log.warn(
      'literal-type',
      wrong.span,
      `\`${printOperand(wrong)}\` is ${wrong.kind === 'string' ? 'text' : `a ${wrong.kind}`}, and \`${printOperand(variable)}\` never is: they never compare`,
      hintFor(wrong),
    )
  },
})

function mayCompare(variable: Variable, literal: Literal, scope: StatementScope): boolean {
  if (literal.kind === 'null' || literal.kind === 'slot') return true
  switch (variable.kind) {
    case 'principal-tag':
    case 'resource-tag':
      return literal.kind !== 'boolean'
    case 'principal':
    case 'resource':
    case 'context':
      return literal.kind === 'string'
    case 'request': {
      const types = scope.resolve(variable).map(({ found }) => (typeof found === 'object' ? found.types : undefined))
      return types.length === 0 || types.some((declared) => declared === undefined || accepts(declared, literal.kind))
    }
  }
}

function accepts(types: ReadonlySet<JsonType>, kind: 'string' | 'number' | 'boolean'): boolean {
  return types.size === 0 || types.has(kind) || (kind === 'number' && types.has('integer'))
}

function hintFor(literal: Literal): string | undefined {
  if (literal.kind === 'string') {
    if (/^-?[0-9]+(\.[0-9]+)?$/.test(literal.value)) return `write \`${literal.value}\`, without quotes`
    return /^(true|false)$/i.test(literal.value)
      ? `write \`${literal.value.toUpperCase()}\`, without quotes`
      : undefined
  }
  return `write \`'${printOperand(literal).toLowerCase()}'\`, in quotes`
}
