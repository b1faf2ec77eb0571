import { escapeInvisible, printText } from '../policy/print/print-scalar.ts'
import { assertNever } from '../util/assert-never.ts'
import type { PolicySource } from './decision.ts'
import { describeDecision, describeSource } from './describe-decision.ts'
import type { ExplainedStatement, Explanation, SingleChange, TracedComparison, TracedOperand } from './explanation.ts'

/** How many changes are written out. */
const CHANGES_TOLD = 10

/**
 * Writes an explanation as plain lines for a terminal, indented by two spaces a level: the answer, each statement with what it met, and the
 * changes that would have allowed the request. It shows the values of everybody involved, so it is for who may see the policies and the
 * resource; what cannot be seen on a terminal is escaped.
 */
export function explainText(explanation: Explanation): string {
  const trace = traceLines(explanation, 'operator').map((line) => `  ${line}`)
  return [
    escapeInvisible(describeDecision(explanation.decision)),
    ...trace,
    ...changeLines(explanation).map(escapeInvisible),
  ].join('\n')
}

/**
 * What each statement made of the request, one line each, what it met beneath, indented by two spaces.
 *
 * @param audience a `caller` is shown its own values and the request's; a resource's tags, owner and tenant are withheld from it, since it was
 * just refused that resource
 */
export function traceLines({ statements }: Explanation, audience: 'operator' | 'caller'): readonly string[] {
  return statements
    .flatMap((statement) => [
      `${nameOf(statement)}: ${outcomeOf(statement)}`,
      ...statement.comparisons.map((comparison) => `  ${comparisonLine(comparison, audience)}`),
      ...fieldLines(statement),
      ...tagLines(statement, audience),
    ])
    .map(escapeInvisible)
}

function nameOf({ source, index, statement }: ExplainedStatement): string {
  const name = statement.id === undefined ? `statement ${index + 1}` : `statement \`${statement.id}\``
  return `${statement.effect} of ${describeSource(source)}, ${name}`
}

function outcomeOf({ statement, applies, reason }: ExplainedStatement): string {
  if (applies === 'depends') return 'depends on the request'
  if (applies === 'yes') return reason === 'unavailable' ? 'applies, as a value could not be had' : 'applies'
  switch (reason) {
    case 'condition-not-met':
      return 'its condition is not met'
    case 'field-not-allowed':
      return 'it does not cover every field of the request'
    case 'tags-do-not-match':
      return "the resource's tags do not match the principal's"
    case 'unavailable':
      return 'a value it needs could not be had'
    default:
      return statement.effect === 'deny' ? 'does not apply' : 'does not allow it'
  }
}

function comparisonLine({ comparison, truth, operands }: TracedComparison, audience: 'operator' | 'caller'): string {
  const met = operands.map((operand) => `${operand.variable} ${metOf(operand, audience)}`).join(', ')
  return `${comparison} is ${truth === 'DEPENDS' ? 'open' : truth}${met === '' ? '' : `: ${met}`}`
}

const RESOURCE_NAMES = new Set(['$resource:id', '$resource:type'])

function metOf({ variable, of, status, values, more }: TracedOperand, audience: 'operator' | 'caller'): string {
  // The request itself names the resource; everything else about it is not the caller's to know.
  if (of === 'resource' && audience === 'caller' && !RESOURCE_NAMES.has(variable)) return 'is not shown'
  switch (status) {
    case 'present':
      return `is ${[...values, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
    case 'missing':
      return 'is missing'
    case 'none':
      return 'has no value here'
    case 'unavailable':
      return 'could not be had'
    case 'open':
      return 'is open'
    default:
      return assertNever(status)
  }
}

function fieldLines({ uncoveredFields }: ExplainedStatement): readonly string[] {
  return uncoveredFields.length === 0 ? [] : [`  not covered: ${uncoveredFields.join(', ')}`]
}

function tagLines({ unmatchedTags }: ExplainedStatement, audience: 'operator' | 'caller'): readonly string[] {
  if (audience === 'caller') return []
  return unmatchedTags.map(
    ({ key, resource, principal }) =>
      `  tag \`${key}\`: the resource has ${listOf(resource)}, the principal ${principal.length === 0 ? 'none' : listOf(principal)}`,
  )
}

function listOf(values: readonly string[]): string {
  return values.map(printText).join(', ')
}

function changeLines({ changes, changesCutShort }: Explanation): readonly string[] {
  if (changes.length === 0) return changesCutShort ? ['no single change was found; not all were tried'] : []
  const more = changes.length - CHANGES_TOLD
  return [
    'any one of these alone would have allowed it:',
    ...changes.slice(0, CHANGES_TOLD).map((change) => `  ${describeChange(change)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}

function describeChange(change: SingleChange): string {
  switch (change.kind) {
    case 'role':
      return `give the principal ${describeSource({ ...change, kind: 'role' } satisfies PolicySource)} (\`${change.id}\`)`
    case 'principal-tag':
      return `${describeTagChange(change)} of the principal`
    case 'resource-tag':
      return `${describeTagChange(change)} of ${change.resource.type} \`${change.resource.id}\``
    default:
      return assertNever(change)
  }
}

function describeTagChange({ action, key, value }: Exclude<SingleChange, { kind: 'role' }>): string {
  switch (action) {
    case 'add':
      return `add ${printText(value)} to the tag \`${key}\``
    case 'remove':
      return `remove ${printText(value)} from the tag \`${key}\``
    case 'replace':
      return `make ${printText(value)} the value of the tag \`${key}\``
    default:
      return assertNever(action)
  }
}
