import { expect, it } from 'vitest'
import { createRequestId } from './request-id.ts'

it('is a random UUID, and another each time, however many are drawn at once', () => {
  const ids = Array.from({ length: 5_000 }, createRequestId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
