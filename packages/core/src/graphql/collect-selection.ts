import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'
import type { JsonObject } from '../model/json.ts'
import { GRAPHQL_LIMITS, UnreadableRequestError } from './root-field-request.ts'

/** What is left to read of one request, and the fragments that it may use. */
export interface SelectionScope {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Fields and fragments that may still be met. */
  selectionsLeft: number
}

/**
 * The fields of a selection, those of its fragments included, whatever their type conditions and directives: `@skip` is a matter of variables, and
 * what a policy says must not be.
 *
 * @param spread fragments that were spread into this selection already, to which this adds: once is enough
 * @throws UnreadableRequestError for a fragment that is not there, and for more selections than `GRAPHQL_LIMITS` has room for
 */
export function* fieldsOf(
  selectionSet: SelectionSetNode,
  scope: SelectionScope,
  spread: Set<string>,
): Generator<FieldNode> {
  const pending = [...selectionSet.selections].reverse()
  for (let selection = pending.pop(); selection !== undefined; selection = pending.pop()) {
    if (scope.selectionsLeft-- <= 0)
      throw new UnreadableRequestError(`the request selects more than ${GRAPHQL_LIMITS.selections} fields`)
    if (selection.kind === Kind.FIELD) {
      yield selection
      continue
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const name = selection.name.value
      if (spread.has(name)) continue
      spread.add(name)
      const fragment = scope.fragments.get(name)
      if (fragment === undefined) throw new UnreadableRequestError(`the request has no fragment \`${name}\``)
      pending.push(...fragment.selectionSet.selections.toReversed())
    } else pending.push(...selection.selectionSet.selections.toReversed())
  }
}

/** A field while its selection is put together from all the places that select of it. */
interface Selected {
  readonly fields: Map<string, Selected>
  readonly spread: Set<string>
}

/**
 * What is selected beneath a field, as names inside names; a field without a selection is null. Fields of one name are one, whatever their aliases and
 * arguments.
 *
 * INVARIANT: a fragment is spread into each field once, so that the work is bounded by the selections that are found, and fragments that lead back to
 * themselves end at the limit of depth.
 *
 * @throws UnreadableRequestError as `fieldsOf` does, and beyond the limit of depth
 */
export function collectSelection(field: FieldNode, scope: SelectionScope): JsonObject {
  const root: Selected = { fields: new Map(), spread: new Set() }
  const pending = [{ node: field, into: root, depth: 1 }]
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
    const { node, into, depth } = work
    if (node.selectionSet === undefined) continue
    if (depth > GRAPHQL_LIMITS.depth)
      throw new UnreadableRequestError(`the request selects deeper than ${GRAPHQL_LIMITS.depth} fields`)
    for (const inner of fieldsOf(node.selectionSet, scope, into.spread)) {
      const selected = into.fields.get(inner.name.value) ?? { fields: new Map(), spread: new Set() }
      into.fields.set(inner.name.value, selected)
      pending.push({ node: inner, into: selected, depth: depth + 1 })
    }
  }
  return toJson(root)
}

function toJson({ fields }: Selected): JsonObject {
  const json = Object.create(null) as Record<string, JsonObject | null>
  for (const [name, selected] of fields) json[name] = selected.fields.size === 0 ? null : toJson(selected)
  return json
}
