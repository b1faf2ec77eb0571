import { useState } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitQuery, type QueryKey } from './use-wardkit-query.ts'

/** One page of a list of the admin API. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** A list that is read page by page. */
export interface PagesOptions<Item> {
  /** Another key, as of another search, begins with the first page. */
  readonly key: QueryKey
  readonly read: (client: WardkitClient, page: { readonly cursor?: string }, signal: AbortSignal) => Promise<Page<Item>>
  readonly enabled?: boolean
}

/** The most of what is listed as a whole. */
const MOST = 1_000

/** Reads every page, of what there is little of and what is chosen among. */
export async function readEvery<Item>(
  readPage: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const page: Page<Item> = await readPage({ limit: 100, ...(cursor === null ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && items.length < MOST)
  return items
}

/** The page that is shown, and the way to its neighbours. */
export interface Pages<Item> {
  readonly query: UseQueryResult<Page<Item>, WardkitProblem>
  readonly items: readonly Item[]
  /** From 1. */
  readonly page: number
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  readonly showPrevious: () => void
  readonly showNext: () => void
}

/** Reads a list page by page: cursors lead forward only, so the way back is remembered. */
export function usePages<Item>({ key, read, enabled = true }: PagesOptions<Item>): Pages<Item> {
  const list = JSON.stringify(key)
  const [way, setWay] = useState<{ readonly list: string; readonly cursors: readonly string[] }>({ list, cursors: [] })
  const cursors = way.list === list ? way.cursors : []
  const cursor = cursors.at(-1)
  const query = useWardkitQuery({
    key: [...key, cursor ?? null],
    read: (client, signal) => read(client, cursor === undefined ? {} : { cursor }, signal),
    enabled,
    keepPrevious: true,
  })
  const next = query.data?.next ?? null
  return {
    query,
    items: query.data?.items ?? [],
    page: cursors.length + 1,
    hasPrevious: cursors.length > 0,
    hasNext: next !== null && !query.isPlaceholderData,
    showPrevious: () => setWay({ list, cursors: cursors.slice(0, -1) }),
    showNext: () => {
      if (next !== null) setWay({ list, cursors: [...cursors, next] })
    },
  }
}
