import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, expect, it, vi } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { backUpStore } from './back-up-store.ts'
import type { Principal } from './model/principal.ts'
import { NO_TAGS } from './model/tags.ts'
import { restoreStore } from './restore-store.ts'
import { temporaryFiles } from './store/sqlite/temporary-files.test-support.ts'

type Opened = Awaited<ReturnType<typeof openAccounts>>

const newFile = temporaryFiles()
const opened = new Set<Opened>()

async function open(file: string): Promise<Opened> {
  const accounts = await openAccounts({ database: `sqlite:${file}`, secret: 'a secret for tests that is long enough' })
  opened.add(accounts)
  return accounts
}

async function close(accounts: Opened): Promise<void> {
  opened.delete(accounts)
  await accounts.wardkit.close()
}

afterEach(async () => {
  for (const accounts of opened) await close(accounts)
})

const databaseOf = (file: string) => ({ database: `sqlite:${file}` })
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const codeIn = (text: string | undefined) => /#code=(\S+)/.exec(text ?? '')?.[1]

/** A store with a backup of when `acme` had its first admin and one API key. */
async function backedUp() {
  const file = newFile()
  const backup = `${file}.backup`
  const accounts = await open(file)
  const { tenant } = await accounts.addTenant()
  const [ada] = await accounts.wardkit.users.list(tenant)
  const key = await accounts.wardkit.apiKeys.create({ tenant, name: 'CI', createdBy: ada?.id ?? '', roles: ['admin'] })
  return {
    file,
    backup,
    accounts,
    tenant,
    key,
    ada: ada?.id ?? '',
    backUp: () => backUpStore({ ...databaseOf(file), to: backup }),
  }
}

async function decideAs(accounts: Opened, tenant: string, atLeast?: number) {
  const { wardkit } = accounts
  const match = wardkit.findOperation('GET', ['ward'])
  if (typeof match === 'string') throw new TypeError(match)
  const principal: Principal = { type: 'user', id: 'usr', tenant, roles: ['member'], tags: NO_TAGS }
  const request = { path: match.path, query: new Map(), body: { status: 'absent' } } as const
  return wardkit.decide({
    principal,
    operation: match.operation,
    request,
    ...(atLeast === undefined ? {} : { atLeast }),
  })
}

it('F24 revives no login, token, key or mailed code, whether it was ended after the backup or made after it', async () => {
  const { file, backup, accounts, tenant, key, backUp } = await backedUp()
  const { wardkit, createBrowser, post, send } = accounts
  const browser = createBrowser()
  await browser.logIn()
  const early = (await createBrowser().logIn({ session: 'tokens' })).json as {
    accessToken: string
    refreshToken: string
  }
  await wardkit.invitations.create({ tenant, email: 'bea@example.com', name: 'Bea', roles: ['admin'] })
  const [invitation] = await wardkit.outbox.list()
  await backUp()
  await browser.post('/logout')
  await wardkit.apiKeys.revoke({ tenant, id: key.id })
  const renewed = (await post('/token/refresh', { refreshToken: early.refreshToken })).json as { refreshToken: string }
  const late = (await createBrowser().logIn({ session: 'tokens' })).json as {
    accessToken: string
    refreshToken: string
  }
  expect((await send('GET', '/profile', undefined, bearer(late.accessToken))).status).toBe(200)
  await close(accounts)

  const restored = await restoreStore({ ...databaseOf(file), backup })
  expect(restored).toMatchObject({ epoch: 2, sessions: 2, apiKeys: 1, operatorKeys: 0 })
  const after = await open(file)
  const status = async (answer: Promise<{ readonly status: number }>) => (await answer).status
  const again = after.createBrowser()
  again.cookie = browser.cookie
  expect({
    cookie: await status(again.get('/session')),
    early: await status(after.send('GET', '/profile', undefined, bearer(early.accessToken))),
    late: await status(after.send('GET', '/profile', undefined, bearer(late.accessToken))),
    key: await status(after.send('GET', '/profile', undefined, bearer(key.text))),
    spent: await status(after.post('/token/refresh', { refreshToken: early.refreshToken })),
    renewed: await status(after.post('/token/refresh', { refreshToken: renewed.refreshToken })),
    lateRefresh: await status(after.post('/token/refresh', { refreshToken: late.refreshToken })),
    invitation: await status(after.post('/invitations/show', { code: codeIn(invitation?.text) })),
  }).toEqual({
    cookie: 401,
    early: 401,
    late: 401,
    key: 401,
    spent: 401,
    renewed: 401,
    lateRefresh: 401,
    invitation: 400,
  })
  expect(await after.wardkit.outbox.list()).toEqual([])
  expect((await after.createBrowser().logIn()).status).toBe(200)
})

