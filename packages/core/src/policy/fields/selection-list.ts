import type { FieldList } from '../compiled.ts'
import { createFieldTree } from './field-tree.ts'
import { limitBy } from './field-list.ts'

/**
 * Compiles the dotted paths that one statement has for one root field, as a list of what may be selected beneath it: together they cover a selection, or
 * one of them is contained in it. `__typename` is free wherever a path leads through.
 *
 * @param paths names beneath the root field; none is empty
 * @see POLICY.md, section 8
 */
export function compileSelectionList(paths: readonly (readonly string[])[], effect: 'allow' | 'deny'): FieldList {
  const typeNames = paths.flatMap((path) => path.map((_, depth) => [...path.slice(0, depth), '__typename']))
  const names = effect === 'allow' ? [...paths, ...typeNames] : paths
  const tree = createFieldTree(names.map((path) => ({ parts: path.map((name) => ({ kind: 'name', name })) })))
  return limitBy(tree, ({ selection }) => {
    if (selection === undefined) return 'unreadable'
    return selection === null ? 'open' : [{ names: [], value: selection }]
  })
}
