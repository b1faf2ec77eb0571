import { WardkitError } from '../errors/index.ts'
import { checkedIdentifier, checkedTime } from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

/** Takes a tenant away, with all that is its own and all of others that reaches into it. */
export async function deleteTenant(scope: WriteScope, input: string, at: number): Promise<void> {
  const { tables } = scope
  const id = checkedIdentifier(input, 'tenant')
  const updatedAt = checkedTime(at, 'at')
  scope.assertOpen()
  if ((await tables.findTenant(id)) === undefined)
    throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
  scope.touch(id, 'policies')
  scope.touch(id, 'resources')
  scope.touch(id, 'links')
  for (const reached of await tables.deleteTenant(id)) scope.touch(reached, 'links')
  await distrust(scope, id, updatedAt)
}

/** No role trusts who is no more: an id that stood for somebody must not come to stand for somebody else. */
async function distrust({ tables }: WriteScope, id: string, updatedAt: number): Promise<void> {
  for (;;) {
    const trusts = await tables.listTrustsIn(id)
    if (trusts.length === 0) return
    for (const trust of trusts) {
      const entries = trust.entries.filter(({ tenant }) => tenant !== id)
      await tables.tenant(trust.tenant).putTrust({ ...trust, entries, version: trust.version + 1, updatedAt })
    }
  }
}
