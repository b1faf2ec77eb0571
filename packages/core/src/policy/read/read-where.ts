import type { Condition } from '../ast.ts'
import { parseCondition } from '../condition/parse-condition.ts'
import type { StatementContext } from './statement-context.ts'
import { describeNode, type YamlNode } from './yaml-node.ts'

/** Reads the value of `where`; answers null where it reports an error: a `where` that is present never means "always". */
export function readWhere(node: YamlNode, { source, log }: StatementContext): Condition | null {
  if (node.kind !== 'text') {
    const hint = node.kind === 'map' ? 'put the whole `where` in quotes' : 'leave `where` out to mean always'
    log.error('condition-empty', node.span, `\`where\` needs a condition, not ${describeNode(node)}`, hint)
    return null
  }
  const { condition, diagnostics } = parseCondition(node.value, { source, locate: node.locate })
  const end = node.span.offset + node.span.length
  const isCut = node.plain && /^[ \t]+#.*['"’”]/.test(source.slice(end, end + 1000))
  if (
    condition === null &&
    isCut &&
    diagnostics.some(({ code }) => code === 'quote-unclosed' || code === 'quote-mixed')
  ) {
    const message = 'YAML reads the ` #` in the `where` as the beginning of a comment'
    log.error(
      'where-unquoted',
      node.span,
      message,
      'put the whole `where` in quotes, or write it as a block after `where: |`',
    )
    return null
  }
  log.add(diagnostics)
  return condition
}
