import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ask, type Patient } from '../api.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { textOf } from '../ui/form-text.ts'

/** Makes a record for a patient, and goes to it. */
export function NewPatient({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const creation = useMutation({
    mutationFn: (patient: Omit<Patient, 'notes'> & { readonly notes: string }) =>
      ask<Patient>('POST', '/patient', patient),
    onSuccess: async ({ patientId }) => {
      await queryClient.invalidateQueries({ queryKey: ['patients'] })
      await navigate(`/patients/${encodeURIComponent(patientId)}`)
    },
  })
  return (
    <Dialog title={t('newPatient')} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const data = new FormData(event.currentTarget)
          const visit = textOf(data, 'lastVisitDate')
          creation.mutate({
            patientId: textOf(data, 'patientId'),
            name: textOf(data, 'name'),
            notes: textOf(data, 'notes'),
            lastVisitDate: visit === '' ? null : visit,
          })
        }}
      >
        <Field label={t('patientName')} name="name" required maxLength={200} autoComplete="off" />
        <Field
          label={t('patientNumber')}
          hint={t('patientNumberHint')}
          name="patientId"
          required
          pattern="[a-zA-Z0-9\-]{3,128}"
          autoComplete="off"
          dir="ltr"
        />
        <Field label={t('lastVisit')} name="lastVisitDate" type="date" />
        <TextArea label={t('notes')} name="notes" rows={4} maxLength={20_000} />
        {creation.isError && (
          <p className="notice" role="alert">
            {creation.error.message}
          </p>
        )}
        <div className="form-actions">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" disabled={creation.isPending}>
            {creation.isPending ? t('saving') : t('create')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
