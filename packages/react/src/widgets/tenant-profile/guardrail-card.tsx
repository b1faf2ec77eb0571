import { useMemo, useState } from 'react'
import { useGuardrail, useSetGuardrail, type Guardrail } from '../../hooks/use-tenant.ts'
import { useServices } from '../../hooks/use-services.ts'
import { diagnosePolicy } from '../../policy-editor/diagnose-policy.ts'
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx'
import { Button, Card, Loaded, Notice, ProblemNotice, SkeletonRows, useToast } from '../../ui/index.ts'
import type { TranslateTenant } from './tenant-profile.tsx'

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
        {(data) => <GuardrailForm key={data.version} guardrail={data} mayChange={mayChange} t={t} />}
      </Loaded>
    </Card>
  )
}

const BEGINNING = `# Nobody may do what stands here, whatever their roles allow.
version: 1
type: openAPI
policy:
  - deny:
      - 
`

function GuardrailForm({ guardrail, mayChange, t }: GuardrailCardProps & { readonly guardrail: Guardrail }) {
  const { policy, version } = guardrail
  const toast = useToast()
  const saving = useSetGuardrail()
  const services = useServices()
  const [text, setText] = useState(policy)
  const known = useMemo(() => services.data ?? [], [services.data])
  const scope = useMemo(() => ({ operations: known.flatMap(({ operations }) => operations), services: known }), [known])
  const diagnosed = useMemo(
    () => (text === null || services.data === undefined ? undefined : diagnosePolicy(text, known, 'guardrail')),
    [text, services.data, known],
  )

  function save(next: string | null): void {
    saving.mutate(
      { policy: next, version },
      { onSuccess: () => toast({ text: t(next === null ? 'guardrailRemoved' : 'guardrailSaved') }) },
    )
  }

  if (text === null) {
    return (
      <div className="wk-row">
        <span className="wk-hint">{t('guardrailNone')}</span>
        {mayChange ? <Button onClick={() => setText(BEGINNING)}>{t('guardrailAdd')}</Button> : null}
      </div>
    )
  }
  const hasErrors = diagnosed?.hasErrors === true
  return (
    <div className="wk-stack">
      <PolicyEditor
        label={t('guardrailText')}
        value={text}
        scope={scope}
        diagnostics={diagnosed?.diagnostics ?? []}
        readOnly={!mayChange}
        onChange={setText}
      />
      <ProblemNotice problem={saving.error} />
      {hasErrors ? <Notice tone="warning">{t('guardrailErrors')}</Notice> : null}
      {mayChange ? (
        <div className="wk-row">
          {policy === null ? null : (
            <Button disabled={saving.isPending} onClick={() => save(null)}>
              {t('guardrailRemove')}
            </Button>
          )}
          {text === policy ? null : (
            <>
              <Button onClick={() => setText(policy)}>{t('discard')}</Button>
              <Button variant="primary" pending={saving.isPending} disabled={hasErrors} onClick={() => save(text)}>
                {t('guardrailSave')}
              </Button>
            </>
          )}
        </div>
      ) : null}
    </div>
  )
}
