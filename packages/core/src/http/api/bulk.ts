import { z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'

/** What is wrong with one of many. */
export const ItemProblem = z.object({ code: z.string(), detail: z.string() }).openapi('ItemProblem')

/** What one of many came to that was refused. @throws whatever is no fault of that one */
export function itemProblemOf(error: unknown): z.infer<typeof ItemProblem> {
  if (error instanceof WardkitError && REFUSALS.has(error.code)) return { code: error.code, detail: error.message }
  throw error
}

const REFUSALS: ReadonlySet<string> = new Set([
  'ERR_INVALID_INPUT',
  'ERR_NOT_FOUND',
  'ERR_CONFLICT',
  'ERR_NOT_GRANTED',
  'ERR_FORBIDDEN',
  'ERR_RATE_LIMITED',
])
