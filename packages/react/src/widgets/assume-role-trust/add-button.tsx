import { Plus } from 'lucide-react'
import { Button } from '../../ui/index.ts'
import type { TranslateTrust } from './trust-context.ts'

export interface AddButtonProps {
  readonly t: TranslateTrust
  readonly onAdd: () => void
}

/** The way to say one more who may assume the role. */
export function AddButton({ t, onAdd }: AddButtonProps) {
  return (
    <Button variant="primary" icon={<Plus />} onClick={onAdd}>
      {t('add')}
    </Button>
  )
}
