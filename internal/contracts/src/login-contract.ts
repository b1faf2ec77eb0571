import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startContractServer, type ContractServer, type MakeServer } from './contract-server.ts'

const BROWSER = ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8'] as const
const NOBODY = ['X-As', 'nobody'] as const

/** A browser without a session is sent to the login page and can come back; everybody else is told 401. */
export function loginContract(name: string, makeServer: MakeServer): void {
  describe(`${name} with a login page`, () => {
    let server: ContractServer
    beforeAll(async () => {
      server = await startContractServer(makeServer, { options: { login: '/login' } })
    })
    afterAll(() => server.close())

    it.each(['GET', 'HEAD'])(
      'A11 sends a browser that navigates by %s to it, and back to this server',
      async (method) => {
        const { response, ran } = await server.send({ method, target: '/users/me?a=//b', headers: [BROWSER, NOBODY] })
        expect([response.status, ran]).toEqual([303, []])
        expect(response.headers.get('location')).toBe('/login?returnTo=%2Fusers%2Fme%3Fa%3D%2F%2Fb')
        expect(response.headers.get('cache-control')).toBe('no-store')
        expect(response.headers.get('vary')).toContain('Accept')
      },
    )

    it.each([
      ['a program', { headers: [NOBODY] }],
      ['a script in a browser', { headers: [BROWSER, NOBODY, ['Sec-Fetch-Mode', 'cors']] }],
      ['a request that changes something', { method: 'DELETE', target: '/users/42', headers: [BROWSER, NOBODY] }],
    ] as const)('tells %s 401', async (_name, request) => {
      const { response, ran } = await server.send({ target: '/users/me', ...request })
      expect([response.status, ran, response.headers.has('location')]).toEqual([401, [], false])
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    })

    it('A11 sends nobody away whose target is not canonical, who is denied, or who is let in', async () => {
      for (const [target, status, ...as] of [
        ['//evil.example', 400, NOBODY],
        ['/%5c/../evil', 400, NOBODY],
        ['/admin/users/42', 403],
        ['/metrics', 404, NOBODY],
        ['/health', 200, NOBODY],
        ['/users/me', 200],
      ] as const) {
        const { response } = await server.send({ target, headers: [BROWSER, ...as] })
        expect([response.status, response.headers.has('location')], target).toEqual([status, false])
      }
    })
  })

  it(`${name} sends no browser anywhere unless told`, async () => {
    const server = await startContractServer(makeServer)
    try {
      const { response } = await server.send({ target: '/users/me', headers: [BROWSER, NOBODY] })
      expect(response.status).toBe(401)
    } finally {
      await server.close()
    }
  })
}
