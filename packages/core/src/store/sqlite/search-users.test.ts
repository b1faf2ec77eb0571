import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import type { UserSearch } from '../../identity/identity-store.ts'
import { createDialect } from './dialect.ts'
import { createSqliteStore } from './index.ts'
import type { Schema } from './schema.ts'
import { selectFound } from './search-users.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

/** How SQLite goes about a search, a line for each step. */
async function planOf(search: UserSearch): Promise<readonly string[]> {
  const file = newFile()
  await (await createSqliteStore({ file })).close()
  const database = new Database(file)
  const { sql, parameters } = selectFound(
    new Kysely<Schema>({ dialect: createDialect(() => database) }),
    'acme',
    search,
  ).compile()
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { readonly detail: string }[]
  database.close()
  return steps.map(({ detail }) => detail)
}

const AFTER = { name: ['ada', 'usr'], createdAt: [1, 'usr'] } as const

it.each([
  ['name', 'users_by_name'],
  ['createdAt', 'users_by_creation'],
] as const)(
  'lists users by %s along an index, forwards and backwards, from the first and further on',
  async (sort, index) => {
    for (const descending of [false, true]) {
      for (const from of [{}, { after: AFTER[sort] }]) {
        const plan = await planOf({ sort, descending, limit: 51, ...from })
        expect(plan.join('; ')).toContain(`SEARCH users USING INDEX ${index} (tenant=?`)
        expect(plan.filter((step) => step.includes('FOR ORDER BY') && !step.includes('json_group_array'))).toEqual([])
        expect(plan.filter((step) => /^SCAN (?:users|persons)/.test(step))).toEqual([])
      }
    }
  },
)

it('finds users by their ids along the key', async () => {
  const plan = await planOf({ ids: ['a', 'b'], sort: 'name', limit: 51 })
  expect(plan.join('; ')).toMatch(/SEARCH users USING (?:PRIMARY KEY|INDEX \w+) \(tenant=\?/)
})
