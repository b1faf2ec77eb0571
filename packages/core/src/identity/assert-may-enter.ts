import { WardkitError } from '../errors/index.ts'
import type { StoreWriter, User } from './identity-store.ts'
import type { AuthenticatedBy } from './session-store.ts'

/**
 * Refuses a session to who must come by their tenant's identity provider and has not.
 *
 * INVARIANT: asked in the transaction that begins the session, so that no way to log in gets past it.
 *
 * @throws WardkitError `ERR_SSO_REQUIRED`
 */
export async function assertMayEnter(
  writer: StoreWriter,
  { id, tenant }: Pick<User, 'id' | 'tenant'>,
  authenticatedBy: AuthenticatedBy,
): Promise<void> {
  if (authenticatedBy === 'connection') return
  const settings = await writer.tenant(tenant).findSsoSettings()
  if (settings?.enforced !== true || settings.breakGlass.includes(id)) return
  throw new WardkitError('ERR_SSO_REQUIRED', 'this tenant’s people log in by its identity provider', {
    help: 'log in with the e-mail address of your organization, and go on where it leads',
  })
}
