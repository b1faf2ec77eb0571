import type { Schema } from '../../client/wardkit-client.ts'
import { notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'

const DAY = 86_400_000

export const TEMPLATES: readonly Schema<'Template'>[] = [
  {
    name: 'share-report',
    description: 'May read the report',
    operations: ['GET:/diagnostic/{diagnosticId}'],
    resourceTypes: ['diagnostic'],
    slots: [],
  },
  {
    name: 'review-report',
    description: 'May read and correct the report',
    operations: ['GET:/diagnostic/{diagnosticId}', 'PUT:/diagnostic/{diagnosticId}'],
    resourceTypes: ['diagnostic'],
    slots: [],
  },
]

export function createLinks(now: number): Schema<'Link'>[] {
  const link = (
    id: string,
    principal: Partial<Schema<'Link'>['principal']>,
    more: Partial<Schema<'Link'>> = {},
  ): Schema<'Link'> => ({
    id,
    template: 'share-report',
    principal: { type: 'user', id: 'u_omar', tenant: 't_acme', name: null, ...principal },
    resource: { type: 'diagnostic', id: 'LAB-7725' },
    slots: {},
    createdBy: { id: 'u_dora', name: 'Dora Doctor' },
    createdAt: now - 3 * DAY,
    expiresAt: null,
    ...more,
  })
  return [
    link('lnk_1', { name: 'Omar Khayyam' }, { template: 'review-report' }),
    link('lnk_2', { type: 'email', id: 'second.opinion@north-clinic.example' }, { expiresAt: now + 6 * DAY }),
    link('lnk_3', { type: 'tenant', id: 't_north', tenant: 't_north', name: 'North Clinic' }, { expiresAt: now - DAY }),
  ]
}

export const linkHandlers: FakeHandlers = {
  'GET /templates': () => ({ items: [...TEMPLATES] }),
  'GET /links': ({ state, query }) => {
    const id = query.get('resourceId')
    return pageOf(
      state.links.filter(({ resource }) => resource?.id === id),
      query,
    )
  },
  'POST /links': ({ state, body }) => {
    const { principal, resource, slots = {}, expiresAt = null, template } = body
    const made: Schema<'Link'> = {
      id: `lnk_new${String(state.links.length)}`,
      template,
      principal: {
        tenant: 't_acme',
        ...principal,
        name: state.users.find(({ id }) => id === principal.id)?.name ?? null,
      },
      resource: resource ?? null,
      slots,
      createdBy: { id: 'u_grace', name: 'Grace Okafor' },
      createdAt: Date.now(),
      expiresAt,
    }
    state.links.push(made)
    return made
  },
  'DELETE /links/{linkId}': ({ state, params }) => {
    const found = state.links.find(({ id }) => id === params['linkId'])
    if (found === undefined) throw notFound()
    state.links = state.links.filter((one) => one !== found)
    return undefined
  },
}
