import { foldTag } from '../../model/fold.ts'
import type { FieldPattern } from '../ast.ts'

/** Field patterns as a tree of names: one node per name, so that a value and its patterns are walked side by side. */
export interface FieldNode {
  /** The field itself is listed, and with it all beneath. */
  readonly listed: boolean
  /** Which further names lead to something listed. */
  readonly children: ReadonlyMap<string, FieldNode>
  /** Beginnings of names that are listed here (`min*`); the empty one lists every name (`*`). */
  readonly prefixes: readonly string[]
  /** The names are keys of tags, which any letter case spells: they stand here folded. */
  readonly tagKeys: boolean
}

/** Whether the names right beneath a field are keys of tags. */
export type HoldsTags = (names: readonly string[]) => boolean

interface MutableNode extends FieldNode {
  listed: boolean
  children: Map<string, MutableNode>
  prefixes: string[]
}

/**
 * Unites field patterns into one tree.
 *
 * @throws TypeError where a wildcard stands before the last part, which the parser refuses
 */
export function createFieldTree(
  patterns: readonly Pick<FieldPattern, 'parts'>[],
  holdsTags: HoldsTags = () => false,
): FieldNode {
  const root = emptyNode(holdsTags([]))
  for (const { parts } of patterns) {
    let node = root
    const names: string[] = []
    for (const [i, part] of parts.entries()) {
      if (part.kind === 'name') {
        names.push(part.name)
        node = childOf(node, names, holdsTags)
        continue
      }
      if (i < parts.length - 1) throw new TypeError('a wildcard stands only last in a field')
      node.prefixes.push(part.kind === 'prefix' ? spell(node, part.prefix) : '')
    }
    const last = parts.at(-1)
    // `[*]` alone covers the whole value too, even one without fields.
    if (last?.kind === 'name' || (last?.kind === 'any' && parts.length === 1)) node.listed = true
  }
  return root
}

/** The node of a field beneath another, or undefined where nothing there is listed. */
export function findField(node: FieldNode, name: string): FieldNode | undefined {
  if (node.listed) return LISTED
  const spelt = spell(node, name)
  return node.prefixes.some((prefix) => spelt.startsWith(prefix)) ? LISTED : node.children.get(spelt)
}

const LISTED: FieldNode = { listed: true, children: new Map(), prefixes: [], tagKeys: false }

function spell({ tagKeys }: FieldNode, name: string): string {
  return tagKeys ? foldTag(name) : name
}

function emptyNode(tagKeys: boolean): MutableNode {
  return { listed: false, children: new Map(), prefixes: [], tagKeys }
}

/** @param names that lead to the child, its own last */
function childOf(node: MutableNode, names: readonly string[], holdsTags: HoldsTags): MutableNode {
  const name = spell(node, names.at(-1) ?? '')
  let child = node.children.get(name)
  if (child === undefined) {
    child = emptyNode(holdsTags(names))
    node.children.set(name, child)
  }
  return child
}
