import { MailCheck } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { answerOf, type Schema } from '../../client/wardkit-client.ts'
import { toLocalPath, toSafeUrl } from '../../client/safe-url.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useBranding } from '../../hooks/use-branding.ts'
import { useLinkCode } from '../../hooks/use-link-code.ts'
import { useWardkitMutation } from '../../hooks/use-wardkit-query.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { useWardkit } from '../../provider/wardkit-context.ts'
import { AuthCard, Button, Field, Input, ProblemNotice, type Branding } from '../../ui/index.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { signUpMessages } from './messages.ts'

type SignUpKey = keyof (typeof signUpMessages)['english']

export interface SignUpFormProps {
  readonly branding?: Branding
  /** Of the link; that of the page's address when absent. */
  readonly code?: string
  /** Path of the application's login page, linked below the card. */
  readonly loginUrl?: string
  /** Where to go on: a path of the application, `/` when absent. Not gone to with `onSignedUp`. */
  readonly returnTo?: string
  readonly session?: 'browser' | 'tokens'
  /** The fewest characters of a password, 15 when absent as on a server without a policy of its own. The server decides. */
  readonly minLength?: number
  readonly onSignedUp?: (answer: Schema<'LoggedIn'>) => void
  readonly messages?: Partial<Readonly<Record<SignUpKey, string>>>
}

const EMAIL = /^[^\s@]+@[^\s@]+$/

/** Begins a tenant: asks for a link, and behind the link for a name and a password. For the page `/sign-up`. */
export function SignUpForm({ messages, code: givenCode, branding: given, ...others }: SignUpFormProps) {
  const t = useMessages(signUpMessages, messages)
  const code = useLinkCode(givenCode)
  const branding = useBranding(given)
  const props = { ...others, branding }
  return code === '' ? <AskForLink {...props} t={t} /> : <Complete {...props} t={t} code={code} />
}

interface PartProps extends Omit<SignUpFormProps, 'messages' | 'code' | 'branding'> {
  readonly branding: Branding | undefined
  readonly t: Translate<SignUpKey>
}

function AskForLink({ branding, loginUrl, t }: PartProps) {
  const common = useMessages(commonMessages)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { email: '', tenantName: '' } })
  const request = useWardkitMutation({
    write: async (client, body: { readonly email: string; readonly tenantName: string }) => {
      await answerOf(client.POST('/sign-up', { body }))
      return body.email
    },
    changes: [],
  })
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy'), slot: 'sign-up-form' }
  if (request.data !== undefined) {
    return (
      <AuthCard
        {...labels}
        title={t('sentTitle')}
        description={t.rich('sentDescription', { email: <bdi>{request.data}</bdi> })}
      >
        <div className="wk-auth-form" role="status">
          <Button icon={<MailCheck />} onClick={() => request.reset()}>
            {t('sentAgain')}
          </Button>
        </div>
      </AuthCard>
    )
  }
  const link = <a href={loginUrl}>{t('loginLink')}</a>
  return (
    <AuthCard
      {...labels}
      title={branding?.displayName === undefined ? t('title') : t('titleTo', { name: branding.displayName })}
      description={t('description')}
      below={loginUrl === undefined ? undefined : <span>{t.rich('loginQuestion', { link })}</span>}
    >
      <form
        className="wk-auth-form"
        noValidate
        onSubmit={(event) =>
          void handleSubmit(({ email, tenantName }) =>
            request.mutate({ email: email.trim(), tenantName: tenantName.trim() }),
          )(event)
        }
      >
        <Field label={t('email')} error={formState.errors.email === undefined ? undefined : t('emailInvalid')}>
          <Input
            {...register('email', { validate: (email) => EMAIL.test(email.trim()) })}
            type="email"
            dir="ltr"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            placeholder={t('emailPlaceholder')}
          />
        </Field>
        <Field
          label={t('tenantName')}
          error={formState.errors.tenantName === undefined ? undefined : common('required')}
        >
          <Input
            {...register('tenantName', { validate: (name) => name.trim() !== '' })}
            autoComplete="organization"
            maxLength={200}
            placeholder={t('tenantNamePlaceholder')}
          />
        </Field>
        <ProblemNotice problem={request.error} />
        <Button variant="primary" type="submit" pending={request.isPending}>
          {t('submit')}
        </Button>
        <Agreement branding={branding} t={t} />
      </form>
    </AuthCard>
  )
}

/** What is agreed to, where the application says what it is. */
function Agreement({ branding, t }: { readonly branding: Branding | undefined; readonly t: PartProps['t'] }) {
  const terms = toSafeUrl(branding?.termsUrl)
  const privacy = toSafeUrl(branding?.privacyUrl)
  if (terms === undefined || privacy === undefined) return null
  const link = (url: string, label: string) => (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  )
  return (
    <p className="wk-hint">
      {t.rich('agree', { terms: link(terms, t('terms')), privacy: link(privacy, t('privacy')) })}
    </p>
  )
}

function Complete({ branding, code, t, session = 'browser', ...props }: PartProps & { readonly code: string }) {
  const { loginUrl = '/login', minLength = 15, onSignedUp, returnTo } = props
  const { navigate } = useWardkit()
  const completion = useWardkitMutation({
    write: (client, body: { readonly name: string; readonly password: string }) =>
      answerOf(client.POST('/sign-up/complete', { body: { ...body, code, session } })),
    changes: [[]],
  })
  const labels = { branding, termsLabel: t('terms'), privacyLabel: t('privacy'), slot: 'sign-up-form' }
  if (isProblem(completion.error, 'ERR_CODE_REFUSED')) {
    return (
      <AuthCard {...labels} title={t('linkRefusedTitle')} description={t('linkRefusedDescription')}>
        <div className="wk-auth-form" role="alert">
          <Button onClick={() => navigate(loginUrl)}>{t('loginLink')}</Button>
        </div>
      </AuthCard>
    )
  }
  return (
    <AuthCard {...labels} title={t('completeTitle')} description={t('completeDescription')}>
      <CredentialsForm
        t={t}
        minLength={minLength}
        submitLabel={t('completeSubmit')}
        isPending={completion.isPending}
        problem={<ProblemNotice problem={completion.error} />}
        onSubmit={(body) =>
          completion.mutate(body, {
            onSuccess: (answer) => {
              if (onSignedUp === undefined) navigate(toLocalPath(returnTo) ?? '/')
              else onSignedUp(answer)
            },
          })
        }
      />
    </AuthCard>
  )
}
