import type { OperatorTenant } from '../../hooks/use-operator.ts'
import { Badge } from '../../ui/index.ts'
import type { TranslateOperator } from './operator-console.tsx'

export interface TenantStatusProps extends Pick<OperatorTenant, 'status'> {
  readonly t: TranslateOperator
}

export function TenantStatus({ status, t }: TenantStatusProps) {
  return status === 'active' ? (
    <Badge tone="success" dot>
      {t('active')}
    </Badge>
  ) : (
    <Badge tone="warning" dot>
      {t('suspended')}
    </Badge>
  )
}
