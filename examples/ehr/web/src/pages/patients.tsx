import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronRight, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ask, listPath, type List, type PatientEntry } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { Avatar, NothingFound, Pager, SearchField } from '../ui/list.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Failure, Waiting } from '../ui/states.tsx'
import { NewPatient } from './new-patient.tsx'

/** The patients that the caller may read: the list asks for the policies, so it holds nobody whose page would be refused. */
export function PatientsPage() {
  const { t } = useLanguage()
  const [params, setParams] = useSearchParams()
  const [creating, setCreating] = useState(false)
  const search = params.get('search') ?? ''
  const page = Number(params.get('page') ?? 1)
  const mayCreate = useMay('POST:/patient')
  const query = useQuery({
    queryKey: ['patients', search, page],
    queryFn: () => ask<List<PatientEntry>>('GET', listPath('patient', { search, page })),
    placeholderData: keepPreviousData,
  })
  const show = (next: Readonly<Record<string, string>>) => setParams(next, { replace: true })
  const total = query.data?.total ?? 0
  return (
    <Page
      title={t('patients')}
      lead={t('patientsLead')}
      actions={
        mayCreate && (
          <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
            {t('newPatient')}
          </Button>
        )
      }
    >
      <div className="toolbar">
        <SearchField
          label={t('searchPatients')}
          value={search}
          onChange={(text) => show(text === '' ? {} : { search: text })}
        />
        <span className="muted" role="status">
          {query.data !== undefined && (total === 1 ? t('patientCountOne') : t('patientCount', { count: total }))}
        </span>
      </div>
      <div className="card">
        {query.isPending ? (
          <Waiting lines={8} />
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : total > 0 ? (
          <PatientTable patients={query.data.items} />
        ) : search === '' ? (
          <Empty icon={<Users />} title={t('noPatients')}>
            {t('noPatientsLead')}
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
      {creating && <NewPatient onClose={() => setCreating(false)} />}
    </Page>
  )
}

function PatientTable({ patients }: { readonly patients: readonly PatientEntry[] }) {
  const { t, formatDay } = useLanguage()
  return (
    <table className="rows">
      <thead>
        <tr>
          <th scope="col">{t('patientName')}</th>
          <th scope="col">{t('patientNumber')}</th>
          <th scope="col">{t('lastVisit')}</th>
        </tr>
      </thead>
      <tbody>
        {patients.map(({ patientId, name, lastVisitDate }) => (
          <tr key={patientId}>
            <th scope="row">
              <Link className="row-link" to={`/patients/${encodeURIComponent(patientId)}`}>
                <Avatar name={name} />
                <bdi>{name}</bdi>
              </Link>
            </th>
            <td data-label={t('patientNumber')}>
              <bdi className="number">{patientId}</bdi>
            </td>
            <td data-label={t('lastVisit')}>
              {lastVisitDate === null ? <span className="muted">{t('never')}</span> : formatDay(lastVisitDate)}
              <ChevronRight className="row-arrow" aria-hidden />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
