import { useCurrentSession } from './session.tsx'

/** The name of the facility whose records are shown. */
export function useTenantName(): string {
  return useCurrentSession().tenant.name
}
