import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronRight, FileText } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { ask, listPath, type DiagnosticEntry, type List } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { NothingFound, Pager, SearchField } from '../ui/list.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Failure, Waiting } from '../ui/states.tsx'

/** The reports that the caller may read, those shared with them included. */
export function ReportsPage() {
  const { t } = useLanguage()
  const [params, setParams] = useSearchParams()
  const search = params.get('search') ?? ''
  const page = Number(params.get('page') ?? 1)
  const query = useQuery({
    queryKey: ['reports', search, page],
    queryFn: () => ask<List<DiagnosticEntry>>('GET', listPath('diagnostic', { search, page })),
    placeholderData: keepPreviousData,
  })
  const show = (next: Readonly<Record<string, string>>) => setParams(next, { replace: true })
  const total = query.data?.total ?? 0
  return (
    <Page title={t('reports')} lead={t('reportsLead')}>
      <div className="toolbar">
        <SearchField
          label={t('searchReports')}
          value={search}
          onChange={(text) => show(text === '' ? {} : { search: text })}
        />
        <span className="muted" role="status">
          {query.data !== undefined && (total === 1 ? t('reportCountOne') : t('reportCount', { count: total }))}
        </span>
      </div>
      <div className="card">
        {query.isPending ? (
          <Waiting lines={6} />
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : total > 0 ? (
          <ReportTable reports={query.data.items} />
        ) : search === '' ? (
          <Empty icon={<FileText />} title={t('noReports')}>
            {t('noReportsLead')}
          </Empty>
        ) : (
          <NothingFound search={search} onClear={() => show({})} />
        )}
      </div>
      <Pager
        page={page}
        total={total}
        onPage={(next) => show({ ...(search === '' ? {} : { search }), page: String(next) })}
      />
    </Page>
  )
}

function ReportTable({ reports }: { readonly reports: readonly DiagnosticEntry[] }) {
  const { t } = useLanguage()
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{t('report')}</th>
          <th scope="col">{t('aboutPatient')}</th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ diagnosticId, patientId }) => (
          <tr key={diagnosticId}>
            <th scope="row">
              <Link className="row-link" to={`/reports/${encodeURIComponent(diagnosticId)}`}>
                <span className="tile">
                  <FileText aria-hidden />
                </span>
                <bdi className="number">{diagnosticId}</bdi>
              </Link>
            </th>
            <td data-label={t('aboutPatient')}>
              <bdi className="number">{patientId}</bdi>
              <ChevronRight className="row-arrow" aria-hidden />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
