import { PEOPLE, type PersonKey } from './people.ts'

/** Logs a person in and answers their access token. */
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
