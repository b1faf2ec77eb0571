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

/** The user that an access token names. It is not verified: whoever acts on it must be the one who got it. */
export function userOf(accessToken: string): string {
  const [, claims = ''] = accessToken.split('.')
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly sub: string }
  return sub
}
