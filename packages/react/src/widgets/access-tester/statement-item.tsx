import type { PolicySource } from '@wardkit/core'
import type { ExplainedStatement } from '../../hooks/use-explanation.ts'
import type { Translate } from '../../messages/use-messages.ts'
import { Badge, formatList, useSlot, type Tone } from '../../ui/index.ts'
import type { TesterKey } from './principal-field.tsx'

export interface StatementItemProps {
  readonly t: Translate<TesterKey>
  readonly statement: ExplainedStatement
}

/** One statement: whose it is, what came of it, and what of its condition stood in the way. */
export function StatementItem({ t, statement }: StatementItemProps) {
  const { source, index, comparisons } = statement
  const { text, tone } = outcomeOf(statement)
  return (
    <li {...useSlot('statement')}>
      <div className="wk-statement-head">
        <span className="wk-cell-lines">
          <span className="wk-choice-label">{sourceOf(source, t)}</span>
          <span className="wk-hint">{t('statementNumber', { number: index + 1 })}</span>
        </span>
        <Badge tone={tone} dot={tone === 'success'}>
          {t(text)}
        </Badge>
      </div>
      {comparisons.length === 0 ? null : (
        <ul className="wk-comparisons">
          {comparisons.map(({ comparison, truth, operands }, position) => (
            <li key={position}>
              <span className="wk-comparison">
                <code dir="ltr">{comparison}</code>
                <Badge tone={truth === 'FALSE' ? 'danger' : 'warning'}>{t(`truth${truth}`)}</Badge>
              </span>
              {operands.map((operand) => (
                <span key={operand.variable} className="wk-hint">
                  {operandText(operand, t)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function outcomeOf({ effect, applies }: ExplainedStatement): { readonly text: TesterKey; readonly tone: Tone } {
  if (applies === 'depends') return { text: 'mayApply', tone: 'warning' }
  if (effect === 'allow') {
    return applies === 'yes' ? { text: 'allowApplies', tone: 'success' } : { text: 'allowNot', tone: 'neutral' }
  }
  return applies === 'yes' ? { text: 'denyApplies', tone: 'danger' } : { text: 'denyNot', tone: 'neutral' }
}

function sourceOf(source: PolicySource, t: Translate<TesterKey>) {
  switch (source.kind) {
    case 'role':
      return t.rich('fromRole', { name: <bdi key="name">{source.name}</bdi> })
    case 'global':
      return t.rich('fromGlobal', { name: <bdi key="name">{source.name}</bdi> })
    case 'guardrail':
      return t('fromGuardrail')
    case 'link':
      return t.rich('fromLink', { template: <bdi key="template">{source.template}</bdi> })
  }
}

type Operand = ExplainedStatement['comparisons'][number]['operands'][number]

const STATUSES: Readonly<Record<Operand['status'], TesterKey>> = {
  present: 'valuePresent',
  missing: 'valueMissing',
  none: 'valueNone',
  unavailable: 'valueUnavailable',
  open: 'valueOpen',
}

function operandText({ variable, status, values, more }: Operand, t: Translate<TesterKey>) {
  const list = formatList(values, t.locale)
  return t.rich(STATUSES[status], {
    variable: (
      <code key="variable" dir="ltr">
        {variable}
      </code>
    ),
    values: <bdi key="values">{more === 0 ? list : t('valueMore', { values: list, more })}</bdi>,
  })
}
