/** A word, sign or value of a `where` clause. `start` and `end` are offsets into the clause. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string; readonly quote: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'slot'; readonly name: string }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly parameter?: string
      readonly segments: readonly Segment[]
    }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end' }
)

/** One segment of a variable, with the separator before it. */
export interface Segment {
  readonly separator: ':' | '.'
  readonly name: string
}
