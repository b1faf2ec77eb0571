import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareCaches } from './compare-caches.test-support.ts'
import type { Principal } from './model/principal.ts'
import { createTags } from './model/tags.ts'
import { openDatabase, type OpenDatabase } from './store/sqlite/open-database.ts'
import { createStoreOn } from './store/sqlite/sqlite-store.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const MINUTE = 60_000
const PASSWORD = 'seven green kettles'

let folder: string
let opened: Wardkit[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-'))
  opened = []
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
  rmSync(folder, { recursive: true })
})

async function open(
  options: WardkitOptions = {},
): Promise<{ readonly wardkit: Wardkit; readonly database: OpenDatabase }> {
  const database = await openDatabase(join(folder, 'wardkit.db'))
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createStoreOn(database),
    secret: 'a secret for tests that is long enough',
    onEvent: () => undefined,
    ...options,
  })
  opened.push(wardkit)
  return { wardkit, database }
}

function question(wardkit: Wardkit, principal: Principal, method: string, ...segments: string[]) {
  const match = wardkit.findOperation(method, segments)
  if (typeof match === 'string') throw new Error(match)
  return {
    principal,
    operation: match.operation,
    request: { path: match.path, query: new Map(), body: { status: 'absent' } } as const,
  }
}

const principalOf = (tenant: string, roles: readonly string[], ward = 'A'): Principal => ({
  type: 'user',
  id: 'usr_x',
  tenant,
  roles,
  tags: createTags({ ward }),
})

async function logIn(wardkit: Wardkit): Promise<string> {
  const response = await wardkit.fetch(
    new Request('http://localhost/wardkit/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@example.com', password: PASSWORD }),
    }),
  )
  return `Bearer ${((await response.json()) as { accessToken: string }).accessToken}`
}

async function createAda(wardkit: Wardkit): Promise<string> {
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  await wardkit.users.create({ tenant, email: 'ada@example.com', name: 'Ada', password: PASSWORD, roles: ['member'] })
  return tenant
}

describe('a full disk', () => {
  it('F04 stops changes, and neither decisions nor logins', async () => {
    const { wardkit, database } = await open()
    const tenant = await createAda(wardkit)
    const pages = database.writer.pragma('page_count', { simple: true }) as number
    database.writer.pragma(`max_page_count = ${pages}`)
    const policy = `- allow: [GET:/patient]\n# ${'x'.repeat(100_000)}`
    const fill = () => wardkit.roles.create({ tenant, name: 'large', policy })
    await expect(fill()).rejects.toMatchObject({ code: 'ERR_STORE_FULL', status: 507 })
    const token = await logIn(wardkit)
    expect(await wardkit.authenticate([token])).toMatchObject({ status: 'identified' })
    const asked = question(wardkit, principalOf(tenant, ['member']), 'GET', 'patient')
    expect(await wardkit.decide(asked)).toMatchObject({ allowed: true })
    expect(await wardkit.roles.list(tenant)).toEqual([])
    database.writer.pragma('max_page_count = 1000000')
    await fill()
    expect(await wardkit.roles.list(tenant)).toHaveLength(1)
  })
})

describe('a newer version that begins while this one runs', () => {
  it('F21 is noticed with its first change: from then on this one decides, reads policies and writes no more', async () => {
    const { wardkit } = await open()
    const tenant = await createAda(wardkit)
    const asked = question(wardkit, principalOf(tenant, ['member']), 'GET', 'patient')
    expect(await wardkit.decide(asked)).toMatchObject({ allowed: true })
    const newer = await openDatabase(join(folder, 'wardkit.db'))
    newer.writer.exec(
      `INSERT INTO migrations SELECT number + 1000, name, checksum, applied_at FROM migrations WHERE number = 1`,
    )
    newer.writer.close()
    newer.reader.close()
    await expect(wardkit.decide(asked)).rejects.toMatchObject({ code: 'ERR_STORE_NEWER', status: 503 })
    await expect(wardkit.decide(asked)).rejects.toMatchObject({ code: 'ERR_STORE_NEWER' })
    await expect(
      wardkit.roles.create({ tenant, name: 'late', policy: '- allow: [GET:/patient]' }),
    ).rejects.toMatchObject({
      code: 'ERR_STORE_NEWER',
    })
    expect(await wardkit.roles.list(tenant)).toEqual([])
  })
})

