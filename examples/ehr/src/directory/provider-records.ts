import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import { CLIENT } from './accounts.ts'
import type { DirectoryFile } from './directory-file.ts'

/** Where the provider keeps codes and sessions: in memory. Its one client it reads anew each time, as registered by then. */
export function createProviderRecords(file: DirectoryFile): AdapterFactory {
  const records = new Map<string, { readonly payload: AdapterPayload; readonly expiresAt: number }>()

  return (model): Adapter => {
    const keyOf = (id: string): string => `${model}:${id}`
    const search = (wanted: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...records].find(([key, { payload }]) => key.startsWith(keyOf('')) && wanted(payload))?.[1].payload
    return {
      async upsert(id, payload, expiresInSeconds = 3_600) {
        records.set(keyOf(id), { payload, expiresAt: Date.now() + 1_000 * expiresInSeconds })
      },
      async find(id) {
        if (model === 'Client') return id === CLIENT.id ? readClient(file) : undefined
        const record = records.get(keyOf(id))
        return record !== undefined && record.expiresAt > Date.now() ? record.payload : undefined
      },
      findByUid: async (uid) => search((payload) => payload.uid === uid),
      findByUserCode: async (code) => search((payload) => payload.userCode === code),
      async consume(id) {
        const record = records.get(keyOf(id))
        if (record !== undefined) record.payload.consumed = Math.floor(Date.now() / 1_000)
      },
      async destroy(id) {
        records.delete(keyOf(id))
      },
      async revokeByGrantId(grant) {
        for (const [key, { payload }] of records) if (payload.grantId === grant) records.delete(key)
      },
    }
  }
}

function readClient(file: DirectoryFile): AdapterPayload {
  const { redirectUri, postLogoutRedirectUri, backchannelLogoutUri } = file.read().application
  return {
    client_id: CLIENT.id,
    client_secret: CLIENT.secret,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
    redirect_uris: redirectUri === '' ? [] : [redirectUri],
    post_logout_redirect_uris: postLogoutRedirectUri === '' ? [] : [postLogoutRedirectUri],
    ...(backchannelLogoutUri === '' ? {} : { backchannel_logout_uri: backchannelLogoutUri }),
    backchannel_logout_session_required: backchannelLogoutUri !== '',
  }
}
