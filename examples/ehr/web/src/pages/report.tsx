import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, User } from 'lucide-react'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ask, pathTo, type Diagnostic } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useMay } from '../session.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { textOf } from '../ui/form-text.ts'
import { Card, Page } from '../ui/page.tsx'
import { Failure, Waiting } from '../ui/states.tsx'
import { ShareReport } from './share-report.tsx'

/** One report: its text, its correction by those who may, and sharing it. */
export function ReportPage() {
  const { t } = useLanguage()
  const { diagnosticId = '' } = useParams()
  const [correcting, setCorrecting] = useState(false)
  const mayCorrect = useMay('PUT:/diagnostic/{diagnosticId}', { diagnosticId })
  const query = useQuery({
    queryKey: ['report', diagnosticId],
    queryFn: () => ask<Diagnostic>('GET', pathTo('diagnostic', diagnosticId)),
  })
  const patientId = query.data?.patientId
  const mayOpenPatient = useMay('GET:/patient/{patientId}', { patientId: patientId ?? diagnosticId })
  return (
    <Page
      title={diagnosticId}
      above={<BackLink to="/reports">{t('reports')}</BackLink>}
      lead={
        patientId !== undefined && (
          <span className="facts">
            <span>
              <User aria-hidden /> {t('aboutPatient')}:{' '}
              {mayOpenPatient ? (
                <Link className="number" to={`/patients/${encodeURIComponent(patientId)}`}>
                  {patientId}
                </Link>
              ) : (
                <bdi className="number">{patientId}</bdi>
              )}
            </span>
          </span>
        )
      }
      actions={
        query.isSuccess && !correcting ? (
          <>
            <ShareReport diagnosticId={diagnosticId} />
            {mayCorrect && (
              <Button icon={<Pencil aria-hidden />} onClick={() => setCorrecting(true)}>
                {t('correct')}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      {query.isSuccess ? (
        <Card title={t('findings')}>
          {correcting ? (
            <Correction diagnostic={query.data} onDone={() => setCorrecting(false)} />
          ) : (
            <p className="prose" dir="auto">
              {query.data.report}
            </p>
          )}
        </Card>
      ) : (
        <div className="card">
          {query.isPending ? (
            <Waiting lines={4} />
          ) : (
            <Failure error={query.error} onRetry={() => void query.refetch()} />
          )}
        </div>
      )}
    </Page>
  )
}

function Correction({ diagnostic, onDone }: { readonly diagnostic: Diagnostic; readonly onDone: () => void }) {
  const { t } = useLanguage()
  const queryClient = useQueryClient()
  const { diagnosticId } = diagnostic
  const change = useMutation({
    mutationFn: (report: string) => ask<Diagnostic>('PUT', pathTo('diagnostic', diagnosticId), { report }),
    onSuccess: (changed) => {
      queryClient.setQueryData(['report', diagnosticId], changed)
      onDone()
    },
  })
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate(textOf(new FormData(event.currentTarget), 'report'))
      }}
    >
      <TextArea
        label={t('findings')}
        name="report"
        rows={8}
        defaultValue={diagnostic.report}
        required
        maxLength={20_000}
      />
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
