import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { WardkitClient } from '../client/wardkit-client.ts'
import { isPassing, isProblem, type WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkit } from '../provider/wardkit-context.ts'

/** What a query or a change is about: the first part names the kind of thing, as in `['api-keys']`. */
export type QueryKey = readonly unknown[]

/** How something is read. */
export interface WardkitQueryOptions<Data> {
  readonly key: QueryKey
  readonly read: (client: WardkitClient, signal: AbortSignal) => Promise<Data>
  readonly enabled?: boolean
  /** Whether what was read before another key is shown until this one is. */
  readonly keepPrevious?: boolean
  /** How long what was read is good without asking again. 10 s when absent. */
  readonly staleSeconds?: number
  /** After how long it is read again, while the page is seen; false for not at all. */
  readonly refreshSeconds?: (data: Data | undefined) => number | false
}

/** Of every query of Wardkit's: `queryClient.invalidateQueries({ queryKey: [WARDKIT_QUERIES] })` reads all of them again. */
export const WARDKIT_QUERIES = 'wardkit'

/** Something read from the admin API. Refusals are final; what may pass is tried twice more. */
export function useWardkitQuery<Data>(options: WardkitQueryOptions<Data>): UseQueryResult<Data, WardkitProblem> {
  const { client, queryClient } = useWardkit()
  return useQuery(toQuery(client, options), queryClient)
}

/** Several things of one kind, each read and kept by itself. */
export function useWardkitQueries<Data>(
  queries: readonly WardkitQueryOptions<Data>[],
): readonly UseQueryResult<Data, WardkitProblem>[] {
  const { client, queryClient } = useWardkit()
  return useQueries({ queries: queries.map((options) => toQuery(client, options)) }, queryClient)
}

function toQuery<Data>(client: WardkitClient, options: WardkitQueryOptions<Data>) {
  const { key, read, enabled = true, keepPrevious = false, staleSeconds = 10, refreshSeconds } = options
  return queryOptions<Data, WardkitProblem>({
    queryKey: [WARDKIT_QUERIES, client.baseUrl, ...key],
    queryFn: ({ signal }) => read(client, signal),
    enabled,
    staleTime: staleSeconds * 1000,
    retry: (failures, error) => isPassing(error) && failures < 2,
    retryDelay: (failures, error) => Math.min(10_000, (retryAfterOf(error) ?? 0.4 * 2 ** failures) * 1000),
    ...(refreshSeconds === undefined
      ? {}
      : { refetchInterval: ({ state }) => toMilliseconds(refreshSeconds(state.data)) }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/** How something is changed. */
export interface WardkitMutationOptions<Input, Answer> {
  readonly write: (client: WardkitClient, input: Input) => Promise<Answer>
  /** Keys of what is read again afterwards: a key stands for all that begin with it. */
  readonly changes: readonly QueryKey[]
}

/**
 * A change through the admin API. What it changed is read again before it counts as done. Where the server asks for a fresh proof of who makes it,
 * the visitor is asked, and the change is sent again.
 */
export function useWardkitMutation<Input = void, Answer = void>(
  options: WardkitMutationOptions<Input, Answer>,
): UseMutationResult<Answer, WardkitProblem, Input> {
  const { client, queryClient, stepUp } = useWardkit()

  async function write(input: Input): Promise<Answer> {
    try {
      return await options.write(client, input)
    } catch (error) {
      if (!isProblem(error, 'ERR_STEP_UP_NEEDED')) throw error
      await stepUp.ask(error)
      return options.write(client, input)
    }
  }

  return useMutation<Answer, WardkitProblem, Input>(
    {
      mutationFn: write,
      onSuccess: () =>
        Promise.all(
          options.changes.map((key) =>
            queryClient.invalidateQueries({ queryKey: [WARDKIT_QUERIES, client.baseUrl, ...key] }),
          ),
        ),
    },
    queryClient,
  )
}

function toMilliseconds(seconds: number | false): number | false {
  return seconds === false ? false : seconds * 1000
}

function retryAfterOf(error: unknown): number | undefined {
  return isProblem(error) ? error.retryAfterSeconds : undefined
}
