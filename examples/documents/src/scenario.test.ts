import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDocuments, type DocumentsService } from './start-documents.ts'

type Person = 'owner' | 'stranger' | 'admin' | 'other'

const PASSWORD = 'a long sentence nobody guesses'
const tokens = new Map<Person, string>()
let service: DocumentsService
let documentId: string

beforeAll(async () => {
  service = await startDocuments({ database: 'sqlite::memory:', port: 0 })
  const { tenants, users } = service.wardkit
  const pine = (await tenants.create({ slug: 'pine', name: 'Pine' })).id
  const oak = (await tenants.create({ slug: 'oak', name: 'Oak' })).id
  const people: readonly [Person, string, readonly string[]][] = [
    ['owner', pine, []],
    ['stranger', pine, []],
    ['admin', pine, ['admin']],
    ['other', oak, ['admin']],
  ]
  for (const [person, tenant, roles] of people) {
    const email = `${person}@documents.example`
    await users.create({ tenant, name: person, email, password: PASSWORD, roles })
    const { body } = await send('nobody', 'POST', '/wardkit/login', { email, password: PASSWORD })
    tokens.set(person, body['accessToken'] as string)
  }
  const added = await send('owner', 'POST', '/documents', { document_name: 'plan' })
  documentId = added.body['document_id'] as string
})
afterAll(() => service.close())

describe('the documents of two companies', () => {
  it('are added by whoever belongs to one', async () => {
    for (const person of ['owner', 'stranger', 'admin', 'other'] as const) {
      expect(await send(person, 'POST', '/documents', { document_name: 'notes' })).toMatchObject({
        status: 201,
        body: { document_name: 'notes' },
      })
    }
    expect((await send('nobody', 'POST', '/documents', { document_name: 'notes' })).status).toBe(401)
  })

  it.each<[Person, number]>([
    ['owner', 200],
    ['stranger', 403],
    ['admin', 200],
    ['other', 404],
  ])('are read by their owner and the admin of the company: %s gets %i', async (person, status) => {
    expect((await send(person, 'GET', `/documents/${documentId}`)).status).toBe(status)
  })

  it.each<[Person, number]>([
    ['owner', 202],
    ['stranger', 403],
    ['admin', 202],
    ['other', 404],
  ])('may be shared by their owner and the admin of the company: %s gets %i', async (person, status) => {
    const share = { document_id: documentId, user_id: 'usr_1' }
    expect((await send(person, 'POST', '/shares', share)).status).toBe(status)
  })

  it('are refused alike whether they are another company’s or nowhere', async () => {
    const elsewhere = await send('other', 'GET', `/documents/${documentId}`)
    const nowhere = await send('other', 'GET', '/documents/00000000-0000-4000-8000-000000000000')
    expect(elsewhere.status).toBe(404)
    expect(nowhere.status).toBe(404)
  })
})

async function send(
  person: Person | 'nobody',
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const token = person === 'nobody' ? undefined : tokens.get(person)
  const response = await fetch(service.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
