import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../store/memory/index.ts'
import { byApplication, createTestClock, DAY, snapshotsOf } from './identity.test-support.ts'
import type { Store } from './identity-store.ts'
import { createOperators, type Operators } from './operators.ts'
import { createApiKeyVerifier } from './verify-api-key.ts'

let store: Store
let operators: Operators
let clock: ReturnType<typeof createTestClock>

beforeEach(() => {
  store = createMemoryStore()
  clock = createTestClock()
  operators = createOperators({ store, administration: byApplication(store, clock), clock })
})

describe('operators', () => {
  it('have keys whose text is shown once and kept as a hash', async () => {
    const { text, revision: _, ...info } = await operators.create({ name: 'On call' })
    expect(text).toMatch(/^wko_[0-9a-z]{26}_[0-9a-z]{52}$/)
    expect(await operators.list()).toEqual([info])
    const kept = await store.findOperatorKey(info.id)
    expect(kept?.secretHash).toHaveLength(43)
    expect(JSON.stringify([info, kept])).not.toContain(text.slice(-52))
  })

  it('are known by a key until it is revoked', async () => {
    const { text, id } = await operators.create({ name: 'On call' })
    expect(await operators.verify(text)).toMatchObject({ id, name: 'On call' })
    await operators.revoke(id)
    expect(await operators.verify(text)).toBeUndefined()
  })

  it('are known by a key until it expires, after a year by default', async () => {
    const day = await operators.create({ name: 'One day', expiresInSeconds: DAY / 1000 })
    const year = await operators.create({ name: 'One year' })
    clock.advance(DAY)
    expect(await operators.verify(day.text)).toBeUndefined()
    clock.advance(365 * DAY - 1)
    expect(await operators.verify(year.text)).toBeDefined()
    clock.advance(1)
    expect(await operators.verify(year.text)).toBeUndefined()
  })

  it('are not known by anything else', async () => {
    const { text } = await operators.create({ name: 'On call' })
    const other = await operators.create({ name: 'Deploys' })
    const mixed = text.slice(0, 31) + other.text.slice(31)
    for (const wrong of ['', text.slice(0, -1), `${text} `, text.replace('wko_', 'wk_'), mixed]) {
      expect(await operators.verify(wrong)).toBeUndefined()
    }
  })

  it('are never principals: the key is no API key', async () => {
    const { text } = await operators.create({ name: 'On call' })
    const verify = createApiKeyVerifier({ store, upkeep: store.write, clock, snapshots: snapshotsOf(store) })
    expect(await verify(text)).toEqual({ status: 'unidentified', reason: 'malformed' })
    expect(await verify(text.replace('wko_', 'wk_'))).toEqual({ status: 'unidentified', reason: 'invalid' })
  })

  it('need a name, and keys that end', async () => {
    for (const input of [{ name: '' }, { name: 'x', expiresInSeconds: 0 }, { name: 'x', expiresInSeconds: 1e9 }]) {
      await expect(operators.create(input)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    }
    await expect(operators.revoke('opk_none')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})
