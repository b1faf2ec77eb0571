import { useGuardrail } from '../../hooks/use-tenant.ts'
import { Card, createPart, LazyPane, Loaded, SkeletonRows } from '../../ui/index.ts'
import type { TranslateTenant } from './tenant-profile.tsx'

/** The policy editor, which reads policies as the server does. */
const guardrailForm = createPart(async () => (await import('./guardrail-form.tsx')).GuardrailForm)

export interface GuardrailCardProps {
  readonly mayChange: boolean
  readonly t: TranslateTenant
}

/** The tenant's policy of denies, checked as it is written. */
export function GuardrailCard({ mayChange, t }: GuardrailCardProps) {
  const guardrail = useGuardrail()
  return (
    <Card title={t('guardrail')} description={t('guardrailDescription')}>
      <Loaded query={guardrail} skeleton={<SkeletonRows rows={1} />}>
        {(data) => (
          <LazyPane
            key={data.version}
            part={guardrailForm}
            props={{ guardrail: data, mayChange, t }}
            skeleton={<SkeletonRows rows={1} />}
          />
        )}
      </Loaded>
    </Card>
  )
}
