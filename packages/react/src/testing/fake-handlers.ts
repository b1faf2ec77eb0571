import type { FakeAnswer, FakeBody, FakeOperation } from './fake-operation.ts'
import type { FakeState } from './fake-state.ts'

/** A request as a handler sees it. */
export interface FakeRequest<Operation> {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: FakeBody<Operation>
  readonly state: FakeState
}

/** Answers an operation from the state, and changes it. A `FakeProblem` that it throws is answered; a `Response` is sent as it is, for what is no JSON. */
export type FakeHandler<Operation> = (
  request: FakeRequest<Operation>,
) => FakeAnswer<Operation> | Response | Promise<FakeAnswer<Operation>>

/** Handlers of one concern, typed by the admin API's document. */
export type FakeHandlers = { readonly [Operation in FakeOperation]?: FakeHandler<Operation> }

/** One page of a list, by `cursor` and `limit` of the query. */
export function pageOf<Item>(items: readonly Item[], query: URLSearchParams): { items: Item[]; next: string | null } {
  const from = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit') ?? 50)
  const to = from + limit
  return { items: items.slice(from, to), next: to < items.length ? String(to) : null }
}
