import { useSetRoleTrust, type RoleTrust, type RoleTrustChange } from '../../hooks/use-role-trust.ts'
import { runAction } from '../widget-props.ts'
import { keptEntryOf } from './trust-draft.ts'
import { useTrust } from './trust-context.ts'

/** What of a role's trust changes. The rest stays. */
export type TrustPart = Partial<Pick<RoleTrustChange, 'trust' | 'sessionTags' | 'maxDurationSeconds'>>

/** Saves a part of the role's trust. */
export function useSaveTrust() {
  const { role, save } = useTrust()
  const setting = useSetRoleTrust()
  return {
    problem: setting.error,
    isPending: setting.isPending,
    reset: setting.reset,
    /**
     * @param start what the change was made from: what somebody else made of it meanwhile is not overwritten
     * @returns whether it was saved
     */
    async run({ trust, sessionTags, maxDurationSeconds, version }: RoleTrust, part: TrustPart): Promise<boolean> {
      const kept = { trust: trust.map(keptEntryOf), sessionTags, maxDurationSeconds, version }
      try {
        const saved = await runAction(save, { role: role.id, ...kept, ...part }, (change) =>
          setting.mutateAsync(change),
        )
        return saved !== undefined
      } catch {
        // Shown where it was asked for, which stays.
        return false
      }
    },
  }
}
