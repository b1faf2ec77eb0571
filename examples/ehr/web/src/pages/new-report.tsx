import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ask, type Diagnostic } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { textOf } from '../ui/form-text.ts'

/** Files a report about a patient, and goes to it. */
export function NewReport({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useLanguage()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const filing = useMutation({
    mutationFn: (report: Diagnostic) => ask<Diagnostic>('POST', '/diagnostic', report),
    onSuccess: async ({ diagnosticId }) => {
      await queryClient.invalidateQueries({ queryKey: ['reports'] })
      await navigate(`/reports/${encodeURIComponent(diagnosticId)}`)
    },
  })
  return (
    <Dialog title={t('newReport')} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const data = new FormData(event.currentTarget)
          filing.mutate({ diagnosticId: textOf(data, 'diagnosticId'), patientId, report: textOf(data, 'report') })
        }}
      >
        <Field
          label={t('reportNumber')}
          hint={t('patientNumberHint')}
          name="diagnosticId"
          required
          pattern="[a-zA-Z0-9\-]{3,128}"
          autoComplete="off"
          dir="ltr"
        />
        <TextArea label={t('findings')} name="report" rows={6} required maxLength={20_000} />
        {filing.isError && (
          <p className="notice" role="alert">
            {filing.error.message}
          </p>
        )}
        <div className="form-actions">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" disabled={filing.isPending}>
            {filing.isPending ? t('saving') : t('newReport')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
