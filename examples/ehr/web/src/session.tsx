import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, type ReactNode } from 'react'
import { ApiError, ask } from './api.ts'

/** Who is logged in, as `GET /wardkit/session` says. */
export interface Session {
  readonly tenant: { readonly id: string; readonly slug: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string }
}

const SessionContext = createContext<Session | null>(null)

/** The session; null where nobody is logged in. */
export function useSessionQuery() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () =>
      ask<Session>('GET', '/wardkit/session').catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) return null
        throw error
      }),
  })
}

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is logged in, on pages that only they see. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession() stands on a page that needs no login')
  return session
}

/** Whether the caller may do something. The server decides again, whatever is shown. */
export function useCan(operation: string, params: Readonly<Record<string, string>> = {}): boolean {
  const { data } = useQuery({
    queryKey: ['can', operation, params],
    queryFn: () =>
      ask<{ readonly answers: readonly { readonly answer: string }[] }>('POST', '/wardkit/decisions', {
        questions: [{ operation, params }],
      }),
  })
  const answer = data?.answers[0]?.answer
  return answer === 'yes' || answer === 'depends'
}

/** Begins and ends sessions, and forgets what was read in another. */
export function useSessionChange() {
  const queryClient = useQueryClient()
  return {
    logIn: async (email: string, password: string) => {
      await ask('POST', '/wardkit/login', { email, password, session: 'browser' })
      await queryClient.resetQueries()
    },
    logOut: async () => {
      await fetch('/wardkit/logout', { method: 'POST' })
      queryClient.clear()
      await queryClient.invalidateQueries()
    },
  }
}
