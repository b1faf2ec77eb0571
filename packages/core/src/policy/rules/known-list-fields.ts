import { quoteInput } from '../read/diagnostic-log.ts'
import { isExactPattern, matchOperations } from '../match-operations.ts'
import { printFieldPattern } from '../print/print-policy.ts'
import { resolveRequestVariable, type RequestVariable } from '../condition/request-path.ts'
import { findNearestField } from './nearest-field.ts'
import type { Rule } from './rule.ts'

/** A field list names fields of the JSON body or, where the operation has no body, of the query. */
export const knownListFields: Rule = ({ services, log }) => ({
  pattern(pattern, { statement }) {
    if (!isExactPattern(pattern)) return
    for (const operation of matchOperations(pattern, statement.effect, services)) {
      const service = services.find(({ id }) => id === operation.service)
      if (service === undefined) continue
      for (const field of pattern.fields ?? []) {
        const path = field.parts.flatMap((part) => (part.kind === 'name' ? part.name : []))
        if (path.length === 0) continue
        const source = operation.body === null ? 'query' : 'body'
        const variable: RequestVariable = { kind: 'request', source, path, span: field.span }
        if (resolveRequestVariable(variable, operation, service) !== 'no-such-field') continue
        const nearest = findNearestField(variable, operation, service)
        log.error(
          'field-unknown',
          field.span,
          `${source === 'query' ? 'the query' : 'the JSON body'} of \`${operation.id}\` has no field ${quoteInput(printFieldPattern(field))}`,
          nearest === undefined ? undefined : `did you mean \`${nearest.join('.')}\`?`,
        )
      }
    }
  },
})
