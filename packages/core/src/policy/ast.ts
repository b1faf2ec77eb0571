import type { Span } from './diagnostic.ts'

/** A policy as read: statements in the order of the source. */
export interface Policy {
  readonly type: 'openAPI' | 'graphQL'
  /** The name of a template, which links are made from; absent in every other policy. */
  readonly template?: { readonly name: string; readonly span: Span }
  readonly statements: readonly Statement[]
}

/** One `allow` or `deny`. */
export interface Statement {
  readonly effect: 'allow' | 'deny'
  readonly id?: string
  readonly description?: string
  /** Of an openAPI policy; empty in a graphQL policy. */
  readonly operations: readonly OperationPattern[]
  /** Of a graphQL policy; empty in an openAPI policy. */
  readonly selections: readonly SelectionPattern[]
  /** Absent means always. */
  readonly where?: Condition
  /** Response fields to keep; absent keeps everything. `allow` only. */
  readonly filter?: readonly FieldPattern[]
  /** Of a template: the slot for whom it allows, `?principal`. */
  readonly principal?: Slot
  /** Of a template: the slot for what it allows it on, `?resource`; absent where its operations have no resource. */
  readonly resource?: Slot
  readonly span: Span
}

/** `METHOD:/path/{param}`, perhaps with wildcards and a field list. */
export interface OperationPattern {
  /** Upper case, or `*`. */
  readonly method: string
  /** The path as written, without the field list; null where the pattern names no path (`*`, `GET:*`). */
  readonly path: string | null
  /** Fields the body (or, without a body, the query) is limited to. */
  readonly fields?: readonly FieldPattern[]
  readonly span: Span
}

/** A root field or a dotted selection of a graphQL policy. */
export interface SelectionPattern {
  readonly root: 'query' | 'mutation' | 'subscription'
  readonly path: readonly string[]
  readonly span: Span
}

/** A field, its nested names in order; the last part may be a wildcard. `[*]` is one part of kind `any`. */
export interface FieldPattern {
  readonly parts: readonly FieldPart[]
  readonly span: Span
}

export type FieldPart =
  | { readonly kind: 'name'; readonly name: string }
  /** `min*`: every name that begins so. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** `*`: what is beneath. */
  | { readonly kind: 'any' }

/** A `where` clause, or a part of one. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly operands: readonly Condition[]; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Condition; readonly span: Span }
  | Comparison

/** The leaves of a condition. */
export type Comparison =
  | {
      readonly kind: 'compare'
      readonly operator: ComparisonOperator
      readonly left: Operand
      readonly right: Operand
      readonly span: Span
    }
  | {
      readonly kind: 'in'
      readonly negated: boolean
      readonly left: Operand
      readonly right: readonly Literal[] | Variable
      readonly span: Span
    }
  | {
      readonly kind: 'like'
      readonly negated: boolean
      readonly left: Operand
      readonly pattern: StringLiteral
      readonly span: Span
    }
  | {
      readonly kind: 'between'
      readonly negated: boolean
      readonly left: Operand
      readonly low: Literal
      readonly high: Literal
      readonly span: Span
    }
  | { readonly kind: 'is-null'; readonly negated: boolean; readonly variable: Variable; readonly span: Span }
  /** `ALL($v) = operand`, `ALL($v) IN (…)`, `ALL($v) IN $w` (which is read as `ALL($v) = $w`). */
  | {
      readonly kind: 'all'
      readonly variable: Variable
      readonly right: Operand | readonly Literal[]
      readonly span: Span
    }

/** `!=` and `<>` are both read as `!=`. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Operand = Variable | Literal

export type Literal = StringLiteral | NumberLiteral | BooleanLiteral | NullLiteral | Slot

export interface StringLiteral {
  readonly kind: 'string'
  readonly value: string
  readonly span: Span
}

export interface NumberLiteral {
  readonly kind: 'number'
  readonly value: number
  /** As written, so that printing keeps it. */
  readonly text: string
  readonly span: Span
}

export interface BooleanLiteral {
  readonly kind: 'boolean'
  readonly value: boolean
  readonly span: Span
}

export interface NullLiteral {
  readonly kind: 'null'
  readonly span: Span
}

/** `?name`: a template's slot, filled by a link. */
export interface Slot {
  readonly kind: 'slot'
  readonly name: string
  readonly span: Span
}

/** A name that a decision gives a value to. */
export type Variable =
  | { readonly kind: 'principal-tag'; readonly key: string; readonly span: Span }
  /** `parameter`: the path parameter whose resource is meant; absent: the operation's own resource. */
  | { readonly kind: 'resource-tag'; readonly key: string; readonly parameter?: string; readonly span: Span }
  | {
      readonly kind: 'request'
      readonly source: 'any' | 'path' | 'query' | 'body'
      readonly path: readonly string[]
      readonly span: Span
    }
  | {
      readonly kind: 'principal'
      readonly attribute: 'id' | 'type' | 'tenant' | 'roles' | 'email'
      readonly span: Span
    }
  | { readonly kind: 'resource'; readonly attribute: 'id' | 'type' | 'tenant' | 'owner'; readonly span: Span }
  | { readonly kind: 'context'; readonly attribute: 'time'; readonly span: Span }
