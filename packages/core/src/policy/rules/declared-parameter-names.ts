import { isExactPattern, matchOperations } from '../match-operations.ts'
import type { Rule } from './rule.ts'

/** Path parameters are called in a pattern what the document calls them; they match by position all the same. */
export const declaredParameterNames: Rule = ({ services, log }) => ({
  pattern(pattern, { statement }) {
    if (!isExactPattern(pattern) || pattern.path === null) return
    const [operation] = matchOperations(pattern, statement.effect, services)
    if (operation === undefined) return
    const written = parameterNames(pattern.path)
    const declared = parameterNames(operation.path)
    if (written.length !== declared.length || written.every((name, i) => name === declared[i])) return
    log.warn(
      'parameter-name',
      pattern.span,
      `the document spells the path \`${operation.path}\`; parameters match by position`,
      `write \`${operation.id}\``,
    )
  },
})

function parameterNames(path: string): readonly string[] {
  return path.match(/\{[^{}]*\}/g) ?? []
}
