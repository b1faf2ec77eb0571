import { Boxes } from 'lucide-react'
import { useOperatorServices, type OperatorService } from '../../hooks/use-operator.ts'
import { Chip, ChipList, DataTable, EmptyState, Loaded, type Column } from '../../ui/index.ts'
import type { TranslateOperator } from './operator-console.tsx'

/** The services that servers have registered, with how many operations each has. */
export function ServicesView({ t }: { readonly t: TranslateOperator }) {
  const services = useOperatorServices()
  const columns: readonly Column<OperatorService>[] = [
    {
      id: 'service',
      header: t('service'),
      kind: 'title',
      cell: ({ title, id }) => (
        <span className="wk-cell-lines">
          <bdi>{title}</bdi>
          <code className="wk-hint" dir="ltr">
            {id}
          </code>
        </span>
      ),
    },
    { id: 'version', header: t('version'), cell: ({ version }) => <code dir="ltr">{version}</code> },
    {
      id: 'roles',
      header: t('roles'),
      cell: ({ roles }) =>
        roles.length === 0 ? (
          <span className="wk-hint">{t('noRoles')}</span>
        ) : (
          <ChipList>
            {roles.map((role) => (
              <Chip key={role} value={role} />
            ))}
          </ChipList>
        ),
    },
    {
      id: 'operations',
      header: t('operations'),
      align: 'end',
      cell: ({ operations }) => new Intl.NumberFormat(t.locale).format(operations),
    },
  ]
  return (
    <Loaded
      query={services}
      empty={{
        when: (items) => items.length === 0,
        show: (
          <EmptyState icon={<Boxes />} title={t('servicesEmptyTitle')} description={t('servicesEmptyDescription')} />
        ),
      }}
    >
      {(items) => (
        <DataTable
          caption={t('services')}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          nameOf={({ title }) => title}
        />
      )}
    </Loaded>
  )
}