it('F24 is in the audit log, whose chain goes on from the backup’s', async () => {
  const { file, backup, accounts, backUp } = await backedUp()
  await backUp()
  await accounts.addTenant('birch')
  await close(accounts)
  const { backupRevision, revision } = await restoreStore({ ...databaseOf(file), backup })
  const { wardkit } = await open(file)
  const { records } = await wardkit.auditLog.query({ everyTenant: true, order: 'newest' })
  const [record] = records.filter(({ action }) => action === 'store.restore')
  expect(record).toMatchObject({
    action: 'store.restore',
    tenant: null,
    actor: { type: 'application', id: null },
    revision,
    details: { epoch: 2, backupRevision, apiKeys: 1, keepKeys: false },
  })
  expect(records.some(({ details }) => details['slug'] === 'birch')).toBe(false)
  expect(await wardkit.auditLog.verify()).toMatchObject({ ok: true })
})

it('F24 takes revisions of the future that is lost for what they are: decided anew, and never one of the restored store', async () => {
  const { file, backup, accounts, tenant, backUp } = await backedUp()
  await backUp()
  await accounts.wardkit.tenants.suspend(tenant)
  for (let n = 0; n < 5; n++) await accounts.addTenant(`later-${n}`)
  const lost = (await decideAs(accounts, tenant)).revision
  expect((await decideAs(accounts, tenant)).reason).toBe('tenant-inactive')
  const seen = accounts.wardkit.revision
  await close(accounts)
  const { revision } = await restoreStore({ ...databaseOf(file), backup })
  expect(revision).toBeGreaterThan(seen)
  const after = await open(file)
  // Said at the revision of the restored store: the suspension is lost with the rest of that future.
  const decision = await decideAs(after, tenant, seen)
  expect(decision).toMatchObject({ allowed: true })
  expect(decision.revision).toBeGreaterThan(lost)
  await expect(decideAs(after, tenant, 2 * revision)).rejects.toMatchObject({ code: 'ERR_REVISION_AHEAD' })
})

it('F24 is not done under a process that uses the database', async () => {
  const { file, backup, accounts, tenant, backUp } = await backedUp()
  await backUp()
  await expect(restoreStore({ ...databaseOf(file), backup })).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' })
  expect((await decideAs(accounts, tenant)).allowed).toBe(true)
  await accounts.addTenant('birch')
  expect(existsSync(`${file}.restoring`)).toBe(false)
})

it('F24 is noticed by a process whose file was replaced by hand: it decides nothing and writes nothing more', async () => {
  const { file, backup, accounts, tenant, key, backUp } = await backedUp()
  await backUp()
  expect((await decideAs(accounts, tenant)).allowed).toBe(true)
  renameSync(backup, file)
  const restored = { code: 'ERR_STORE_RESTORED' }
  await vi.waitFor(() => expect(decideAs(accounts, tenant)).rejects.toMatchObject(restored), { timeout: 5_000 })
  await expect(accounts.addTenant('birch')).rejects.toMatchObject(restored)
  expect((await accounts.send('GET', '/profile', undefined, bearer(key.text))).status).toBe(503)
})

