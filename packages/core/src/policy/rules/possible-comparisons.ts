import type { Comparison, Literal, Operand } from '../ast.ts'
import { isVariable } from '../condition/condition-variables.ts'
import { printOperand } from '../print/print-condition.ts'
import type { Rule } from './rule.ts'

const PRINCIPAL_TYPES: readonly string[] = ['user', 'apiKey', 'assumedRole', 'upstream']

/** A comparison can be TRUE for some request. */
export const possibleComparisons: Rule = ({ log }) => ({
  comparison(comparison) {
    const reason = whyNeverTrue(comparison)
    if (reason !== undefined) log.warn('never-true', comparison.span, `this is never TRUE: ${reason}`)
  },
})

function whyNeverTrue(comparison: Comparison): string | undefined {
  switch (comparison.kind) {
    case 'compare':
      if (comparison.operator !== '=') return undefined
      return isVariable(comparison.left)
        ? whyNoneMatches(comparison.left, [comparison.right])
        : whyNoneMatches(comparison.right, [comparison.left])
    case 'in': {
      const list = 'kind' in comparison.right ? [comparison.right] : comparison.right
      if (!comparison.negated) return whyNoneMatches(comparison.left, list)
      return list.some(({ kind }) => kind === 'null') ? 'with NULL in the list NOT IN is FALSE or UNKNOWN' : undefined
    }
    case 'like':
      return comparison.negated ? undefined : whyNoneMatches(comparison.left, [comparison.pattern])
    case 'between':
      return comparison.negated || !isEmptyRange(comparison.low, comparison.high)
        ? undefined
        : 'the lower bound is above the upper one'
    case 'all':
      return whyNoneMatches(comparison.variable, 'kind' in comparison.right ? [comparison.right] : comparison.right)
    case 'is-null':
      return undefined
  }
}

/** Why a value equals none of the others, or undefined where it may. */
function whyNoneMatches(value: Operand, others: readonly Operand[]): string | undefined {
  const texts = others.flatMap((other) => (other.kind === 'string' ? other.value : []))
  if (others.length === 0 || texts.length < others.length) {
    return others.length > 1 && others.every(({ kind }) => kind === 'null') ? 'nothing equals NULL' : undefined
  }
  const name = `\`${printOperand(value)}\``
  switch (value.kind) {
    case 'principal':
      if (value.attribute === 'email' && texts.every((text) => /[A-Z]/.test(text))) return `${name} is in lower case`
      if (value.attribute === 'type' && !texts.some((text) => PRINCIPAL_TYPES.includes(text) || /[%_]/.test(text))) {
        return `${name} is \`user\`, \`apiKey\`, \`assumedRole\` or \`upstream\``
      }
      return undefined
    case 'principal-tag':
    case 'resource-tag':
      return texts.every((text) => text === '') ? 'no tag has an empty value' : undefined
    default:
      return undefined
  }
}

function isEmptyRange(low: Literal, high: Literal): boolean {
  return low.kind === 'number' && high.kind === 'number' && low.value > high.value
}
