import { useSession } from '@wardkit/react'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { ADMINISTRATION_ROUTES, AdministrationNavigation } from './pages/administration.tsx'
import { LINK_ROUTES, LoginPage } from './pages/login.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { PatientPage } from './pages/patient.tsx'
import { PatientsPage } from './pages/patients.tsx'
import { ReportPage } from './pages/report.tsx'
import { ReportsPage } from './pages/reports.tsx'
import { SessionProvider } from './session.tsx'
import { Shell } from './shell/shell.tsx'
import { Waiting } from './ui/states.tsx'

/** Which page a path shows, to those who are logged in and to those who are not. */
export function App() {
  const { data: session, isPending } = useSession()
  const location = useLocation()
  if (isPending) return <Waiting lines={3} />
  if (session == null)
    return (
      <Routes>
        <Route path="/login" element={<LoginPage />} />
        {LINK_ROUTES}
        <Route
          path="*"
          element={<Navigate replace to="/login" state={{ from: location.pathname + location.search }} />}
        />
      </Routes>
    )
  const from = (location.state as { readonly from?: string } | null)?.from ?? '/patients'
  return (
    <SessionProvider session={session}>
      <Routes>
        <Route path="/login" element={<Navigate replace to={from} />} />
        {LINK_ROUTES}
        <Route element={<Shell administration={<AdministrationNavigation />} />}>
          <Route index element={<Navigate replace to="/patients" />} />
          <Route path="/patients" element={<PatientsPage />} />
          <Route path="/patients/:patientId" element={<PatientPage />} />
          <Route path="/reports" element={<ReportsPage />} />
          <Route path="/reports/:diagnosticId" element={<ReportPage />} />
          {ADMINISTRATION_ROUTES}
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </SessionProvider>
  )
}
