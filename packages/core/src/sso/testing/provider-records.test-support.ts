import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** Where `oidc-provider` keeps what it remembers: in memory, as long as the provider of the test lives. */
export function createProviderRecords(): AdapterFactory {
  const records = new Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>()

  const find = (wanted: (payload: AdapterPayload) => boolean, model: string): AdapterPayload | undefined =>
    [...records].find(([key, { payload }]) => key.startsWith(`${model}:`) && wanted(payload))?.[1].payload

  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      records.set(`${model}:${id}`, { payload, expiresAt: Date.now() + 1_000 * (expiresIn ?? 3_600) })
    },
    async find(id) {
      const record = records.get(`${model}:${id}`)
      return record !== undefined && record.expiresAt > Date.now() ? record.payload : undefined
    },
    findByUid: async (uid) => find((payload) => payload.uid === uid, model),
    findByUserCode: async (code) => find((payload) => payload.userCode === code, model),
    async consume(id) {
      const record = records.get(`${model}:${id}`)
      if (record !== undefined) record.payload.consumed = Math.floor(Date.now() / 1_000)
    },
    async destroy(id) {
      records.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grant) {
      for (const [key, { payload }] of records) if (payload.grantId === grant) records.delete(key)
    },
  })
}
