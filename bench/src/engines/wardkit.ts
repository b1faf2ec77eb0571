import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createTags,
  createWardkit,
  type EngineQuestion,
  type Operation,
  type Principal,
  type Store,
  type Wardkit,
} from '@wardkit/core'
import { createMemoryStore } from '@wardkit/core/memory'
import { createSqliteStore } from '@wardkit/core/sqlite'
import {
  DOCTOR_POLICY,
  GUEST_POLICY,
  OPENAPI,
  OPERATIONS,
  roleId,
  tenantId,
  wardTags,
  type Caller,
  type Question,
  type WorldSize,
} from '../clinic.ts'
import type { Engine } from './engine.ts'

/** Wardkit as an application asks it: an instance on a SQLite file, the snapshot and the resource's tags found by itself. */
export const wardkit: Engine = engine('Wardkit', openSqlite)

/** The same on the store in memory. */
export const wardkitInMemory: Engine = engine('Wardkit, memory store', async () => ({
  store: createMemoryStore(),
  remove: () => undefined,
}))

function engine(name: string, open: () => Promise<WorldStore>): Engine {
  return {
    name,
    async open(size) {
      const world = await openWorld(size, open)
      await world.warmUp()
      return {
        async prepare(questions) {
          const asked = await world.register(questions)
          return async (index) => (await world.instance.decide(asked[index] as EngineQuestion)).allowed
        },
        close: () => world.close(),
      }
    },
  }
}

interface WorldStore {
  readonly store: Store
  remove(): void
}

/** A Wardkit whose store holds a world. */
export interface World {
  readonly instance: Wardkit
  /** Asks something in each tenant, so that every snapshot is in memory. */
  warmUp(): Promise<void>
  /** Registers what the questions are about, asks each once so that all is cached, and answers them in Wardkit's form. */
  register(questions: readonly Question[]): Promise<readonly EngineQuestion[]>
  close(): Promise<void>
}

/** Makes a world of a size on a new store. */
export async function openWorld(size: WorldSize, open: () => Promise<WorldStore> = openSqlite): Promise<World> {
  const { store, remove } = await open()
  await fill(store, size)
  const instance = await createWardkit({
    openapi: { document: OPENAPI },
    store,
    secret: 'the secret of a benchmark and of nothing else',
    maxTenants: Math.max(10_000, size.tenants),
    onEvent: () => undefined,
  })
  return {
    instance,
    async warmUp() {
      for (let index = 0; index < size.tenants; index++) {
        await instance.decide(toEngineQuestion(instance, nobodyIn(tenantId(index))))
      }
    },
    async register(questions) {
      await store.write(async (writer) => {
        for (const { item } of questions) {
          await writer.tenant(item.tenant).putResource({ type: item.type, id: item.id, tags: createTags(item.tags) })
        }
      })
      const asked = questions.map((question) => toEngineQuestion(instance, question))
      for (const question of asked) await instance.decide(question)
      return asked
    },
    async close() {
      await instance.close()
      remove()
    },
  }
}

async function openSqlite(): Promise<WorldStore> {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-bench-'))
  const store = await createSqliteStore({ file: join(directory, 'wardkit.db') })
  return { store, remove: () => rmSync(directory, { recursive: true }) }
}

/** Rows in one transaction: enough to be quick, few enough to stay small. */
const BATCH = 10_000

async function fill(store: Store, { tenants, roles, resources }: WorldSize): Promise<void> {
  const role = { description: '', tags: createTags({}), version: 1, createdAt: 0, updatedAt: 0 }
  await inBatches(store, tenants, async (writer, index) => {
    const id = tenantId(index)
    await writer.insertTenant({ id, slug: id, name: id, status: 'active', createdAt: 0 })
    await writer.tenant(id).insertRole({ ...role, id: 'guest', name: 'guest', policy: GUEST_POLICY })
  })
  await inBatches(store, tenants * roles, async (writer, index) => {
    const id = roleId(index % roles)
    await writer
      .tenant(tenantId(Math.floor(index / roles)))
      .insertRole({ ...role, id, name: id, policy: DOCTOR_POLICY })
  })
  await inBatches(store, resources, async (writer, index) => {
    const tags = createTags(wardTags(index))
    await writer.tenant(tenantId(index % tenants)).putResource({ type: 'diagnostic', id: `other-${index}`, tags })
  })
}

async function inBatches(
  store: Store,
  count: number,
  put: (writer: Parameters<Parameters<Store['write']>[0]>[0], index: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    await store.write(async (writer) => {
      for (let index = start; index < Math.min(start + BATCH, count); index++) await put(writer, index)
    })
  }
}

function toEngineQuestion(instance: Wardkit, { caller, item, kind }: Question): EngineQuestion {
  return {
    principal: toPrincipal(caller),
    operation: findOperation(
      instance.services.flatMap(({ operations }) => operations),
      OPERATIONS[kind],
    ),
    request: { path: [item.id], query: new Map(), body: { status: 'absent' } },
  }
}

/** Somebody without a role: asking makes the tenant's snapshot and compiles none of its roles. */
function nobodyIn(tenant: string): Question {
  const caller = { id: 'nobody', tenant, role: 'none', tags: { function: 'none', ward: 'none' } }
  return {
    kind: 'plain',
    allowed: false,
    caller,
    item: { type: 'patient', id: 'none', tenant, tags: { ward: 'none' } },
  }
}

/** The caller as Wardkit knows them once their token is read. */
export function toPrincipal({ id, tenant, role, tags }: Caller): Principal {
  return { type: 'user', id, tenant, roles: [role], tags: createTags(tags) }
}

/** @throws Error for an operation that the document does not declare */
export function findOperation(operations: readonly Operation[], id: string): Operation {
  const operation = operations.find((declared) => declared.id === id)
  if (operation === undefined) throw new Error(`there is no operation ${id}`)
  return operation
}
