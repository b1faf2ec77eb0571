import { foldTag } from '../model/fold.ts'
import type { Condition, Variable } from '../policy/ast.ts'
import type { Span } from '../policy/diagnostic.ts'
import { printCondition } from '../policy/print/print-policy.ts'
import { compareCodePoints } from '../util/compare-code-points.ts'
import type { SharedTags } from './shared-tags.ts'

/** Most comparisons that are added to one condition: more than anybody would read. */
const MOST_ADDED = 12

/**
 * A condition that asks, besides what it asked, for the tags that every use had. Every use still meets it, and nothing meets it that did not meet
 * the old one.
 *
 * @param where the old one; undefined: there was none
 * @returns the old one itself where nothing was shared that it does not ask for already
 */
export function narrowCondition(where: Condition | undefined, shared: SharedTags, span: Span): Condition | undefined {
  const kept = where === undefined ? [] : where.kind === 'and' ? where.operands : [where]
  const asked = new Set(kept.map(foldedText))
  const added = comparisonsOf(shared, span).filter((comparison) => !asked.has(foldedText(comparison)))
  if (added.length === 0) return where
  const operands = [...kept, ...added.slice(0, MOST_ADDED)]
  const [only] = operands
  return operands.length === 1 && only !== undefined ? only : { kind: 'and', operands, span }
}

/** Tags compare folded, so comparisons of tags that fold to one text ask the same. */
function foldedText(condition: Condition): string {
  return foldTag(printCondition(condition))
}

function comparisonsOf({ principal, resource, common }: SharedTags, span: Span): readonly Condition[] {
  const comparisons: Condition[] = []
  for (const [, { key, values }] of inOrder(principal)) {
    const left: Variable = { kind: 'principal-tag', key, span }
    for (const value of values.values()) comparisons.push(equals(left, value, span))
  }
  for (const [, { key, values, only }] of inOrder(resource)) {
    const left: Variable = { kind: 'resource-tag', key, span }
    for (const value of values.values()) {
      const right = { kind: 'string', value, span } as const
      // `=` is TRUE if any value matches: where there never was another value, every value is asked for.
      comparisons.push(only ? { kind: 'all', variable: left, right, span } : equals(left, value, span))
    }
  }
  for (const [folded, extent] of inOrder(common)) {
    // One value that all resources share says more than that it is the principal's too.
    if (resource.has(folded)) continue
    const left: Variable = { kind: 'resource-tag', key: folded, span }
    const right: Variable = { kind: 'principal-tag', key: folded, span }
    comparisons.push(
      extent === 'every'
        ? { kind: 'all', variable: left, right, span }
        : { kind: 'compare', operator: '=', left, right, span },
    )
  }
  return comparisons
}

function equals(left: Variable, value: string, span: Span): Condition {
  return { kind: 'compare', operator: '=', left, right: { kind: 'string', value, span }, span }
}

/** By key, so that the same log gives the same text. */
function inOrder<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => compareCodePoints(a, b))
}
