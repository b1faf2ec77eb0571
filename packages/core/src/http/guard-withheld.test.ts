import { afterEach, describe, expect, it } from 'vitest'
import { createWardkit, type Wardkit } from '../wardkit.ts'
import { createGuard, type GuardRequest } from './guard.ts'

const text = { schema: { type: 'string' } }
const responses = { 200: { description: 'done' } }
const document = {
  openapi: '3.1.0',
  info: { title: 'Withheld', version: '1' },
  paths: {
    '/users': { get: { parameters: [{ name: 'status', in: 'query', ...text }], responses } },
    '/export': {
      get: {
        'x-wardkit-resource': { type: 'file', id: '$query:file' },
        parameters: [{ name: 'file', in: 'query', ...text }],
        responses,
      },
    },
    '/notes': {
      post: { requestBody: { content: { 'application/json': { schema: { properties: { status: {} } } } } }, responses },
    },
  },
}

let wardkit: Wardkit | undefined
afterEach(() => wardkit?.close())

/** The answer to a request whose parts are not shown to who decides, for a role with this policy; 200 where it passes. */
async function ask(policy: string, request: Partial<GuardRequest<null>>): Promise<number> {
  wardkit = await createWardkit({ openapi: { document }, database: 'sqlite::memory:', secret: 'withheld '.repeat(8) })
  const { id: tenant } = await wardkit.tenants.create({ name: 'Acme', slug: 'acme' })
  const { id: role } = await wardkit.roles.create({ tenant, name: 'role', policy })
  const guard = createGuard<null>(wardkit, { options: { principal: () => ({ id: 'u', tenant, roles: [role] }) } })
  const outcome = await guard.check({
    method: 'GET',
    target: '/users',
    fields: () => [],
    body: { present: false, withheld: true },
    host: null,
    setHeader: () => undefined,
    ...request,
  })
  return outcome.kind === 'refuse' ? outcome.response.status : 200
}

describe('a guard that is not shown the query', () => {
  const queryWithheld = true
  it.each([
    ['- allow: [GET:/users]', 200],
    [`- { allow: [GET:/users], where: "$query:status = 'open'" }`, 403],
    ['- { allow: [GET:/users], where: $query:status IS NULL }', 403],
    ['- { allow: [GET:/users], where: $query:status IS NULL OR $query:status IS NOT NULL }', 403],
    ["- allow: ['GET:/users:[status]']", 403],
  ])('B05 allows by %s only what holds for every query: %i', async (policy, status) => {
    expect(await ask(policy, { queryWithheld })).toBe(status)
  })

  it('refuses an operation whose resource the query names, as its tenant cannot be checked', async () => {
    expect(await ask('- allow: [GET:/export]', { target: '/export' })).toBe(200)
    expect(await ask('- allow: [GET:/export]', { target: '/export', queryWithheld })).toBe(503)
  })
})

describe('a guard that is not shown the body', () => {
  it.each([
    ['- allow: [POST:/notes]', 200],
    ['- { allow: [POST:/notes], where: $body:status IS NULL }', 503],
    ["- allow: ['POST:/notes:[status]']", 503],
  ])('B01 allows by %s only what reads none, though none is announced: %i', async (policy, status) => {
    expect(await ask(policy, { method: 'POST', target: '/notes' })).toBe(status)
  })
})