describe('a clock that is wrong', () => {
  it.each([
    ['a minute fast', MINUTE, true],
    ['a minute slow', -MINUTE, true],
    ['ten minutes slow', -10 * MINUTE, false],
    ['sixteen minutes fast', 16 * MINUTE, false],
  ])('F13 when it is %s judges a token as it would a new one, remembered or not', async (_, step, isGood) => {
    let now = Date.UTC(2026, 0, 1)
    const { wardkit: one } = await open({ clock: () => now })
    await createAda(one)
    const { wardkit: other } = await open({ clock: () => now })
    const token = await logIn(one)
    expect(await one.authenticate([token])).toMatchObject({ status: 'identified' })
    now += step
    const status = isGood ? 'identified' : 'unidentified'
    expect(await one.authenticate([token])).toMatchObject({ status })
    expect(await other.authenticate([token])).toMatchObject({ status })
    now -= step
    expect(await one.authenticate([token])).toMatchObject({ status: 'identified' })
  })

  it('F13 orders changes by revision, whatever the clock says', async () => {
    let now = Date.UTC(2026, 0, 1)
    const { wardkit } = await open({ clock: () => now })
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const role = await wardkit.roles.create({ tenant, name: 'reader', policy: '- allow: [GET:/patient]' })
    const asked = question(wardkit, principalOf(tenant, [role.id]), 'GET', 'patient')
    let before = 0
    for (const step of [-10 * MINUTE, 10 * MINUTE, 0, 0, -60 * MINUTE]) {
      now += step
      for (const policy of ['- allow: [POST:/patient]', '- allow: [GET:/patient]']) {
        const { revision } = await wardkit.roles.update({ tenant, id: role.id, policy })
        expect(revision).toBeGreaterThan(before)
        before = revision
        expect((await wardkit.decide(asked)).allowed).toBe(policy.includes('GET'))
      }
    }
  })

  it('F13 goes on making tokens that are good when it steps back behind the first signing key', async () => {
    let now = Date.UTC(2026, 0, 1)
    const { wardkit } = await open({ clock: () => now })
    await createAda(wardkit)
    now -= 10 * MINUTE
    expect(await wardkit.authenticate([await logIn(wardkit)])).toMatchObject({ status: 'identified' })
    now += 10 * MINUTE
    expect(await wardkit.authenticate([await logIn(wardkit)])).toMatchObject({ status: 'identified' })
  })
})

describe('rotating signing keys', () => {
  it('F14 refuses no good token in the middle of requests, however the key is replaced', async () => {
    const { wardkit } = await open()
    await createAda(wardkit)
    const { wardkit: other } = await open()
    const tokens = [await logIn(wardkit)]
    let asked = 0
    let isOver = false
    const load = async (instance: Wardkit): Promise<void> => {
      while (!isOver) {
        const token = tokens[asked++ % tokens.length]!
        expect(await instance.authenticate([token])).toMatchObject({ status: 'identified' })
        if (asked % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const running = [wardkit, wardkit, other].map(load)
    for (const mode of ['scheduled', 'immediate', 'immediate'] as const) {
      await wardkit.signingKeys.rotate(mode)
      tokens.push(await logIn(wardkit))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    isOver = true
    await Promise.all(running)
    expect(asked).toBeGreaterThan(100)

    await wardkit.signingKeys.rotate('compromised')
    const fresh = await logIn(wardkit)
    expect(await wardkit.authenticate([fresh])).toMatchObject({ status: 'identified' })
    expect(await wardkit.authenticate([tokens[0]!])).toMatchObject({ status: 'unidentified' })
  })
})

describe('what is remembered', () => {
  it('C03 answers 20,000 random questions as it would anew, whatever names run together', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const { differences, allowed } = await compareCaches({ cases: 20_000, seed, openapi: DOCUMENT })
    expect(differences, `seed ${seed}`).toEqual([])
    expect(allowed).toBeGreaterThan(1_000)
  }, 120_000)
})

describe('many questions', () => {
  it('C05 have the same answers one after the other, a thousand at once, and in one batch', async () => {
    const { wardkit } = await open()
    const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
    const policy = "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward"
    const role = await wardkit.roles.create({ tenant, name: 'reader', policy })
    for (let i = 0; i < 10; i++) {
      await wardkit.resources.register({
        tenant,
        type: 'patient',
        id: String(i),
        tags: { ward: i % 3 === 0 ? 'A' : 'B' },
      })
    }
    const questions = Array.from({ length: 1_000 }, (_, i) =>
      question(
        wardkit,
        principalOf(tenant, i % 7 === 0 ? [] : [role.id], i % 2 === 0 ? 'A' : 'B'),
        i % 5 === 0 ? 'DELETE' : 'GET',
        'patient',
        String(i % 13),
      ),
    )
    const atOnce = await Promise.all(questions.map((asked) => wardkit.decide(asked)))
    const oneByOne = []
    for (const asked of questions) oneByOne.push(await wardkit.decide(asked))
    expect(atOnce).toEqual(oneByOne)
    expect(await wardkit.decideAll(questions)).toEqual(oneByOne)
    expect(new Set(oneByOne.map(({ allowed }) => allowed))).toEqual(new Set([true, false]))
  })
})
