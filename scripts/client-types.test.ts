import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CLIENT_TYPES_FILE, createClientTypes } from './client-types.ts'

it('keeps the types of the React client those of the admin API: `pnpm generate:client` writes them', async () => {
  expect(readFileSync(CLIENT_TYPES_FILE, 'utf8')).toBe(await createClientTypes())
})
