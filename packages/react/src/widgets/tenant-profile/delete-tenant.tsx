import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useDeleteTenant, type TenantSettings } from '../../hooks/use-tenant.ts'
import { Button, Card, ConfirmDialog } from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { TranslateTenant } from './tenant-profile.tsx'

export interface DeleteTenantProps {
  readonly settings: TenantSettings
  readonly t: TranslateTenant
  readonly action: WidgetAction<TenantSettings> | undefined
}

/** An end to the tenant, once its slug is typed. */
export function DeleteTenant({ settings, t, action }: DeleteTenantProps) {
  const [isAsked, setAsked] = useState(false)
  const deletion = useDeleteTenant()
  const { name, slug } = settings

  async function remove(): Promise<void> {
    try {
      await runAction(action, settings, () => deletion.mutateAsync(slug))
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    setAsked(false)
  }

  return (
    <Card
      title={t('deleteTenant')}
      description={t('deleteTenantDescription')}
      actions={
        <Button icon={<Trash2 />} onClick={() => setAsked(true)}>
          {t('deleteTenant')}
        </Button>
      }
    >
      <ConfirmDialog
        open={isAsked}
        onOpenChange={(isOpen) => {
          setAsked(isOpen)
          if (!isOpen) deletion.reset()
        }}
        title={t.rich('deleteTenantTitle', { name: <bdi>{name}</bdi> })}
        description={t('deleteTenantWarning')}
        confirmLabel={t('deleteTenant')}
        danger
        typed={{ word: slug, label: t.rich('deleteTenantWord', { slug: <code dir="ltr">{slug}</code> }) }}
        pending={deletion.isPending}
        problem={deletion.error}
        onConfirm={() => void remove()}
      />
    </Card>
  )
}
