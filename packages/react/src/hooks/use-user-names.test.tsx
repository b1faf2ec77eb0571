// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { renderWithProvider } from '../testing/render-with-provider.tsx'
import { useUserNames } from './use-user-names.ts'

afterEach(cleanup)

function Names({ ids }: { readonly ids: readonly string[] }) {
  const names = useUserNames(ids)
  return (
    <ul>
      {ids.map((id, index) => (
        <li key={index}>{names.get(id) ?? 'nobody'}</li>
      ))}
    </ul>
  )
}

it('asks for the names of many in one request of 100 each, and once for each of them', async () => {
  const many = Array.from({ length: 118 }, (_, n) => `u_gone_${n}`)
  const { server } = renderWithProvider(<Names ids={['u_omar', ...many, 'u_rita', 'u_omar']} />)
  expect(await screen.findAllByText('Omar Khayyam')).toHaveLength(2)
  expect(await screen.findByText('Rita Levi-Montalcini')).toBeTruthy()
  expect(screen.getAllByText('nobody')).toHaveLength(118)
  const asked = server.requests.filter(({ operation }) => operation.includes('/users'))
  expect(asked.map(({ operation, query }) => [operation, query.get('ids')?.split(',').length])).toEqual([
    ['GET /users', 100],
    ['GET /users', 20],
  ])
})
