import type { Service } from '@wardkit/core'
import type { TagsInUse } from '@wardkit/core/policy'
import { Plus, ShieldOff } from 'lucide-react'
import { useMemo } from 'react'
import { useMessages } from '../../messages/use-messages.ts'
import { DiagnosticList } from '../../policy-editor/diagnostic-list.tsx'
import { PolicyEditor } from '../../policy-editor/policy-editor.tsx'
import { Button, EmptyState, Notice, Tabs } from '../../ui/index.ts'
import { hasComments, newRule, toForm, type RuleDraft } from './policy-draft.ts'
import { roleEditorMessages } from './messages.ts'
import { RuleCard } from './rule-card.tsx'
import type { RoleDraft } from './use-role-draft.ts'

export interface RolePolicyProps {
  readonly draft: RoleDraft
  /** The text as its author wrote it. */
  readonly original: string
  readonly services: readonly Service[]
  readonly tags: TagsInUse
  readonly readOnly: boolean
  readonly strict: boolean
}

/** What a role allows: as rules of a form, or as the text of its policy. The one becomes the other. */
export function RolePolicy({ draft, original, services, tags, readOnly, strict }: RolePolicyProps) {
  const t = useMessages(roleEditorMessages)
  const { policy, source, diagnosed, dispatch } = draft
  const scope = useMemo(
    () => ({ operations: services.flatMap(({ operations }) => operations), services, tags }),
    [services, tags],
  )

  function show(view: string): void {
    if (view === policy.kind) return
    if (view === 'text') {
      if (source !== undefined) dispatch({ type: 'source', value: source })
      return
    }
    const form = policy.kind === 'text' ? toForm(policy.source) : undefined
    if (form !== undefined) dispatch({ type: 'rules', rules: form.rules })
  }

  return (
    <div className="wk-role-policy">
      <h3 className="wk-label">{t('policy')}</h3>
      <Tabs
        label={t('policy')}
        value={policy.kind}
        onChange={show}
        tabs={[
          {
            value: 'form',
            label: t('form'),
            content:
              policy.kind === 'form' ? (
                <RulesForm {...{ services, tags, readOnly, strict, original, rules: policy.rules, draft }} />
              ) : null,
          },
          {
            value: 'text',
            label: t('text'),
            content:
              policy.kind === 'text' ? (
                <div className="wk-rules">
                  {toForm(policy.source) !== undefined ? null : (
                    <Notice tone={diagnosed?.policy == null ? 'danger' : 'info'}>
                      {t(diagnosed?.policy == null ? 'formUnavailableErrors' : 'formUnavailable')}
                    </Notice>
                  )}
                  <PolicyEditor
                    label={t('text')}
                    value={policy.source}
                    scope={scope}
                    diagnostics={diagnosed?.diagnostics ?? []}
                    readOnly={readOnly}
                    onChange={(value) => dispatch({ type: 'source', value })}
                  />
                </div>
              ) : null,
          },
        ]}
      />
      {policy.kind === 'form' && source === undefined ? <p className="wk-hint">{t('formNotWhole')}</p> : null}
    </div>
  )
}

interface RulesFormProps extends RolePolicyProps {
  readonly rules: readonly RuleDraft[]
}

function RulesForm({ draft, original, rules, services, tags, readOnly, strict }: RulesFormProps) {
  const t = useMessages(roleEditorMessages)
  const change = (changed: readonly RuleDraft[]): void => draft.dispatch({ type: 'rules', rules: changed })
  const add = readOnly ? null : (
    <Button icon={<Plus />} onClick={() => change([...rules, newRule()])}>
      {t('addRule')}
    </Button>
  )
  return (
    <div className="wk-rules">
      {hasComments(original) && !readOnly ? <Notice tone="warning">{t('commentsLost')}</Notice> : null}
      {rules.length === 0 ? (
        <EmptyState icon={<ShieldOff />} title={t('noRules')} action={add} />
      ) : (
        <>
          {rules.map((rule, index) => (
            <RuleCard
              key={rule.key}
              rule={rule}
              number={index + 1}
              services={services}
              tags={tags}
              readOnly={readOnly}
              strict={strict}
              onChange={(changed) => change(rules.with(index, changed))}
              onRemove={() => change(rules.toSpliced(index, 1))}
            />
          ))}
          <DiagnosticList diagnostics={draft.diagnosed?.diagnostics ?? []} places={false} />
          {add}
        </>
      )}
    </div>
  )
}
