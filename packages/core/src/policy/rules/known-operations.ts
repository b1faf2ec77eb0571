import { quoteInput } from '../read/diagnostic-log.ts'
import { findNearestOperation, isExactPattern, matchOperations, OWN_PATH_PREFIX } from '../match-operations.ts'
import { printOperationPattern } from '../print/print-policy.ts'
import type { Rule } from './rule.ts'

/** Every pattern matches an operation of some service; but which operations Wardkit has of its own is no matter of documents. */
export const knownOperations: Rule = ({ services, log }) => ({
  pattern(pattern, { statement }) {
    if (matchOperations(pattern, statement.effect, services).length > 0) return
    if (!isExactPattern(pattern) && pattern.path?.startsWith(OWN_PATH_PREFIX) === true) return
    const nearest = findNearestOperation(pattern, services)
    log.error(
      'operation-unknown',
      pattern.span,
      `${quoteInput(printOperationPattern(pattern))} matches no operation of any service`,
      nearest === undefined ? undefined : `did you mean \`${nearest}\`?`,
    )
  },
})
