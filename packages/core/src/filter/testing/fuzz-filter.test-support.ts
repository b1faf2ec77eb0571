import { decide } from '../../decision/decide.ts'
import { testRows } from '../../decision/test-rows.ts'
import { obstaclesIn } from '../../policy/rows/row-test.ts'
import { createRandom } from '../../policy/testing/random.test-support.ts'
import { createListFilter, type FilterSql } from '../list-filter.ts'
import { renderRows } from '../render-rows.ts'
import { checkMapping, type RowMapping } from '../row-mapping.ts'
import { idOf, lookUpRow, randomRows, TAG_COLUMNS, type TestRow } from './random-rows.test-support.ts'
import { randomPolicies, type RandomPolicies } from './random-policies.test-support.ts'
import type { ResourceInput } from '../../policy/compiled.ts'

/** A database that holds the table `parts` for a run. */
export interface FilterDatabase {
  readonly dialect: 'sqlite' | 'postgres'
  /** Puts these rows in the place of those before, and answers them as the database has them. */
  fill(rows: readonly TestRow[]): Promise<readonly TestRow[]>
  /** The numbers of the rows that each condition is TRUE for. */
  select(filters: readonly FilterSql[]): Promise<readonly ReadonlySet<number>[]>
}

/** What a run has compared. */
export interface FilterFuzzResult {
  /** Filters asked of the database: a tenant's policies, a principal, a request and a table each. */
  readonly filters: number
  /** Rows decided one by one, each once for every filter. */
  readonly rows: number
  readonly allowed: number
  /** Filters that SQL cannot say, which were refused. */
  readonly refused: number
  /** The first ten rows that came out differently, each in one line. */
  readonly differences: readonly string[]
}

const ROWS_PER_TABLE = 10
const FILTERS_PER_TABLE = 50
const FILTERS_PER_QUERY = 10

/** Lists rows by random policies, and decides each row alone. */
export async function fuzzFilter(
  database: FilterDatabase,
  options: { readonly cases: number; readonly seed: number },
): Promise<FilterFuzzResult> {
  const random = createRandom(options.seed)
  const result = { filters: 0, rows: 0, allowed: 0, refused: 0, differences: [] as string[] }
  let rows: readonly TestRow[] = []
  while (result.filters < options.cases && result.differences.length < 10) {
    if (result.filters % FILTERS_PER_TABLE === 0) {
      rows = await database.fill(randomRows(random, ROWS_PER_TABLE, database.dialect === 'sqlite' ? 'any' : 'sound'))
    }
    const asked: { readonly policies: RandomPolicies; readonly tags: 'json' | 'columns'; readonly sql: FilterSql }[] =
      []
    while (asked.length < FILTERS_PER_QUERY) {
      const policies = randomPolicies(random)
      const tags = random.pick(['json', 'columns'] as const)
      const sql = filterFor(policies, tags, database.dialect)
      if (sql === null) result.refused++
      else asked.push({ policies, tags, sql })
    }
    const listed = await database.select(asked.map(({ sql }) => sql))
    for (const [i, { policies, tags, sql }] of asked.entries()) {
      result.filters++
      for (const row of rows) {
        const isAllowed = isRowAllowed(policies, row, tags)
        result.rows++
        if (isAllowed) result.allowed++
        if (listed[i]?.has(row.n) !== isAllowed) {
          result.differences.push(`decide ${isAllowed}: ${JSON.stringify(row)} ${JSON.stringify(sql)}`)
        }
      }
    }
  }
  return { ...result, differences: result.differences.slice(0, 10) }
}

function filterFor(
  { policies, question, links }: RandomPolicies,
  tags: 'json' | 'columns',
  dialect: FilterDatabase['dialect'],
): FilterSql | null {
  const mapping: RowMapping = {
    dialect,
    id: 'parts.id',
    tenant: 'parts.tenant',
    owner: 'parts.owner',
    tags:
      tags === 'json'
        ? 'parts.tags'
        : Object.fromEntries(Object.entries(TAG_COLUMNS).map(([key, column]) => [key, `parts.${column}`])),
  }
  const facts = {
    resource: 'known',
    owner: true,
    tags: tags === 'json' ? 'any' : new Set(Object.keys(TAG_COLUMNS).map((key) => key.toLowerCase())),
  } as const
  const known = testRows(policies, { ...question, links, facts })
  if (obstaclesIn(known).length > 0) return null
  const tests = { known, unknown: known, tenant: question.principal.tenant, type: 'part' }
  const fragment = renderRows(tests, checkMapping(mapping))
  return createListFilter({ dialect, fragment, revision: 0, isEmpty: false, matches: () => false }).sql()
}

function isRowAllowed({ policies, question, links }: RandomPolicies, row: TestRow, tags: 'json' | 'columns'): boolean {
  const id = idOf(row)
  if (id === null || row.tenant !== question.principal.tenant) return false
  const resource: ResourceInput = { ref: { type: 'part', id }, lookup: lookUpRow(row, id, tags) }
  return decide(policies, 0, {
    ...question,
    links: { status: 'known', links },
    resource,
    request: { ...question.request, path: [question.request.path[0] ?? null, id] },
    parameterResources: [question.parameterResources[0] as ResourceInput, resource],
  }).allowed
}
