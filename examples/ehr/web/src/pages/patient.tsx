import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarDays, ChevronRight, FileText, Hash, Pencil } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ask, listPath, pathTo, type DiagnosticEntry, type List, type Patient } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useMay } from '../session.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { textOf } from '../ui/form-text.ts'
import { Avatar } from '../ui/list.tsx'
import { Card, Page } from '../ui/page.tsx'
import { Failure, Waiting } from '../ui/states.tsx'
import { NewReport } from './new-report.tsx'

/** One patient's record: what the caller may read of it and, where they may, its change. */
export function PatientPage() {
  const { t } = useLanguage()
  const { patientId = '' } = useParams()
  const query = useQuery({
    queryKey: ['patient', patientId],
    queryFn: () => ask<Patient>('GET', pathTo('patient', patientId)),
  })
  const back = <BackLink to="/patients">{t('patients')}</BackLink>
  if (query.isPending)
    return (
      <Page title={patientId} above={back}>
        <div className="card">
          <Waiting lines={6} />
        </div>
      </Page>
    )
  if (query.isError)
    return (
      <Page title={patientId} above={back}>
        <div className="card">
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </Page>
    )
  return <PatientRecord patient={query.data} back={back} />
}

function PatientRecord({ patient, back }: { readonly patient: Patient; readonly back: React.ReactNode }) {
  const { t, formatDay } = useLanguage()
  const [editing, setEditing] = useState(false)
  const { patientId, name, notes, lastVisitDate } = patient
  // Who is shown no notes would overwrite them.
  const mayEdit = useMay('PUT:/patient/{patientId}', { patientId }) && notes !== undefined
  return (
    <Page
      title={name}
      above={back}
      lead={
        <span className="facts">
          <span>
            <Hash aria-hidden /> <bdi className="number">{patientId}</bdi>
          </span>
          <span>
            <CalendarDays aria-hidden /> {t('lastVisit')}:{' '}
            {lastVisitDate === null ? t('never') : formatDay(lastVisitDate)}
          </span>
        </span>
      }
      actions={
        mayEdit && !editing ? (
          <Button icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        ) : (
          <Avatar name={name} />
        )
      }
    >
      <div className="columns">
        <Card title={t('notes')}>
          {editing ? (
            <PatientForm patient={patient} onDone={() => setEditing(false)} />
          ) : notes === undefined ? (
            <p className="muted">{t('notesHidden')}</p>
          ) : notes === '' ? (
            <p className="muted">{t('noNotes')}</p>
          ) : (
            <p className="prose" dir="auto">
              {notes}
            </p>
          )}
          {!mayEdit && notes !== undefined && <p className="muted foot">{t('readOnlyRecord')}</p>}
        </Card>
        <ReportsOfPatient patientId={patientId} />
      </div>
    </Page>
  )
}

function PatientForm({ patient, onDone }: { readonly patient: Patient; readonly onDone: () => void }) {
  const { t } = useLanguage()
  const queryClient = useQueryClient()
  const path = pathTo('patient', patient.patientId)
  const change = useMutation({
    mutationFn: (record: Omit<Patient, 'patientId'>) => ask<Patient>('PUT', path, record),
    onSuccess: async (changed) => {
      queryClient.setQueryData(['patient', patient.patientId], changed)
      await queryClient.invalidateQueries({ queryKey: ['patients'] })
      onDone()
    },
  })
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        const data = new FormData(event.currentTarget)
        const visit = textOf(data, 'lastVisitDate')
        change.mutate({
          name: textOf(data, 'name'),
          notes: textOf(data, 'notes'),
          lastVisitDate: visit === '' ? null : visit,
        })
      }}
    >
      <Field label={t('patientName')} name="name" defaultValue={patient.name} required maxLength={200} />
      <Field label={t('lastVisit')} name="lastVisitDate" type="date" defaultValue={patient.lastVisitDate ?? ''} />
      <TextArea label={t('notes')} name="notes" rows={6} defaultValue={patient.notes} maxLength={20_000} />
      {change.isError && (
        <p className="notice" role="alert">
          {change.error.message}
        </p>
      )}
      <div className="form-actions">
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {change.isPending ? t('saving') : t('save')}
        </Button>
      </div>
    </form>
  )
}

function ReportsOfPatient({ patientId }: { readonly patientId: string }) {
  const { t } = useLanguage()
  const [filing, setFiling] = useState(false)
  const mayFile = useMay('POST:/diagnostic')
  const query = useQuery({
    queryKey: ['reports', 'of', patientId],
    queryFn: () => ask<List<DiagnosticEntry>>('GET', listPath('diagnostic', { patientId })),
  })
  return (
    <Card
      title={t('reportsOfPatient')}
      actions={mayFile && <Button onClick={() => setFiling(true)}>{t('newReport')}</Button>}
    >
      {query.isPending ? (
        <Waiting lines={3} />
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.total === 0 ? (
        <p className="muted">{t('noReportsOfPatient')}</p>
      ) : (
        <ul className="links">
          {query.data.items.map(({ diagnosticId }) => (
            <li key={diagnosticId}>
              <Link to={`/reports/${encodeURIComponent(diagnosticId)}`}>
                <FileText aria-hidden />
                <bdi className="number">{diagnosticId}</bdi>
                <ChevronRight className="row-arrow" aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {filing && <NewReport patientId={patientId} onClose={() => setFiling(false)} />}
    </Card>
  )
}
