import { X } from 'lucide-react'
import { useCan } from '../../hooks/use-can.ts'
import { useCreateLink, useRevokeLink, type Link, type LinkTemplate, type NewLink } from '../../hooks/use-links.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Avatar, Badge, IconButton, ProblemNotice, RelativeTime, useNow, useSlot, useToast } from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { shareMessages } from './messages.ts'

export type ShareKey = keyof (typeof shareMessages)['english']

export interface LinkItemProps {
  readonly t: Translate<ShareKey>
  readonly link: Link
  /** Undefined where the application has it no longer. */
  readonly template: LinkTemplate | undefined
  readonly readOnly: boolean
  readonly action: WidgetAction<Link> | undefined
}

/** Somebody whom a resource is shared with. */
export function LinkItem({ t, link, template, readOnly, action }: LinkItemProps) {
  const toast = useToast()
  // Of each link by itself: who shares a resource may take it back, and of the others none.
  const can = useCan('DELETE:/wardkit/links/{linkId}', { linkId: link.id }).answer
  const mayRevoke = !readOnly && action?.disabled !== true && (can === 'yes' || can === 'depends')
  const now = useNow()
  const revocation = useRevokeLink()
  const creation = useCreateLink()
  const { principal, expiresAt, createdBy } = link
  const name = principal.name ?? principal.id
  const hasEnded = expiresAt !== null && expiresAt <= now

  async function revoke(): Promise<void> {
    try {
      await runAction(action, link, async () => {
        await revocation.mutateAsync(link.id)
        toast({
          text: t('revoked', { name }),
          // What has ended by itself gave nothing, and could not be made again.
          ...(hasEnded ? {} : { onUndo: () => creation.mutate(toInput(link)) }),
        })
      })
    } catch {
      // Shown below.
    }
  }

  return (
    <li {...useSlot('link')}>
      <div className="wk-link-line">
        <Avatar name={name} shape={principal.type === 'tenant' ? 'square' : 'round'} />
        <span className="wk-cell-lines">
          <span className="wk-anywhere">
            {principal.type === 'tenant' ? (
              t.rich('everyoneOf', { name: <bdi key="name">{name}</bdi> })
            ) : principal.type === 'role' ? (
              t.rich('roleOf', { name: <bdi key="name">{name}</bdi> })
            ) : (
              <bdi>{name}</bdi>
            )}
          </span>
          <span className="wk-hint wk-link-facts">
            <bdi>{template === undefined || template.description === '' ? link.template : template.description}</bdi>
            {createdBy === null ? null : (
              <span>{t.rich('sharedBy', { name: <bdi key="name">{createdBy.name ?? createdBy.id}</bdi> })}</span>
            )}
            {expiresAt === null || hasEnded ? null : (
              <span>{t.rich('ends', { when: <RelativeTime key="when" at={expiresAt} /> })}</span>
            )}
          </span>
        </span>
        {hasEnded ? <Badge>{t('ended')}</Badge> : null}
        {mayRevoke ? (
          <IconButton
            size="sm"
            icon={<X />}
            label={t('revoke', { name })}
            pending={revocation.isPending}
            onClick={() => void revoke()}
          />
        ) : null}
      </div>
      <ProblemNotice problem={revocation.error ?? creation.error} />
    </li>
  )
}

/** What makes the same link again. */
function toInput({ template, principal: { type, id, tenant }, resource, slots, expiresAt }: Link): NewLink {
  return {
    template,
    principal: { type, id, tenant },
    resource,
    slots,
    ...(expiresAt === null ? {} : { expiresAt }),
  }
}
