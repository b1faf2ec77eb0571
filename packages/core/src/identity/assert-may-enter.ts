import { WardkitError } from '../errors/index.ts'
import type { StoreWriter, User } from './identity-store.ts'
import type { AuthenticatedBy } from './session-store.ts'
import { readTenantSettings } from './tenant-settings.ts'

/**
 * Refuses a session to who must come by their tenant's identity provider, or with a second factor, and has not.
 *
 * INVARIANT: asked in the transaction that begins the session, so that no way to log in gets past it.
 *
 * @throws WardkitError `ERR_SSO_REQUIRED`, `ERR_SECOND_FACTOR_REQUIRED`
 */
export async function assertMayEnter(
  writer: StoreWriter,
  { id, tenant }: Pick<User, 'id' | 'tenant'>,
  authenticatedBy: AuthenticatedBy,
): Promise<void> {
  if (authenticatedBy === 'connection') return
  const own = writer.tenant(tenant)
  const sso = await own.findSsoSettings()
  if (sso?.enforced === true && !sso.breakGlass.includes(id)) {
    throw new WardkitError('ERR_SSO_REQUIRED', 'this tenant’s people log in by its identity provider', {
      help: 'log in with the e-mail address of your organization, and go on where it leads',
    })
  }
  if (authenticatedBy === 'password' && (await readTenantSettings(own)).secondFactor === 'required') {
    throw new WardkitError('ERR_SECOND_FACTOR_REQUIRED', 'this tenant’s people log in with a second factor', {
      help: 'log in to this tenant: you are asked for yours, or to add one',
    })
  }
}
