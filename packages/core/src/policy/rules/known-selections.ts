import { findUnknownSelection } from '../match-selections.ts'
import { printSelectionPattern } from '../print/print-policy.ts'
import type { Rule } from './rule.ts'

/** Every selection names a root field of some schema, and fields beneath it. */
export const knownSelections: Rule = ({ services, log }) => ({
  selection(selection) {
    const { root, path, span } = selection
    if (path.includes('__typename')) {
      log.error('selection-syntax', span, '`__typename` is free: it is neither granted nor denied', 'leave it out')
      return
    }
    const unknown = findUnknownSelection(selection, services)
    if (unknown === undefined) return
    const { known, nearest } = unknown
    const hint = nearest === undefined ? undefined : `did you mean \`${[...known, nearest].join('.')}\`?`
    if (known.length === 0) {
      log.error('operation-unknown', span, `no GraphQL schema has the root field \`${root}:${path[0] ?? ''}\``, hint)
      return
    }
    const parent = printSelectionPattern({ root, path: known, span })
    log.error('field-unknown', span, `\`${parent}\` has no field \`${path[known.length] ?? ''}\``, hint)
  },
})
