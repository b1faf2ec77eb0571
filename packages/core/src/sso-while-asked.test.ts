import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSsoWorld, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
import { startTestProvider, type TestProvider } from './sso/testing/test-provider.test-support.ts'

// What changes while the provider answers: a login begins on what was, and must end on what is.

let provider: TestProvider
let world: SsoWorld
let tenant: string
let connection: string

beforeEach(async () => {
  provider = await startTestProvider()
  world = await createSsoWorld()
  tenant = await world.addTenant('acme')
  connection = await world.addConnection(tenant, provider)
})

afterEach(async () => {
  await world.close()
  await provider.close()
})

function whileAsked(change: () => Promise<unknown>) {
  provider.breaks = {
    async sent(token) {
      await change()
      return token
    },
  }
}

const CHANGES = {
  'was switched off': () => world.wardkit.connections.deactivate({ tenant, id: connection }),
  'was deleted': () => world.wardkit.connections.remove({ tenant, id: connection }),
  'was set up anew': () => world.wardkit.connections.update({ tenant, id: connection, clientSecret: 'another secret' }),
  'lost its tenant': () => world.wardkit.tenants.suspend(tenant),
}

describe('O09 a connection that meanwhile', () => {
  it.each(Object.entries(CHANGES))('%s lets nobody in', async (_what, change) => {
    whileAsked(change)
    const browser = world.openBrowser()
    expect((await browser.logIn(connection, provider)).status).toBe(400)
    expect(provider.requests).toContain('POST /token')
    expect((await browser.send('/wardkit/session')).status).toBe(401)
    expect(await world.store.findPersonByEmail('ada@acme.example')).toBeUndefined()
  })

  it('was set up anew, and is active again, finishes no login that began before', async () => {
    const browser = world.openBrowser()
    const back = await provider.visit(await browser.begin(connection))
    await world.wardkit.connections.update({ tenant, id: connection, name: 'Anew', clientSecret: 'another secret' })
    await world.store.write((writer) =>
      writer.tenant(tenant).updateConnection(connection, { status: 'active' }, undefined, 0),
    )
    expect((await browser.finish(back)).status).toBe(400)
    // Neither the code nor the new secret goes anywhere.
    expect(provider.requests).not.toContain('POST /token')
  })

  it('was set up anew is not proved by the test of what it was before', async () => {
    const { url } = await world.wardkit.connectionTests.start({ tenant, id: connection })
    whileAsked(CHANGES['was set up anew'])
    const { pathname, search } = new URL(url)
    const browser = world.openBrowser()
    const location = (await browser.send(pathname + search)).headers.get('location') ?? ''
    await browser.finish(await provider.visit(location))
    await world.wardkit.connections.deactivate({ tenant, id: connection }).catch(() => undefined)
    await expect(world.wardkit.connections.activate({ tenant, id: connection })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
  })
})
