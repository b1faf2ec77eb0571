import { readPolicy } from './policies.ts'
import type { StepResult } from './run-scenario.ts'
import { createScenarioClient } from './scenario-client.ts'

const PASSWORD = 'seven green kettles'

/**
 * Begins a tenant and its people over HTTP alone, with no developer in between: a sign-up, a role from its policy's text, an invitation, each link
 * taken from the outbox.
 *
 * @param url of the patient service
 */
export async function runOnboarding(url: string, run: string): Promise<readonly StepResult[]> {
  const admin = `founder-${run}@newhealth.example`
  const doctor = `doctor-${run}@newhealth.example`
  const { results, send } = createScenarioClient(url)

  /** The code of the link that was mailed to somebody. */
  async function codeFor(email: string): Promise<string> {
    const page = await (await fetch(`${url}/wardkit/outbox`)).text()
    const mail = page.split('<article>').find((article) => article.includes(`To ${email},`))
    return /#code=([^"<\s]+)/.exec(mail ?? '')?.[1] ?? ''
  }

  const tenantName = `NewHealth ${run}`
  await send('somebody asks to begin a tenant', 202, 'POST', '/wardkit/sign-up', {
    body: { email: admin, tenantName },
  })
  const completion = { code: await codeFor(admin), name: 'Fay Founder', password: PASSWORD }
  const begun = await send('and completes it by the link, as its admin', 200, 'POST', '/wardkit/sign-up/complete', {
    body: completion,
  })
  const asAdmin = { token: String(begun['accessToken']) }

  const text = { name: 'doctor access', policy: readPolicy('doctor-access') }
  const written = await send('the admin writes the doctor’s role', 201, 'POST', '/wardkit/roles', {
    ...asAdmin,
    body: text,
  })
  const role = (written['role'] as { id: string } | undefined)?.id ?? ''
  const invitation = { email: doctor, name: 'Dot Doctor', roles: [role], tags: { function: 'doctors' } }
  await send('and invites the doctor', 201, 'POST', '/wardkit/invitations', { ...asAdmin, body: invitation })

  const acceptance = { code: await codeFor(doctor), password: PASSWORD }
  const joined = await send('who accepts by the link', 200, 'POST', '/wardkit/invitations/accept', { body: acceptance })
  await send('which cannot be used again', 400, 'POST', '/wardkit/invitations/accept', { body: acceptance })
  const asDoctor = { token: String(joined['accessToken']) }

  const patientId = `new-${run}`
  const patient = { patientId, name: 'Ned New', notes: 'none', lastVisitDate: '2026-01-15' }
  await send('the new doctor is refused creating a patient', 403, 'POST', '/patient', { ...asDoctor, body: patient })
  await send('the new admin creates one', 200, 'POST', '/patient', { ...asAdmin, body: patient })
  await send('which the new doctor reads', 200, 'GET', `/patient/${patientId}`, asDoctor)
  return results
}
