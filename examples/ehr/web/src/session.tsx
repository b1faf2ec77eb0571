import { useQueryClient } from '@tanstack/react-query'
import { useCan, useLogout, type CurrentSession } from '@wardkit/react'
import { createContext, useContext, type ReactNode } from 'react'

const SessionContext = createContext<CurrentSession | null>(null)

export function SessionProvider({
  session,
  children,
}: {
  readonly session: CurrentSession
  readonly children: ReactNode
}) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is logged in, on pages that only they see. */
export function useCurrentSession(): CurrentSession {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useCurrentSession() stands on a page that needs no login')
  return session
}

/** Whether something is worth offering: it may be done, or may be for what a form is yet to say. */
export function useMay(operation: string, params: Readonly<Record<string, string>> = {}): boolean {
  const { answer } = useCan(operation, params)
  return answer === 'yes' || answer === 'depends'
}

/** Ends the session, and forgets what was read in it. */
export function useLogOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  const { mutateAsync: endSession } = useLogout()
  return async () => {
    await endSession()
    await queryClient.resetQueries()
  }
}
