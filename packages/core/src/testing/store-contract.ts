import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../identity/identity-store.ts'
import { activityContract } from './activity-contract.ts'
import { auditContract } from './audit-contract.ts'
import { factorContract } from './factor-contract.ts'
import { inputContract } from './input-contract.ts'
import { invitationContract } from './invitation-contract.ts'
import { keyContract } from './key-contract.ts'
import { linkContract } from './link-contract.ts'
import { loginContract } from './login-contract.ts'
import { recordContract } from './record-contract.ts'
import { resourceContract } from './resource-contract.ts'
import { revocationContract } from './revocation-contract.ts'
import { roleGrantContract } from './role-grant-contract.ts'
import { ssoContract } from './sso-contract.ts'
import { tagUseContract } from './tag-use-contract.ts'
import { tenancyContract } from './tenancy-contract.ts'
import { transactionContract } from './transaction-contract.ts'
import { tenantRemovalContract } from './tenant-removal-contract.ts'
import { trustContract } from './trust-contract.ts'
import { userSearchContract } from './user-search-contract.ts'

export interface StoreContractOptions {
  /** Further texts to be used as ids: each must be kept as it is, or refused. */
  readonly names?: readonly string[]
}

/**
 * What every store promises, as a vitest suite: call it in a test file of your own.
 *
 * @param makeStore answers an empty store; each test takes a new one and closes it
 * @example
 * storeContract('my store', async () => createMyStore({ url: await emptyDatabase() }))
 * @see docs/guides/writing-a-store.md
 */
export function storeContract(name: string, makeStore: () => Promise<Store>, options: StoreContractOptions = {}): void {
  describe(`${name} keeps the store contract`, () => {
    let store: Store | undefined
    const current = (): Store => {
      if (store === undefined) throw new TypeError('the store is made before each test')
      return store
    }
    beforeEach(async () => {
      store = await makeStore()
    })
    afterEach(async () => {
      await store?.close()
      store = undefined
    })
    transactionContract(current)
    recordContract(current)
    keyContract(current)
    userSearchContract(current)
    tagUseContract(current)
    activityContract(current)
    roleGrantContract(current)
    invitationContract(current)
    auditContract(current)
    loginContract(current)
    factorContract(current)
    revocationContract(current)
    resourceContract(current)
    trustContract(current)
    ssoContract(current)
    linkContract(current)
    tenancyContract(current)
    tenantRemovalContract(current)
    inputContract(current, options.names ?? [])
  })
}