it('F24 is noticed by a process into whose file an earlier state was written', async () => {
  const { file, backup, accounts, tenant, backUp } = await backedUp()
  await backUp()
  await accounts.addTenant('birch')
  expect((await decideAs(accounts, tenant)).allowed).toBe(true)
  const earlier = new Database(backup, { readonly: true })
  await earlier.backup(file)
  earlier.close()
  await expect(decideAs(accounts, tenant)).rejects.toMatchObject({ code: 'ERR_STORE_RESTORED' })
  await expect(accounts.addTenant('cedar')).rejects.toMatchObject({ code: 'ERR_STORE_RESTORED' })
})

it('leaves the keys in force where it is told to, but not the secrets that they had before', async () => {
  const { file, backup, accounts, tenant, key, backUp } = await backedUp()
  const rotated = await accounts.wardkit.apiKeys.rotate({ tenant, id: key.id, overlapSeconds: 3_600 })
  expect((await accounts.send('GET', '/profile', undefined, bearer(key.text))).status).toBe(200)
  await backUp()
  await close(accounts)
  expect(await restoreStore({ ...databaseOf(file), backup, keepKeys: true })).toMatchObject({ apiKeys: 0 })
  const { send } = await open(file)
  expect((await send('GET', '/profile', undefined, bearer(rotated.text))).status).toBe(200)
  expect((await send('GET', '/profile', undefined, bearer(key.text))).status).toBe(401)
})

it('keeps the database that it replaces, and leaves it as it is when the backup is of no use', async () => {
  const { file, backup, accounts, tenant, backUp } = await backedUp()
  await backUp()
  await accounts.wardkit.tenants.suspend(tenant)
  await close(accounts)
  const damaged = `${backup}.damaged`
  const bytes = readFileSync(backup)
  writeFileSync(damaged, bytes.subarray(0, bytes.length - 4096 - 7))
  await expect(restoreStore({ ...databaseOf(file), backup: damaged })).rejects.toMatchObject({
    code: 'ERR_STORE_CORRUPT',
  })
  await expect(restoreStore({ ...databaseOf(file), backup: file })).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  await expect(restoreStore({ ...databaseOf(file), backup: `${file}.none` })).rejects.toMatchObject({
    code: 'ERR_CONFIGURATION',
  })
  const still = await open(file)
  expect((await decideAs(still, tenant)).reason).toBe('tenant-inactive')
  await close(still)

  const { replaced } = await restoreStore({ ...databaseOf(file), backup })
  expect(readFileSync(backup)).toEqual(bytes)
  const old = await open(replaced ?? '')
  expect((await decideAs(old, tenant)).reason).toBe('tenant-inactive')
  expect((await decideAs(await open(file), tenant)).allowed).toBe(true)
})

it('takes the place of a database that is damaged, and of none', async () => {
  const { file, backup, accounts, tenant, backUp } = await backedUp()
  await backUp()
  await close(accounts)
  writeFileSync(file, 'no database')
  writeFileSync(`${file}-wal`, 'nor its log')
  await restoreStore({ ...databaseOf(file), backup })
  expect(existsSync(`${file}-wal`)).toBe(false)
  const first = await open(file)
  expect((await decideAs(first, tenant)).allowed).toBe(true)
  const elsewhere = newFile()
  expect((await restoreStore({ ...databaseOf(elsewhere), backup })).replaced).toBeNull()
  expect((await decideAs(await open(elsewhere), tenant)).allowed).toBe(true)
})

it('backs up a store that is written to meanwhile, as it is at one moment', async () => {
  const { file, backup, accounts, backUp } = await backedUp()
  const writing = Promise.all(Array.from({ length: 20 }, (_, n) => accounts.addTenant(`other-${n}`)))
  await backUp()
  await writing
  await expect(backUp()).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  await expect(backUpStore({ database: `sqlite:${file}.none`, to: `${file}.2` })).rejects.toMatchObject({
    code: 'ERR_CONFIGURATION',
  })
  const copy = await open(backup)
  expect(await copy.wardkit.auditLog.verify()).toMatchObject({ ok: true })
  const { records } = await copy.wardkit.auditLog.query({ everyTenant: true, order: 'newest' })
  const tenants = await copy.wardkit.tenants.list()
  expect(records.filter(({ action }) => action === 'tenant.create')).toHaveLength(tenants.length)
})
