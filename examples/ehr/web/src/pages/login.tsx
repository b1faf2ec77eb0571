import { useQueryClient } from '@tanstack/react-query'
import { AcceptInvitationForm } from '@wardkit/react/accept-invitation'
import { LoginForm, ResetPasswordForm } from '@wardkit/react/login'
import { SignUpForm } from '@wardkit/react/sign-up'
import { Route, useNavigate } from 'react-router'
import { AuthLayout } from '../shell/auth-layout.tsx'

const BRANDING = { displayName: 'Larkspur Health' }

/** The way in: Wardkit's forms beside the brand. The shell leads on to where somebody wanted to go. */
export function LoginPage() {
  const queryClient = useQueryClient()
  return (
    <AuthLayout>
      <LoginForm branding={BRANDING} signUpUrl="/sign-up" onLoggedIn={() => void queryClient.resetQueries()} />
    </AuthLayout>
  )
}

function SignUpPage() {
  const goHome = useGoHome()
  return (
    <AuthLayout>
      <SignUpForm branding={BRANDING} loginUrl="/login" onSignedUp={() => void goHome()} />
    </AuthLayout>
  )
}

function AcceptInvitationPage() {
  const goHome = useGoHome()
  return (
    <AuthLayout>
      <AcceptInvitationForm branding={BRANDING} onAccepted={() => void goHome()} />
    </AuthLayout>
  )
}

function ResetPasswordPage() {
  return (
    <AuthLayout>
      <ResetPasswordForm branding={BRANDING} />
    </AuthLayout>
  )
}

/** What links in mails lead to, whether or not somebody is logged in. */
export const LINK_ROUTES = (
  <>
    <Route path="/sign-up" element={<SignUpPage />} />
    <Route path="/reset-password" element={<ResetPasswordPage />} />
    <Route path="/accept-invitation" element={<AcceptInvitationPage />} />
  </>
)

/** To the first page, with nothing left of what somebody else was shown. */
function useGoHome(): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await queryClient.resetQueries()
    await navigate('/')
  }
}
