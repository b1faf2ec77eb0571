import { useMemo, useState } from 'react'
import { useSetGuardrail, type Guardrail } from '../../hooks/use-tenant.ts'
import { useServices } from '../../hooks/use-services.ts'
import { diagnosePolicy } from '../../policy-editor/diagnose-policy.ts'
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx'
import { Button, Notice, ProblemNotice, useToast } from '../../ui/index.ts'
import type { GuardrailCardProps } from './guardrail-card.tsx'

const BEGINNING = `# Nobody may do what stands here, whatever their roles allow.
version: 1
type: openAPI
policy:
  - deny:
      - 
`

export interface GuardrailFormProps extends GuardrailCardProps {
  readonly guardrail: Guardrail
}

/** Edits the guardrail as text. */
export function GuardrailForm({ guardrail, mayChange, t }: GuardrailFormProps) {
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
