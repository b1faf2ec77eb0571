import { useForm } from 'react-hook-form'
import { answerOf, type Schema } from '../../client/wardkit-client.ts'
import { toLocalPath } from '../../client/safe-url.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useBranding } from '../../hooks/use-branding.ts'
import { useLinkCode } from '../../hooks/use-link-code.ts'
import { useLogin, type Login } from '../../hooks/use-login.ts'
import { useSession } from '../../hooks/use-session.ts'
import { useShownInvitation, type ShownInvitation } from '../../hooks/use-shown-invitation.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import {
  AuthCard,
  Button,
  createPart,
  Field,
  LazyPane,
  Loaded,
  Notice,
  OrLine,
  PasswordInput,
  ProblemNotice,
  SkeletonRows,
  type Branding,
} from '../../ui/index.ts'
import { CredentialsForm } from '../sign-up/credentials-form.tsx'
import { signUpMessages } from '../sign-up/messages.ts'

/** Loaded where the tenant asks for more than a password. */
const furtherLogin = createPart(async () => (await import('./further-login.tsx')).FurtherLogin)

type SignUpKey = keyof (typeof signUpMessages)['english']

export interface AcceptInvitationFormProps {
  /** Of the application when absent. */
  readonly branding?: Branding
  /** Of the link; that of the page's address when absent. */
  readonly code?: string
  /** Path of the application's login page; `/login` when absent. */
  readonly loginUrl?: string
  /** Where to go on: a path of the application, `/` when absent. Not gone to with `onAccepted`. */
  readonly returnTo?: string
  readonly session?: 'browser' | 'tokens'
  readonly onAccepted?: (answer: Schema<'LoggedIn'>) => void
  readonly messages?: Partial<Readonly<Record<SignUpKey, string>>>
}

/** Joins a tenant by the link that was mailed. For the page `/accept-invitation`. */
export function AcceptInvitationForm({ branding: given, code, messages, ...props }: AcceptInvitationFormProps) {
  const { loginUrl = '/login', returnTo, session = 'browser', onAccepted } = props
  const t = useMessages(signUpMessages, messages)
  const { navigate } = useWardkit()
  const branding = useBranding(given)
  const linkCode = useLinkCode(code)
  const shown = useShownInvitation(linkCode)
  const login = useLogin({
    session,
    tenant: undefined,
    onLoggedIn: onAccepted ?? (() => navigate(toLocalPath(returnTo) ?? '/')),
  })
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy'), slot: 'accept-invitation-form' }
  if (login.step.name !== 'email') {
    return <LazyPane part={furtherLogin} props={{ login, labels, onForgot: () => navigate(loginUrl) }} />
  }
  if (isProblem(shown.error, 'ERR_CODE_REFUSED') || isProblem(login.problem, 'ERR_CODE_REFUSED')) {
    return (
      <AuthCard {...labels} title={t('linkRefusedTitle')} description={t('linkRefusedDescription')}>
        <div className="wk-auth-form" role="alert">
          <Button onClick={() => navigate(loginUrl)}>{t('loginLink')}</Button>
        </div>
      </AuthCard>
    )
  }
  const email = <bdi>{shown.data?.email}</bdi>
  return (
    <AuthCard
      {...labels}
      title={shown.data === undefined ? t('acceptSubmit') : t('acceptTitle', { tenant: shown.data.tenant.name })}
      description={shown.data === undefined ? undefined : t.rich('acceptDescription', { email })}
    >
      <Loaded query={shown} skeleton={<SkeletonRows rows={2} />}>
        {(invitation) => <Join {...{ invitation, login, t, session }} code={linkCode} />}
      </Loaded>
    </AuthCard>
  )
}

interface JoinProps {
  readonly invitation: ShownInvitation
  readonly login: Login
  readonly t: Translate<SignUpKey>
  readonly code: string
  readonly session: 'browser' | 'tokens'
}

/** Somebody new chooses a name and a password; who has an account proves that it is theirs. */
function Join({ invitation, login, t, code, session }: JoinProps) {
  const { client } = useWardkit()
  const accept = (proof: { readonly name?: string; readonly password?: string }): void =>
    void login.goOnWith(() => answerOf(client.POST('/invitations/accept', { body: { code, session, ...proof } })))
  const problem = isProblem(login.problem, 'ERR_LOGIN_REFUSED') ? (
    <Notice tone="danger" urgent>
      {t('passwordRefused')}
    </Notice>
  ) : (
    <ProblemNotice problem={login.problem} />
  )
  return invitation.needsPassword ? (
    <CredentialsForm
      t={t}
      minLength={invitation.passwordRules.minimumLength}
      submitLabel={t('acceptSubmit')}
      isPending={login.isPending}
      problem={problem}
      name={invitation.name ?? ''}
      onSubmit={accept}
    />
  ) : (
    <ExistingAccount t={t} email={invitation.email} isPending={login.isPending} problem={problem} onSubmit={accept} />
  )
}

interface ExistingAccountProps extends Pick<JoinProps, 't'> {
  readonly email: string
  readonly isPending: boolean
  readonly problem: React.ReactNode
  readonly onSubmit: (proof: { readonly password?: string }) => void
}

function ExistingAccount({ t, email, isPending, problem, onSubmit }: ExistingAccountProps) {
  const common = useMessages(commonMessages)
  const current = useSession()
  const { formState, handleSubmit, register } = useForm({ defaultValues: { password: '' } })
  return (
    <form
      className="wk-auth-form"
      noValidate
      onSubmit={(event) => void handleSubmit(({ password }) => onSubmit({ password }))(event)}
    >
      {/* For password managers, which keep a name with every password. */}
      <input hidden readOnly type="email" name="username" autoComplete="username" value={email} />
      <Field
        label={t('password')}
        description={t('acceptExisting')}
        error={formState.errors.password === undefined ? undefined : common('required')}
      >
        <PasswordInput
          {...register('password', { required: true })}
          autoComplete="current-password"
          showLabel={t('showPassword')}
          hideLabel={t('hidePassword')}
        />
      </Field>
      {problem}
      <Button variant="primary" type="submit" pending={isPending}>
        {t('acceptSubmit')}
      </Button>
      {current.data === undefined || current.data === null ? null : (
        <>
          <OrLine>{t('or')}</OrLine>
          <Button disabled={isPending} onClick={() => onSubmit({})}>
            {t('acceptAs', { name: current.data.user.name })}
          </Button>
        </>
      )}
    </form>
  )
}
