import type { FieldPattern } from '../ast.ts'

/** Field patterns as a tree of names: one node per name, so that a value and its patterns are walked side by side. */
export interface FieldNode {
  /** The field itself is listed, and with it all beneath. */
  readonly listed: boolean
  /** Which further names lead to something listed. */
  readonly children: ReadonlyMap<string, FieldNode>
  /** Beginnings of names that are listed here (`min*`); the empty one lists every name (`*`). */
  readonly prefixes: readonly string[]
}

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
export function createFieldTree(patterns: readonly Pick<FieldPattern, 'parts'>[]): FieldNode {
  const root = emptyNode()
  for (const { parts } of patterns) {
    let node = root
    for (const [i, part] of parts.entries()) {
      if (part.kind === 'name') {
        node = childOf(node, part.name)
        continue
      }
      if (i < parts.length - 1) throw new TypeError('a wildcard stands only last in a field')
      node.prefixes.push(part.kind === 'prefix' ? part.prefix : '')
    }
    const last = parts.at(-1)
    // `[*]` alone covers the whole value too, even one without fields.
    if (last?.kind === 'name' || (last?.kind === 'any' && parts.length === 1)) node.listed = true
  }
  return root
}

/** The node of a field beneath another, or undefined where nothing there is listed. */
export function findField(node: FieldNode, name: string): FieldNode | undefined {
  if (node.listed || node.prefixes.some((prefix) => name.startsWith(prefix))) return LISTED
  return node.children.get(name)
}

const LISTED: FieldNode = { listed: true, children: new Map(), prefixes: [] }

function emptyNode(): MutableNode {
  return { listed: false, children: new Map(), prefixes: [] }
}

function childOf(node: MutableNode, name: string): MutableNode {
  let child = node.children.get(name)
  if (child === undefined) {
    child = emptyNode()
    node.children.set(name, child)
  }
  return child
}
