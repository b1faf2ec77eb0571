import { CircleCheck, CircleHelp, CircleX, Lightbulb } from 'lucide-react'
import type { SingleChange } from '@wardkit/core'
import type { AccessExplanation } from '../../hooks/use-explanation.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Card, Chip, ChipList, useSlot } from '../../ui/index.ts'
import type { TesterKey } from './principal-field.tsx'
import { StatementItem } from './statement-item.tsx'

export interface ExplanationViewProps {
  readonly t: Translate<TesterKey>
  readonly explanation: AccessExplanation
  readonly who: string
  /** With the values that were asked about. */
  readonly operation: string
}

const REASONS: Readonly<Record<string, TesterKey>> = {
  allowed: 'reasonAllowed',
  public: 'reasonPublic',
  denied: 'reasonDenied',
  'no-statement': 'reasonNoStatement',
  'condition-not-met': 'reasonConditionNotMet',
  'field-not-allowed': 'reasonFieldNotAllowed',
  'tags-do-not-match': 'reasonTagsDoNotMatch',
  'other-tenant': 'reasonOtherTenant',
  'tenant-inactive': 'reasonTenantInactive',
  unavailable: 'reasonUnavailable',
}

const ICONS = { yes: CircleCheck, no: CircleX, depends: CircleHelp }

/** The answer first, then what would change it, then everything that was weighed. */
export function ExplanationView({ t, explanation, who, operation }: ExplanationViewProps) {
  const { answer, reason, dependsOn, changes, changesCutShort, statements } = explanation
  const Icon = ICONS[answer]
  const key = REASONS[reason]
  return (
    <div className="wk-stack wk-tester">
      <div {...useSlot('verdict')} data-answer={answer}>
        <Icon />
        <div className="wk-verdict-text">
          <p className="wk-verdict-title">{t.rich(answer, { who: <bdi key="who">{who}</bdi> })}</p>
          <code dir="ltr">{operation}</code>
          {key === undefined ? null : <p>{t(key)}</p>}
          {dependsOn.length === 0 ? null : (
            <ChipList label={t('dependsOn')}>
              {dependsOn.map((name) => (
                <Chip key={name} value={name} />
              ))}
            </ChipList>
          )}
        </div>
      </div>
      {changes.length === 0 ? null : (
        <Card title={t('changes')} description={changesCutShort ? t('changesMore') : t('changesHint')}>
          <ul className="wk-changes">
            {changes.map((change, index) => (
              <li key={index}>
                <Lightbulb />
                <span>{textOf(change, t)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t('statements')}>
        {statements.length === 0 ? (
          <p className="wk-hint">{t('noStatements')}</p>
        ) : (
          <ol className="wk-statements">
            {statements.map((statement, index) => (
              <StatementItem key={index} t={t} statement={statement} />
            ))}
          </ol>
        )}
      </Card>
    </div>
  )
}

function textOf(change: SingleChange, t: Translate<TesterKey>) {
  if (change.kind === 'role') return t.rich('changeRole', { name: <Chip key="name" value={change.name} /> })
  const tag = <Chip key="tag" name={change.key} value={change.value} />
  const action = `${change.action.charAt(0).toUpperCase()}${change.action.slice(1)}` as 'Add' | 'Remove' | 'Replace'
  if (change.kind === 'principal-tag') return t.rich(`changePrincipal${action}`, { tag })
  const { type, id } = change.resource
  return t.rich(`changeResource${action}`, { tag, resource: <bdi key="resource">{`${type} ${id}`}</bdi> })
}
