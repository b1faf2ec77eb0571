/** What a write left behind, and the revision it made: a decision that asks for this revision or later sees it. */
export type Revised<T> = T & { readonly revision: number }
