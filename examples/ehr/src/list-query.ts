import { z } from 'zod'

export const PAGE_SIZE = 20

/** How a caller asks for part of a list, as the documents declare it. */
export const listQuery = z.strictObject({
  search: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
})

export type ListQuery = z.infer<typeof listQuery>

/** One page, and how many entries there are in all. */
export interface Page<Entry> {
  readonly items: readonly Entry[]
  readonly total: number
}
