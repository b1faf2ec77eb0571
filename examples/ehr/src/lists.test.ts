import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { login } from './login.ts'
import type { PersonKey } from './people.ts'
import { startEhr, type Ehr } from './start-ehr.ts'

const directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
let ehr: Ehr

interface Entry {
  readonly patientId: string
}
interface Answer {
  readonly status: number
  readonly body: { readonly items: readonly Entry[]; readonly total: number }
}

beforeAll(async () => {
  ehr = await startEhr({ directory, port: 0 })
})
afterAll(async () => {
  await ehr.close()
  rmSync(directory, { recursive: true })
})

/** Asks through the gateway, as browsers do. */
async function ask(person: PersonKey): Promise<(path: string) => Promise<Answer>> {
  const authorization = `Bearer ${await login(ehr.urls.web, person)}`
  return async (path) => {
    const response = await fetch(ehr.urls.web + path, { headers: { authorization } })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
}

describe('the lists of the EHR', () => {
  it.each<[PersonKey, number, number]>([
    ['admin', 14, 8],
    ['doctor', 14, 8],
    ['nurse', 4, 0],
    ['receptionist', 14, 0],
    ['other', 0, 0],
  ])('list to the %s the %i patients and %i reports that they may read', async (person, patients, reports) => {
    const get = await ask(person)
    expect((await get('/patient')).body).toMatchObject({ total: patients })
    expect((await get('/diagnostic')).body).toMatchObject({ total: reports })
  })

  it('are exactly what can be read one by one', async () => {
    const [all, nurse] = [await ask('admin'), await ask('nurse')]
    const readable: string[] = []
    for (const { patientId } of (await all('/patient')).body.items)
      if ((await nurse(`/patient/${patientId}`)).status === 200) readable.push(patientId)
    expect((await nurse('/patient')).body.items.map(({ patientId }: Entry) => patientId)).toEqual(readable)
    expect(readable).toHaveLength(4)
  })

  it('search names and ids, take what is searched for as it is, and tell what follows from no page', async () => {
    const get = await ask('admin')
    const search = async (query: string) => (await get(`/patient?${query}`)).body
    expect(await search('search=weber')).toMatchObject({
      total: 1,
      items: [{ patientId: 'P-1002', name: 'Jonas Weber' }],
    })
    expect(await search('search=p-100')).toMatchObject({ total: 9 })
    expect(await search('search=%25')).toEqual({ items: [], total: 0 })
    expect(await search('page=2')).toEqual({ items: [], total: 14 })
    expect((await get('/patient?page=0')).status).toBe(400)
    expect((await get('/diagnostic?patientId=P-1003')).body.items).toEqual([
      { diagnosticId: 'ECG-2044', patientId: 'P-1003' },
    ])
  })
})

describe('the gateway', () => {
  it('hands on to the services neither what is theirs by a prefix alone nor what is spelled otherwise', async () => {
    for (const path of ['/patients', '/PATIENT', '//patient', '/diagnostics'])
      expect([path, (await fetch(ehr.urls.web + path, { method: 'POST' })).status]).toEqual([path, 404])
    expect((await fetch(`${ehr.urls.web}/patient`)).status).toBe(401)
  })
})
