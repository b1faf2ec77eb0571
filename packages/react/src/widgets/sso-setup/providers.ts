import type { ssoSetupMessages } from './messages.ts'

export type SsoKey = keyof (typeof ssoSetupMessages)['english']

/** A kind of identity provider, with what one does there. */
export interface ProviderKind {
  readonly id: 'okta' | 'entra' | 'google' | 'keycloak' | 'generic'
  /** Its own name, which no language translates; null where it has none. */
  readonly name: string | null
  readonly guide: readonly SsoKey[]
  readonly register: SsoKey
  /** What tells its issuer; null where that is always the same. */
  readonly address: { readonly label: SsoKey; readonly placeholder: string } | null
  /** The discovery URL or the issuer, by what was typed; undefined where it is none. */
  readonly toDiscoveryUrl: (address: string) => string | undefined
  readonly isIssuer: (issuer: URL) => boolean
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i

export const PROVIDERS: readonly ProviderKind[] = [
  {
    id: 'okta',
    name: 'Okta',
    guide: ['okta1', 'okta2', 'okta3', 'okta4'],
    register: 'registerOkta',
    address: { label: 'oktaAddress', placeholder: 'acme.okta.com' },
    toDiscoveryUrl: (address) => (HOST.test(address) ? `https://${address}` : toUrl(address)),
    isIssuer: ({ hostname }) => /\.(?:okta|oktapreview|okta-emea)\.com$/.test(hostname),
  },
  {
    id: 'entra',
    name: 'Entra ID',
    guide: ['entra1', 'entra2', 'entra3', 'entra4'],
    register: 'registerEntra',
    address: { label: 'entraAddress', placeholder: '8f4e2a10-3c5b-4d7e-9a61-0b2c4d6e8f10' },
    toDiscoveryUrl: (address) =>
      GUID.test(address) ? `https://login.microsoftonline.com/${address.toLowerCase()}/v2.0` : toUrl(address),
    isIssuer: ({ hostname }) => hostname === 'login.microsoftonline.com',
  },
  {
    id: 'google',
    name: 'Google Workspace',
    guide: ['google1', 'google2', 'google3', 'google4'],
    register: 'registerGoogle',
    address: null,
    toDiscoveryUrl: () => 'https://accounts.google.com',
    isIssuer: ({ hostname }) => hostname === 'accounts.google.com',
  },
  {
    id: 'keycloak',
    name: 'Keycloak',
    guide: ['keycloak1', 'keycloak2', 'keycloak3', 'keycloak4'],
    register: 'registerKeycloak',
    address: { label: 'keycloakAddress', placeholder: 'https://sso.acme.com/realms/acme' },
    toDiscoveryUrl: toUrl,
    isIssuer: ({ pathname }) => /\/realms\/[^/]+$/.test(pathname),
  },
  {
    id: 'generic',
    name: null,
    guide: ['generic1', 'generic2', 'generic3'],
    register: 'registerGeneric',
    address: { label: 'genericAddress', placeholder: 'https://login.acme.com/.well-known/openid-configuration' },
    toDiscoveryUrl: toUrl,
    isIssuer: () => true,
  },
]

/** The kind of the provider with an issuer. */
export function providerOf(issuer: string): ProviderKind {
  const generic = PROVIDERS[PROVIDERS.length - 1] as ProviderKind
  if (!URL.canParse(issuer)) return generic
  const url = new URL(issuer)
  return PROVIDERS.find((kind) => kind.isIssuer(url)) ?? generic
}

/** What may be a provider's address: https, or http on this very machine, as a server that is being developed allows. */
function toUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname } = new URL(text)
  const isLocal = protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')
  return protocol === 'https:' || isLocal ? text : undefined
}
