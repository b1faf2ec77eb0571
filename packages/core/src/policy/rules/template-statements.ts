import type { Statement } from '../ast.ts'
import type { DiagnosticLog } from '../read/diagnostic-log.ts'
import { literalsIn } from './literals-in.ts'
import type { Rule, StatementScope } from './rule.ts'

/**
 * A template says whom it allows and what it allows it on by slots, so that each link is about one principal and one resource: its statements
 * are all about resources of one type, or all about none.
 */
export const templateStatements: Rule = ({ kind, log }) => {
  if (kind !== 'template') return {}
  let first: { readonly statement: Statement; readonly type: string | null } | undefined
  return {
    policy({ type, template, statements }) {
      if (template === undefined) {
        const span = statements[0]?.span ?? { line: 1, column: 1, offset: 0, length: 0 }
        log.error(
          'template-expected',
          span,
          'the template has no name',
          'write `template: share-document` above `policy:`',
        )
      } else if (type !== 'openAPI') {
        log.error('type-mismatch', template.span, 'a template is about operations of an OpenAPI document')
      }
    },
    statement(scope) {
      const { statement } = scope
      if (statement.principal === undefined) {
        const hint = 'write `principal: ?principal` beside `allow`'
        log.error('slot-unbound', statement.span, 'the statement does not say whom it allows', hint)
      }
      const type = typeOf(scope, log)
      if (type === undefined) return
      first ??= { statement, type }
      if (first.type === type) return
      const message = `the statement is about ${inWords(type)}, and the first one about ${inWords(first.type)}`
      log.error('template-resources', statement.span, message, 'make two templates of it: a link is to one resource')
    },
    comparison(comparison) {
      for (const literal of literalsIn(comparison)) {
        if (literal.kind !== 'slot' || (literal.name !== 'principal' && literal.name !== 'resource')) continue
        const hint = `write \`$${literal.name}:id\`, which is the same for the principal and the resource of a link`
        log.error('slot-unbound', literal.span, `\`?${literal.name}\` stands beside \`allow\`, not in \`where\``, hint)
      }
    },
  }
}

/** The type of the resources that a statement is about, null where it is about none, undefined where that was reported or cannot be told. */
function typeOf({ statement, targets }: StatementScope, log: DiagnosticLog): string | null | undefined {
  const named = targets.filter((target) => target.named)
  if (statement.resource === undefined) {
    const about = targets.find(({ operation }) => operation.resource !== null)
    if (about === undefined) return targets.length === 0 ? undefined : null
    const message = `the statement does not say on which resource it allows \`${about.operation.id}\``
    log.error('slot-unbound', statement.span, message, 'write `resource: ?resource` beside `allow`')
    return undefined
  }
  const without = named.find(({ operation }) => operation.resource === null)
  if (without !== undefined) {
    const message = `\`${without.operation.id}\` has no resource, so \`?resource\` is none of its`
    log.error('template-resources', statement.resource.span, message, 'move it to a template without `resource`')
    return undefined
  }
  const types = new Set(named.map(({ operation }) => operation.resource?.type ?? null))
  if (types.size > 1) {
    const message = `the operations are about resources of several types: ${[...types].map(inWords).join(', ')}`
    log.error('template-resources', statement.resource.span, message, 'make several templates of it')
    return undefined
  }
  return [...types][0]
}

function inWords(type: string | null): string {
  return type === null ? 'no resource' : `\`${type}\``
}
