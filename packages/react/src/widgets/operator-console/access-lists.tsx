import { ListFilter } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccessSummary } from '../../hooks/use-operator.ts'
import { DataTable, IconButton, type Column } from '../../ui/index.ts'
import { totalOf } from './access-periods.ts'
import type { TranslateOperator } from './operator-console.tsx'

interface ListProps {
  readonly t: TranslateOperator
}

/** How many lines a list shows. */
const MOST = 8

export interface DeniedOperationsProps extends ListProps {
  readonly operations: AccessSummary['operations']
}

/** The operations that were denied most, each with how often it was of all that was asked of it. */
export function DeniedOperations({ t, operations }: DeniedOperationsProps) {
  const number = new Intl.NumberFormat(t.locale)
  const denied = operations.filter((one) => one.denied > 0).sort((one, other) => other.denied - one.denied)
  return (
    <Bars
      none={t('noneDenied')}
      lines={denied.slice(0, MOST).map((one) => ({
        name: (
          <code className="wk-anywhere" dir="ltr">
            {one.operation}
          </code>
        ),
        key: one.operation,
        count: one.denied,
        text: t('deniedOf', { denied: number.format(one.denied), total: number.format(totalOf(one)) }),
      }))}
    />
  )
}

export interface DeniedReasonsProps extends ListProps {
  readonly reasons: AccessSummary['reasons']
}

/** Why requests were denied, by the codes of decisions. */
export function DeniedReasons({ t, reasons }: DeniedReasonsProps) {
  const number = new Intl.NumberFormat(t.locale)
  return (
    <Bars
      none={t('noneDenied')}
      lines={reasons.slice(0, MOST).map(({ reason, count }) => ({
        name: <code dir="ltr">{reason}</code>,
        key: reason,
        count,
        text: number.format(count),
      }))}
    />
  )
}

interface BarsProps {
  readonly none: string
  readonly lines: readonly {
    readonly key: string
    readonly name: ReactNode
    readonly count: number
    readonly text: string
  }[]
}

/** Lines with a bar under each, as long as its count beside the greatest. */
function Bars({ none, lines }: BarsProps) {
  const most = Math.max(...lines.map(({ count }) => count))
  if (lines.length === 0) return <p className="wk-hint">{none}</p>
  return (
    <ul className="wk-bars">
      {lines.map(({ key, name, count, text }) => (
        <li key={key}>
          <span className="wk-bars-line">
            {name}
            <span className="wk-hint">{text}</span>
          </span>
          <span className="wk-bars-track" aria-hidden="true">
            <span style={{ inlineSize: `${String((count / most) * 100)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}

export interface BusiestTenantsProps extends ListProps {
  readonly tenants: AccessSummary['tenants']
  readonly onOpen: (tenant: { readonly id: string; readonly name: string }) => void
}

type TenantCounts = AccessSummary['tenants'][number]

/** Whose requests they were, the busiest first. */
export function BusiestTenants({ t, tenants, onOpen }: BusiestTenantsProps) {
  const number = new Intl.NumberFormat(t.locale)
  const nameOf = ({ tenant, name }: TenantCounts): string => name ?? tenant ?? t('noTenant')
  const columns: readonly Column<TenantCounts>[] = [
    {
      id: 'name',
      header: t('name'),
      kind: 'title',
      cell: (one) => <bdi className="wk-anywhere">{nameOf(one)}</bdi>,
    },
    ...(['allowed', 'denied', 'failed'] as const).map((outcome): Column<TenantCounts> => ({
      id: outcome,
      header: t(outcome),
      align: 'end',
      cell: (counts) => number.format(counts[outcome]),
    })),
    {
      id: 'only',
      header: t('onlyTenant', { name: '' }),
      kind: 'end',
      cell: (one) =>
        one.tenant === null ? null : (
          <OnlyButton
            label={t('onlyTenant', { name: nameOf(one) })}
            onClick={() => onOpen({ id: one.tenant ?? '', name: nameOf(one) })}
          />
        ),
    },
  ]
  return (
    <DataTable
      caption={t('tenantsBusiest')}
      columns={columns}
      rows={tenants.slice(0, MOST)}
      keyOf={({ tenant }) => tenant ?? ''}
      nameOf={nameOf}
    />
  )
}

function OnlyButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return <IconButton size="sm" label={label} icon={<ListFilter />} onClick={onClick} />
}
