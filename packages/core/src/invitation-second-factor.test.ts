import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'

it('T07 asks who accepts with their password for their second factor before a session of the new tenant begins', async () => {
  const { wardkit, clock, createBrowser, addTenant } = await openAccounts()
  await addTenant()
  const browser = createBrowser()
  await browser.logIn()
  const begun = (await browser.post('/security/totp')).json as { challenge: string; secret: string }
  const app = new TOTP({ secret: Secret.fromBase32(begun.secret) })
  const code = () => app.generate({ timestamp: clock() })
  await browser.post('/security/totp/finish', { challenge: begun.challenge, code: code() })
  clock.advance(30_000)

  const north = await wardkit.tenants.create({ slug: 'north', name: 'North' })
  await wardkit.invitations.create({ tenant: north.id, email: 'ada@example.com', name: 'Ada', roles: ['member'] })
  const mail = (await wardkit.outbox.list()).find(({ text }) => text.includes('#code='))
  const invitation = /#code=(\S+)/.exec(mail?.text ?? '')?.[1]

  const invited = createBrowser()
  const accepted = await invited.post('/invitations/accept', {
    code: invitation,
    password: PASSWORD,
    session: 'browser',
  })
  expect(accepted).toMatchObject({ status: 200, json: { secondFactor: { methods: ['totp', 'recoveryCode'] } } })
  expect(invited.cookie).toBe('')
  const { challenge } = accepted.json.secondFactor as { challenge: string }
  const done = await invited.post('/login/second-factor', { challenge, session: 'browser', totp: code() })
  expect(done).toMatchObject({ status: 200, json: { tenant: { slug: 'north' }, user: { roles: ['member'] } } })
  expect((await invited.get('/session')).status).toBe(200)
  await wardkit.close()
})
