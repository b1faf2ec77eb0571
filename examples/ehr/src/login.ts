import { PEOPLE, type PersonKey } from './people.ts'

/** Logs a person in at the patient service and answers their access token. */
export async function login(url: string, person: PersonKey): Promise<string> {
  const { email, password } = PEOPLE[person]
  const response = await fetch(`${url}/wardkit/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} could not log in: ${response.status} ${await response.text()}`)
  const { accessToken } = (await response.json()) as { accessToken: string }
  return accessToken
}

/** Whom an access token names. It is not verified: whoever acts on it must be the one who got it. */
export function readToken(accessToken: string): { readonly user: string; readonly tenant: string } {
  const [, claims = ''] = accessToken.split('.')
  const { sub, tid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; tid: string }
  return { user: sub, tenant: tid }
}
