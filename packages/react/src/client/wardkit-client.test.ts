import { describe, expect, it } from 'vitest'
import { answerOf, createWardkitClient, type WardkitClientOptions } from './wardkit-client.ts'
import { isPassing, WardkitProblem } from './wardkit-problem.ts'

const baseUrl = 'https://app.example/wardkit'

/** A client whose requests are answered one after the other. */
function answering(answers: readonly (() => Response)[], options: WardkitClientOptions = {}) {
  const requests: Request[] = []
  const client = createWardkitClient({
    baseUrl,
    ...options,
    fetch: async (request) => {
      requests.push(request)
      return answers[Math.min(requests.length, answers.length) - 1]!()
    },
  })
  return { client, requests }
}

const session = () => Response.json({ items: [] }, { headers: { 'wardkit-revision': '7' } })

function problem(status: number, body: object | string, headers: Record<string, string> = {}): () => Response {
  return () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
}

describe('a client', () => {
  it('asks under its base URL, with the cookie of the page', async () => {
    const { client, requests } = answering([session])
    await answerOf(client.GET('/sessions'))
    expect(requests[0]?.url).toBe('https://app.example/wardkit/sessions')
    expect(requests[0]?.credentials).toBe('same-origin')
    expect(requests[0]?.headers.has('authorization')).toBe(false)
  })

  it('asks with a token that is asked for anew each time, and then without the cookie', async () => {
    let asked = 0
    const { client, requests } = answering([session], { getToken: async () => `token-${String(++asked)}` })
    await answerOf(client.GET('/sessions'))
    await answerOf(client.GET('/sessions'))
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(requests[0]?.credentials).toBe('omit')
  })

  it('reads at the revision that it has seen or later, and never goes back', async () => {
    const at = (revision: number) => () => Response.json({}, { headers: { 'wardkit-revision': String(revision) } })
    const { client, requests } = answering([at(7), at(5), at(9), at(9)])
    for (let count = 0; count < 4; count++) await answerOf(client.GET('/sessions'))
    expect(requests.map(({ headers }) => headers.get('wardkit-revision'))).toEqual([null, '7', '7', '9'])
  })

  it('forgets a revision that the server does not have', async () => {
    const { client, requests } = answering([session, problem(400, { code: 'ERR_REVISION_AHEAD' }), session])
    await answerOf(client.GET('/sessions'))
    await expect(answerOf(client.GET('/sessions'))).rejects.toThrow(WardkitProblem)
    await answerOf(client.GET('/sessions'))
    expect(requests.map(({ headers }) => headers.get('wardkit-revision'))).toEqual([null, '7', null])
  })

  it('throws what the server refuses, with all it tells', async () => {
    const body = {
      title: 'conflict',
      status: 409,
      code: 'ERR_CONFLICT',
      detail: 'changed',
      requestId: 'r1',
      version: 4,
      more: 1,
    }
    const { client } = answering([problem(409, body, { 'retry-after': '3' })])
    await expect(answerOf(client.GET('/sessions'))).rejects.toMatchObject({
      name: 'WardkitProblem',
      message: 'changed',
      code: 'ERR_CONFLICT',
      status: 409,
      requestId: 'r1',
      version: 4,
      members: { more: 1 },
      retryAfterSeconds: 3,
      diagnostics: [],
    })
  })

  it.each([['<html>bad gateway</html>'], ['[]'], ['{"code": 7}'], ['{"code": "ERR']])(
    'throws what it cannot read as such: %s',
    async (body) => {
      const { client } = answering([problem(502, body)])
      const error: unknown = await answerOf(client.GET('/sessions')).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'ERR_UNREADABLE_ANSWER', status: 502 })
      expect(isPassing(error)).toBe(true)
    },
  )

  it('throws that it is offline where nothing answers, and what was given up as that', async () => {
    const dropping = createWardkitClient({ baseUrl, fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
    await expect(answerOf(dropping.GET('/sessions'))).rejects.toMatchObject({ code: 'ERR_OFFLINE', status: 0 })
    const signal = AbortSignal.abort()
    await expect(answerOf(dropping.GET('/sessions', { signal }))).rejects.not.toBeInstanceOf(WardkitProblem)
  })
})
