import { createWardkit, type Wardkit, type WardkitEvent } from '@wardkit/core'
import { CONTRACT_DOCUMENT, READER_POLICY } from './contract-document.ts'

/** A real instance, in memory, that decides the contract's document for one tenant, with the global roles `reader` and `admin`. */
export interface ContractEngine {
  readonly wardkit: Wardkit
  /** The one tenant's id. */
  readonly tenant: string
}

/** Starts the instance that an adapter's server is guarded by. */
export async function createContractEngine(onEvent: (event: WardkitEvent) => void): Promise<ContractEngine> {
  const wardkit = await createWardkit({
    openapi: { document: CONTRACT_DOCUMENT },
    database: 'sqlite::memory:',
    secret: 'contract '.repeat(8),
    globalRoles: { reader: { name: 'Reader', policy: READER_POLICY } },
    onEvent,
  })
  const { id } = await wardkit.tenants.create({ name: 'Contract', slug: 'contract' })
  return { wardkit, tenant: id }
}
