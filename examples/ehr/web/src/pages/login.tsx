import { useMutation } from '@tanstack/react-query'
import { useLanguage } from '../i18n/language.tsx'
import { useSessionChange } from '../session.tsx'
import { AuthLayout } from '../shell/auth-layout.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { textOf } from '../ui/form-text.ts'

export function LoginPage() {
  const { t } = useLanguage()
  const { logIn } = useSessionChange()
  const login = useMutation({
    mutationFn: ({ email, password }: { readonly email: string; readonly password: string }) => logIn(email, password),
  })
  return (
    <AuthLayout>
      <h1>{t('welcome')}</h1>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const data = new FormData(event.currentTarget)
          login.mutate({ email: textOf(data, 'email'), password: textOf(data, 'password') })
        }}
      >
        <Field label={t('email')} name="email" type="email" autoComplete="username" required />
        <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
        {login.isError && (
          <p className="notice" role="alert">
            {t('loginFailed')}
          </p>
        )}
        <Button type="submit" look="primary" disabled={login.isPending}>
          {t('logIn')}
        </Button>
      </form>
    </AuthLayout>
  )
}
