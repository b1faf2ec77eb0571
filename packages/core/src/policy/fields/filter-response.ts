import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import type { ResponseFilter } from '../compiled.ts'
import { createFieldTree, findField, type FieldNode } from './field-tree.ts'

/**
 * Keeps the fields of a response body that any of the filters lists, and drops the others, or puts `mask` in their place.
 *
 * Arrays are walked through at any depth, and an element without listed fields is dropped or masked like a field. Objects and arrays on the
 * way to a listed field stay, perhaps empty. The body is never changed: kept values are shared with it, the objects around them are new and
 * have no prototype, so that a key such as `__proto__` is data.
 *
 * @param filters without any, nothing is kept
 * @param body plain JSON, as `JSON.parse` gives it; a body that is dropped whole comes out as `mask`, or null
 * @see POLICY.md, section 7
 */
export function filterResponse(filters: readonly ResponseFilter[], body: Json, mask: string | undefined): Json {
  const tree = createFieldTree(filters.flatMap((filter) => filter.patterns))
  const pending: Container[] = []
  const result = keep(body, tree, mask, pending)
  // A list of work and no recursion: nested arrays are as deep as the handler made them.
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
    if ('elements' in work) {
      for (const element of work.elements) {
        const kept = keep(element, work.node, mask, pending)
        if (kept !== undefined) work.target.push(kept)
      }
    } else {
      for (const name of Object.keys(work.fields)) {
        const kept = keep(work.fields[name] as Json, findField(work.node, name), mask, pending)
        if (kept !== undefined) work.target[name] = kept
      }
    }
  }
  return result ?? null
}

/** An object or array of the body with the one that takes its kept contents. */
type Container =
  | { readonly node: FieldNode; readonly elements: readonly Json[]; readonly target: Json[] }
  | { readonly node: FieldNode; readonly fields: JsonObject; readonly target: Record<string, Json> }

/** What stays of a value: all of it, a container that its contents follow into, the mask, or nothing. */
function keep(
  value: Json,
  node: FieldNode | undefined,
  mask: string | undefined,
  pending: Container[],
): Json | undefined {
  if (node === undefined) return mask
  if (node.listed) return value
  if (Array.isArray(value)) {
    const target: Json[] = []
    pending.push({ node, elements: value as readonly Json[], target })
    return target
  }
  if (isJsonObject(value)) {
    const target = Object.create(null) as Record<string, Json>
    pending.push({ node, fields: value, target })
    return target
  }
  return mask
}
