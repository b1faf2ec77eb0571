// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Can } from '../hooks/can.tsx'
import { WardkitProvider } from '../provider/wardkit-provider.tsx'
import { UserTable } from '../widgets/user-table/user-table.tsx'
import { createFakeServer } from './fake-server.ts'
import { FakeProblem } from './fake-problem.ts'
import { renderWithProvider } from './render-with-provider.tsx'

// What the guide on testing shows, as a customer would write it.

afterEach(cleanup)

function AdminPage() {
  return (
    <main>
      <h1>Clinic administration</h1>
      <UserTable />
      <Can operation="POST:/patient">
        <button type="button">Add a patient</button>
      </Can>
    </main>
  )
}

const GUIDE = readFileSync(join(import.meta.dirname, '../../../../docs/guides/testing-widgets.md'), 'utf8')
const OWN = readFileSync(import.meta.filename, 'utf8')

it('runs every test that the guide shows', () => {
  const shown = [...GUIDE.matchAll(/^it\(.*?^\}\)$/gms)].map(([text]) => text)
  expect(shown.length).toBeGreaterThan(3)
  for (const text of shown) expect(OWN).toContain(text)
})

it('disables a user', async () => {
  const { server } = renderWithProvider(<AdminPage />)
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Dora Doctor' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Disable' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Disable' }))
  await waitFor(() => expect(server.state.users.find(({ id }) => id === 'u_dora')?.status).toBe('disabled'))
})

it('offers patients to whoever may add them', async () => {
  renderWithProvider(<AdminPage />, {
    seed: (state) => {
      state.permissions = { 'POST:/patient': 'no' }
    },
  })
  await screen.findByText('Dora Doctor')
  expect(screen.queryByRole('button', { name: 'Add a patient' })).toBeNull()
})

it('says why users cannot be seen', async () => {
  renderWithProvider(<AdminPage />, { overrides: { 'GET /users': new FakeProblem(403, 'ERR_FORBIDDEN') } })
  await screen.findByText('You don’t have access to this')
})

it('asks the server for what is searched', async () => {
  const { server } = renderWithProvider(<AdminPage />)
  await userEvent.type(await screen.findByRole('searchbox'), 'dora')
  await waitFor(() => expect(server.requests.at(-1)?.query.get('search')).toBe('dora'))
})

it('answers over the network by msw', async () => {
  const server = createFakeServer()
  const network = setupServer(http.all('*/wardkit/*', ({ request }) => server.fetch(request)))
  network.listen()
  const page = renderWithProvider(
    <WardkitProvider baseUrl="http://localhost/wardkit">
      <AdminPage />
    </WardkitProvider>,
  )
  await screen.findByText('Dora Doctor')
  expect(server.requests.map(({ operation }) => operation)).toContain('GET /users')
  expect(page.server.requests).toEqual([])
  network.close()
})
