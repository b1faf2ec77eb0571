import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeStoreFolder, type StoreFolder } from '../testing/wardkit-in.test-support.ts'

let folder: StoreFolder

beforeAll(async () => {
  folder = makeStoreFolder()
  await folder.one(['tenant', 'create', 'acme'])
  await folder.one(['operator', 'create', '--name', 'On call'])
})
afterAll(() => folder.remove())

it('backs a store up and puts it back, with what was added since gone and operators’ keys revoked', async () => {
  expect(await folder.one(['backup', 'monday.db'])).toEqual({ file: 'monday.db' })
  await folder.one(['tenant', 'create', 'birch'])
  const restored = await folder.one<{ replaced: string }>(['restore', 'monday.db'])
  expect(restored).toMatchObject({ epoch: 2, sessions: 0, apiKeys: 0, operatorKeys: 1 })
  expect(await folder.json(['tenant', 'list'])).toMatchObject([{ slug: 'acme' }])
  expect(await folder.json(['operator', 'list'])).toMatchObject([{ name: 'On call', revokedAt: expect.any(String) }])
  const old = ['--database', `sqlite:${restored.replaced}`]
  expect(await folder.json(['tenant', 'list', ...old])).toHaveLength(2)
  const told = await folder.wardkit(['audit', '--action', 'store.restore'])
  expect(told.stdout).toContain('store.restore')
})

it('makes no backup over a file, and restores none that is not there', async () => {
  expect((await folder.wardkit(['backup', 'wardkit.db'])).code).toBe(1)
  const { code, stderr } = await folder.wardkit(['restore', 'none.db'])
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'error: there is no backup `none.db`\n' })
  expect(existsSync(join(folder.path, 'none.db'))).toBe(false)
  expect(await folder.json(['tenant', 'list'])).toHaveLength(1)
})
