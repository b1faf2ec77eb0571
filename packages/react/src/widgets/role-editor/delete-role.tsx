import { useDeleteRole } from '../../hooks/use-role-changes.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { ConfirmDialog, useToast } from '../../ui/index.ts'
import { roleEditorMessages } from './messages.ts'
import { RolePreview } from './role-preview.tsx'

export interface DeleteRoleProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly role: { readonly id: string; readonly name: string }
  readonly onDeleted: () => void
}

/** Asks before a role is deleted, and shows who can do less without it. */
export function DeleteRole({ open, onOpenChange, role, onDeleted }: DeleteRoleProps) {
  const t = useMessages(roleEditorMessages)
  const toast = useToast()
  const remove = useDeleteRole()
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.rich('deleteTitle', { name: <bdi>{role.name}</bdi> })}
      description={t('deleteDescription')}
      confirmLabel={t('deleteRole')}
      danger
      pending={remove.isPending}
      problem={remove.error}
      onConfirm={() =>
        remove.mutate(role.id, {
          onSuccess: () => {
            toast({ text: t('deleted', { name: role.name }) })
            onDeleted()
          },
        })
      }
    >
      <RolePreview roleId={role.id} policy={null} />
    </ConfirmDialog>
  )
}
