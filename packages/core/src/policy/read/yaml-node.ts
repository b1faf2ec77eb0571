import type { Span } from '../diagnostic.ts'
import type { Locate } from './source-text.ts'

/** What a policy's YAML or JSON holds, without what policies do not use. Repeated keys stand as often as they were written. */
export type YamlNode = YamlText | YamlList | YamlMap | YamlOther

export interface YamlText {
  readonly kind: 'text'
  readonly value: string
  readonly plain: boolean
  readonly span: Span
  /** Maps offsets into `value` to the source. */
  readonly locate: Locate
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
  readonly span: Span
}

export interface YamlMap {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
  readonly span: Span
}

export interface YamlEntry {
  readonly key: YamlText
  readonly value: YamlNode
}

/** A number, a boolean or nothing (null, or no value at all). */
export interface YamlOther {
  readonly kind: 'other'
  readonly value: number | boolean | null
  readonly span: Span
}

/** What a node is, as a message names it. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'other') return node.value === null ? 'nothing' : `\`${String(node.value)}\``
  return node.kind === 'text' ? 'text' : node.kind === 'list' ? 'a list' : 'a map'
}
