import { generateKeyPairSync, randomBytes } from 'node:crypto'
import Provider, { type KoaContextWithOIDC } from 'oidc-provider'
import { ACCOUNTS } from './accounts.ts'
import type { DirectoryFile } from './directory-file.ts'
import { createProviderRecords } from './provider-records.ts'
import { escape, page } from './pages.ts'

const SCOPES = ['openid', 'email', 'profile', 'groups']

/** The hospital's identity provider: OpenID Connect by `oidc-provider`, with a new signing key at each start. */
export function createProvider(issuer: string, file: DirectoryFile): Provider {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  const provider: Provider = new Provider(issuer, {
    adapter: createProviderRecords(file),
    jwks: { keys: [{ ...key, kty: 'EC', alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: SCOPES,
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'function'],
      groups: ['groups'],
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async findAccount(_context, sub) {
      const account = ACCOUNTS.find((known) => known.sub === sub)
      if (account === undefined) return undefined
      const { name, email, function: work } = account
      const groups = file.read().groups[sub] ?? []
      return {
        accountId: sub,
        claims: async () => ({ sub, name, email, email_verified: true, function: work, groups }),
      }
    },
    // The hospital's admin has agreed for everybody: nobody is asked whether the EHR may know who they are.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope(SCOPES.join(' '))
      await grant.save()
      return grant
    },
    renderError(context, { error, error_description: description = '' }) {
      context.type = 'html'
      context.body = page('That did not work', `<p>${escape(error)}: ${escape(description)}</p>`)
    },
    // The EHR is on this very machine, which the library's own dispatcher would refuse to tell of logouts.
    fetch: (url, { method, headers, body, signal } = {}) =>
      fetch(url, {
        ...(method && { method }),
        ...(headers && { headers }),
        ...(body && { body }),
        ...(signal && { signal }),
      }),
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 43_200, IdToken: 300, Interaction: 600, Session: 43_200 },
  })
  return provider
}

function logoutSource(context: KoaContextWithOIDC, form: string): void {
  const buttons = '<button form="op.logoutForm" name="logout" value="yes">Log out of the hospital</button>'
  context.body = page('Log out?', `${form}${buttons}`)
}

function postLogoutSuccessSource(context: KoaContextWithOIDC): void {
  context.body = page('Logged out', '<p><a href="/">The directory</a></p>')
}
