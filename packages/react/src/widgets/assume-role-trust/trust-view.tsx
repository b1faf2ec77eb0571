import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { TrustEntry } from '../../hooks/use-role-trust.ts'
import { useUserNames } from '../../hooks/use-user-names.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Card, CodeBlock, ConfirmDialog, createPart, EmptyState, LazyPart, useToast } from '../../ui/index.ts'
import { AddButton } from './add-button.tsx'
import { LimitsCard } from './limits-card.tsx'
import { useTrust } from './trust-context.ts'
import { draftOf, NEW_ENTRY, withoutEntry, type TrustDraft } from './trust-draft.ts'
import { TrustTable } from './trust-table.tsx'
import { useSaveTrust } from './use-save-trust.ts'

/** Loaded when it is needed: forms weigh as much as all the rest. */
const dialogPart = createPart(async () => (await import('./trust-dialog.tsx')).TrustDialog)

export interface TrustViewProps {
  /** The entry that is edited. */
  readonly open: TrustDraft | null
  readonly setOpen: (open: TrustDraft | null) => void
}

/** Who may assume one role, within which limits, and what they need to do so. */
export function TrustView({ open, setOpen }: TrustViewProps) {
  const { role, trust, ownTenant, mayChange, t } = useTrust()
  const common = useMessages(commonMessages)
  const toast = useToast()
  const [leaving, setLeaving] = useState<TrustEntry | null>(null)
  const names = useUserNames(
    trust.trust.flatMap(({ tenant, principal }) => (tenant === ownTenant && principal !== null ? [principal] : [])),
  )
  const nameOf = ({ tenant, principal }: TrustEntry): string =>
    principal === null
      ? t('anybodyOf', { organization: tenant === ownTenant ? t('own') : tenant })
      : (names.get(principal) ?? principal)
  return (
    <div className="wk-stack">
      {trust.trust.length === 0 ? (
        <EmptyState
          icon={<UserPlus />}
          title={t('emptyTitle')}
          description={mayChange ? t('emptyDescription') : undefined}
          action={mayChange ? <AddButton t={t} onAdd={() => setOpen(NEW_ENTRY)} /> : undefined}
        />
      ) : (
        <TrustTable
          nameOf={nameOf}
          onEdit={(entry) =>
            setOpen(draftOf(entry, ownTenant, entry.principal === null ? undefined : names.get(entry.principal)))
          }
          onRemove={setLeaving}
        />
      )}
      {trust.trust.length === 0 && trust.version === 0 ? null : (
        <div className="wk-trust-cards">
          <LimitsCard />
          <Card title={t('needed')} description={t('neededHint')}>
            <div className="wk-stack">
              {[
                { label: t('roleId'), code: role.id },
                { label: t('ownTenantId'), code: ownTenant },
              ].map(({ label, code }) => (
                <div key={label} className="wk-field">
                  <span className="wk-label">{label}</span>
                  <CodeBlock inline code={code} label={label} />
                </div>
              ))}
            </div>
          </Card>
        </div>
      )}
      {open === null ? null : (
        <LazyPart
          part={dialogPart}
          props={{ start: open, onClose: () => setOpen(null) }}
          onFailed={() => {
            setOpen(null)
            toast({ text: common('errorOffline'), tone: 'danger' })
          }}
        />
      )}
      {leaving === null ? null : (
        <RemoveDialog entry={leaving} name={nameOf(leaving)} onClose={() => setLeaving(null)} />
      )}
    </div>
  )
}

interface RemoveDialogProps {
  readonly entry: TrustEntry
  readonly name: string
  readonly onClose: () => void
}

function RemoveDialog({ entry, name, onClose }: RemoveDialogProps) {
  const { role, trust, t, loadAgain } = useTrust()
  const toast = useToast()
  const saving = useSaveTrust()
  // The list that was seen when it was asked.
  const [start] = useState(trust)

  async function remove(): Promise<void> {
    if (!(await saving.run(start, { trust: withoutEntry(start, entry.id) }))) return
    onClose()
    toast({ text: t('removed', { name }) })
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (isOpen) return
        if (saving.problem?.version !== undefined) loadAgain()
        onClose()
      }}
      title={t.rich('removeTitle', { name: <bdi>{name}</bdi> })}
      description={t.rich('removeDescription', { role: <bdi>{role.name}</bdi> })}
      confirmLabel={t('removeSubmit')}
      danger
      pending={saving.isPending}
      problem={saving.problem}
      onConfirm={() => void remove()}
    />
  )
}
