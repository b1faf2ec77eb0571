import { readPolicy } from './policies.ts'
import type { StepResult } from './run-scenario.ts'
import type { Step } from './steps.ts'

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
  const results: StepResult[] = []

  async function send(
    title: string,
    expected: number,
    method: Step['method'],
    path: string,
    body?: Step['body'],
    token = '',
  ) {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>)
    const step: Step = { title, person: null, method, path, expected, ...(body === undefined ? {} : { body }) }
    const reason = typeof answer['reason'] === 'string' ? answer['reason'] : undefined
    results.push({ step, status: response.status, reason, agrees: response.status === expected })
    return answer
  }

  /** The code of the link that was mailed to somebody. */
  async function codeFor(email: string): Promise<string> {
    const page = await (await fetch(`${url}/wardkit/outbox`)).text()
    const mail = page.split('<article>').find((article) => article.includes(`To ${email},`))
    return /#code=([^"<\s]+)/.exec(mail ?? '')?.[1] ?? ''
  }

  const tenantName = `NewHealth ${run}`
  await send('somebody asks to begin a tenant', 202, 'POST', '/wardkit/sign-up', { email: admin, tenantName })
  const completion = { code: await codeFor(admin), name: 'Fay Founder', password: PASSWORD }
  const begun = await send(
    'and completes it by the link, as its admin',
    200,
    'POST',
    '/wardkit/sign-up/complete',
    completion,
  )
  const adminToken = String(begun['accessToken'])

  const text = { name: 'doctor access', policy: readPolicy('doctor-access') }
  const written = await send('the admin writes the doctor’s role', 201, 'POST', '/wardkit/roles', text, adminToken)
  const role = (written['role'] as { id: string } | undefined)?.id ?? ''
  const invitation = { email: doctor, name: 'Dot Doctor', roles: [role], tags: { function: 'doctors' } }
  await send('and invites the doctor', 201, 'POST', '/wardkit/invitations', invitation, adminToken)

  const acceptance = { code: await codeFor(doctor), password: PASSWORD }
  const joined = await send('who accepts by the link', 200, 'POST', '/wardkit/invitations/accept', acceptance)
  await send('which cannot be used again', 400, 'POST', '/wardkit/invitations/accept', acceptance)
  const doctorToken = String(joined['accessToken'])

  const patientId = `new-${run}`
  const patient = { patientId, name: 'Ned New', notes: 'none', lastVisitDate: '2026-01-15' }
  await send('the new doctor is refused creating a patient', 403, 'POST', '/patient', patient, doctorToken)
  await send('the new admin creates one', 200, 'POST', '/patient', patient, adminToken)
  await send('which the new doctor reads', 200, 'GET', `/patient/${patientId}`, undefined, doctorToken)
  return results
}
