import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createTags, createWardkit, type EngineQuestion, type Wardkit, type WardkitOptions } from '@wardkit/core'
import { createSqliteStore } from '@wardkit/core/sqlite'
import { GUEST_POLICY, OPENAPI, OPERATIONS, QUESTIONS, tenantId } from './clinic.ts'
import { findOperation } from './engines/wardkit.ts'

/** How much lies in a file beside what is asked about. */
export interface SqliteSize {
  readonly tenants: number
  /** Links to a role that everybody who asks holds, and as many tagged resources that they are on. */
  readonly links: number
}

/** A SQLite file of a size, from which Wardkit is started as often as is wished. */
export interface SqliteWorld {
  start(options?: WardkitOptions): Promise<Wardkit>
  /** Each is allowed by a link alone: another user, to whom another resource is shared. */
  questions(instance: Wardkit): readonly EngineQuestion[]
  /** SQLite's own check of the whole file, which every start makes. */
  check(): void
  remove(): void
}

const TENANT = tenantId(0)
const SHARE = `template: share
policy:
  - allow: ['${OPERATIONS.plain}']
    principal: ?principal
    resource: ?resource
`

/** Makes one. What is asked about is written by the store itself; the rest are copies of it that SQL makes, or it would take an hour. */
export async function createSqliteWorld({ tenants, links }: SqliteSize): Promise<SqliteWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-bench-'))
  const file = join(directory, 'wardkit.db')
  const role = {
    id: 'staff',
    name: 'staff',
    description: '',
    policy: GUEST_POLICY,
    tags: createTags({}),
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  }
  const link = { tenant: TENANT, template: 'share', slots: new Map(), createdBy: null, createdAt: 0, expiresAt: null }
  const store = await createSqliteStore({ file })
  await store.write(async (writer) => {
    await writer.insertTenant({ id: TENANT, slug: TENANT, name: TENANT, status: 'active', createdAt: 0 })
    const tenant = writer.tenant(TENANT)
    await tenant.insertRole(role)
    await writer.insertPerson({ id: 'person', email: 'user@clinic.example', emailVerifiedAt: 0, createdAt: 0 })
    await tenant.insertUser({
      ...{ id: 'user', tenant: TENANT, person: 'person', name: 'user', status: 'active' },
      ...{ roles: ['staff'], tags: createTags({}), createdAt: 0 },
    })
    await tenant.putResource({ type: 'patient', id: 'other', tags: createTags({ ward: 'north' }) })
    const other = { type: 'patient', id: 'other' }
    await tenant.insertLink({
      ...link,
      id: 'lnk_other',
      principal: { type: 'role', id: 'staff', tenant: TENANT },
      resource: other,
    })
    for (let index = 0; index < QUESTIONS; index++) {
      const resource = { type: 'patient', id: `shared-${index}` }
      await tenant.putResource({ ...resource, tags: createTags({ ward: 'south' }) })
      await tenant.insertLink({
        ...link,
        id: `lnk_${index}`,
        principal: { type: 'user', id: 'user', tenant: TENANT },
        resource,
      })
    }
  })
  await store.close()

  const database = new DatabaseSync(file)
  database.exec('PRAGMA foreign_keys = OFF; BEGIN')
  copy(database, 'tenants', `id = '${TENANT}'`, { id: "'tenant-' || n", slug: "'tenant-' || n" }, tenants - 1)
  copy(database, 'roles', `tenant = '${TENANT}'`, { tenant: "'tenant-' || n" }, tenants - 1)
  copy(database, 'resources', "id = 'other'", { id: "'other-' || n" }, links)
  copy(database, 'links', "id = 'lnk_other'", { id: "'lnk_other_' || n", resource_id: "'other-' || n" }, links)
  database.exec('COMMIT')
  database.close()

  return {
    start: (options) =>
      createWardkit({
        openapi: { document: OPENAPI },
        database: `sqlite:${file}`,
        secret: 'the secret of a benchmark and of nothing else',
        templates: [SHARE],
        accessLog: false,
        onEvent: () => undefined,
        ...options,
      }),
    questions(instance) {
      const operation = findOperation(
        instance.services.flatMap(({ operations }) => operations),
        OPERATIONS.plain,
      )
      const principal = { type: 'user', id: 'user', tenant: TENANT, roles: ['staff'], tags: createTags({}) } as const
      return Array.from({ length: QUESTIONS }, (_, index) => ({
        principal,
        operation,
        request: { path: [`shared-${index}`], query: new Map(), body: { status: 'absent' } },
      }))
    },
    check() {
      const connection = new DatabaseSync(file, { readOnly: true })
      connection.prepare('PRAGMA quick_check(1)').all()
      connection.close()
    },
    remove: () => rmSync(directory, { recursive: true }),
  }
}

/** Copies a row so many times, numbered `n` from 1, with some columns made anew. */
function copy(
  database: DatabaseSync,
  table: string,
  where: string,
  anew: Readonly<Record<string, string>>,
  times: number,
): void {
  const columns = database
    .prepare(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => String(name))
  const values = columns.map((column) => anew[column] ?? column)
  database.exec(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${times})
     INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${values.join(', ')} FROM ${table}, numbers WHERE ${times} > 0 AND ${where}`,
  )
}
