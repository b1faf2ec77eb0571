import type { Schema } from '../../client/wardkit-client.ts'
import { notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'

const DAY = 86_400_000

export function createUsers(now: number): Schema<'ListedUser'>[] {
  const user = (id: string, name: string, more: Partial<Schema<'ListedUser'>>): Schema<'ListedUser'> => ({
    id,
    name,
    email: `${name.split(' ')[0]?.toLowerCase() ?? id}@acmehealth.example`,
    emailVerified: true,
    status: 'active',
    roles: [],
    roleSources: (more.roles ?? []).map((role) => ({ role, source: 'manual', connection: null })),
    tags: {},
    createdAt: now - 90 * DAY,
    lastLoginAt: now - DAY / 8,
    secondFactor: false,
    ...more,
  })
  return [
    user('u_grace', 'Grace Okafor', { roles: ['admin'], secondFactor: true, createdAt: now - 400 * DAY }),
    user('u_dora', 'Dora Doctor', { roles: ['doctor'], tags: { function: ['doctors'], ward: ['east', 'west'] } }),
    user('u_omar', 'Omar Khayyam', {
      roles: ['doctor', 'auditor'],
      roleSources: [
        { role: 'auditor', source: 'manual', connection: null },
        { role: 'doctor', source: 'connection', connection: 'c_okta' },
      ],
      tags: { function: ['doctors'] },
      lastLoginAt: now - 12 * DAY,
    }),
    user('u_rita', 'Rita Levi-Montalcini', { roles: ['receptionist'], tags: { function: ['reception'] } }),
    user('u_ivan', 'Ivan Sutherland', { status: 'disabled', roles: ['auditor'], lastLoginAt: now - 200 * DAY }),
    user('u_newt', 'Newton Ng', { emailVerified: false, lastLoginAt: null, createdAt: now - DAY }),
  ]
}

export const userHandlers: FakeHandlers = {
  'GET /users': ({ state, query }) => {
    const search = (query.get('search') ?? '').toLowerCase()
    const sort = query.get('sort') ?? 'name'
    const by = sort.replace('-', '') as 'name' | 'email' | 'createdAt'
    const found = state.users
      .filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(search))
      .filter(({ id }) => query.get('ids')?.split(',').includes(id) ?? true)
      .filter(({ roles }) => query.get('role') === null || roles.includes(query.get('role') ?? ''))
      .filter(({ status }) => query.get('status') === null || status === query.get('status'))
      .sort((a, b) => (a[by] < b[by] ? -1 : 1) * (sort.startsWith('-') ? -1 : 1))
    return pageOf(found, query)
  },
  'GET /users/{userId}': ({ state, params }) => find(state.users, params['userId']),
  'PATCH /users/{userId}': ({ state, params, body: { name, roles, tags } }) => {
    const user = find(state.users, params['userId'])
    if (name !== undefined) user.name = name
    if (roles !== undefined) user.roles = roles
    if (tags !== undefined) {
      user.tags = Object.fromEntries(Object.entries(tags).map(([key, values]) => [key, [values].flat()]))
    }
    return user
  },
  'DELETE /users/{userId}': ({ state, params }) => {
    const user = find(state.users, params['userId'])
    state.users = state.users.filter((one) => one !== user)
    return undefined
  },
  'POST /users/{userId}/disable': ({ state, params }) => {
    find(state.users, params['userId']).status = 'disabled'
    return undefined
  },
  'POST /users/{userId}/enable': ({ state, params }) => {
    find(state.users, params['userId']).status = 'active'
    return undefined
  },
}

function find(users: readonly Schema<'ListedUser'>[], id: string | undefined): Schema<'ListedUser'> {
  const found = users.find((user) => user.id === id)
  if (found === undefined) throw notFound()
  return found
}
